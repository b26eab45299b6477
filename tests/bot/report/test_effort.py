from datetime import timedelta

import pytest

from bot.desk.case import CaseState
from bot.report.effort import POINTS, Effort, EffortPart, Recovery, ended, repeated


def test_a_question_asked_once_and_answered_at_once_is_no_effort():
    assert Effort().points == 0


def test_points_add_up_as_worked_out_by_hand():
    took = Effort(turns=5, rephrases=1, hand_offs=2, told_twice=1, waited=timedelta(hours=12))
    assert took.points == (5 - 1) * 1 + 1 * 1 + 2 * 2 + 1 * 3 + 1.5 * 1


@pytest.mark.parametrize("part", EffortPart)
def test_every_part_weighs(part):
    more = {"turns": 2, "rephrases": 1, "hand-offs": 1, "told twice": 1, "waited": timedelta(hours=8)}
    took = Effort(**{part.value.replace("-", "_").replace(" ", "_"): more[part.value]})
    assert (took.amount(part), took.points) == (1, POINTS[part])


@pytest.mark.parametrize(
    ("outcome", "state", "confirmed", "recovery"),
    [
        ("confirmed", None, False, Recovery.RECOVERED),
        ("assumed", None, False, Recovery.ASSUMED),
        ("abandoned", None, False, Recovery.LOST),
        ("reopened", None, False, Recovery.LOST),
        ("unknown", None, False, Recovery.OPEN),
        ("escalated", CaseState.OPEN, False, Recovery.OPEN),
        ("escalated", CaseState.OPEN, True, Recovery.OPEN),
        ("escalated", CaseState.RESOLVED, False, Recovery.OPEN),
        ("escalated", CaseState.RESOLVED, True, Recovery.RECOVERED),
        ("escalated", CaseState.CLOSED, True, Recovery.RECOVERED),
        ("escalated", CaseState.CLOSED, False, Recovery.ASSUMED),
        ("escalated", CaseState.WITHDRAWN, False, Recovery.LOST),
        ("escalated", CaseState.MERGED, False, Recovery.OPEN),
        ("confirmed", CaseState.OPEN, False, Recovery.OPEN),
    ],
)
def test_a_matter_has_ended_as_its_case_did_or_else_its_last_question(outcome, state, confirmed, recovery):
    assert ended(outcome, state, confirmed=confirmed) is recovery


@pytest.mark.parametrize(
    ("later", "times"),
    [
        ("The OVENS in the shop are cold!", 1),
        ("ovens are cold in the shop, again", 0),  # 6 of 7 words
        ("are they cold?", 0),  # too short to be a repetition
        ("serial number 4711 0815", 0),
        ("", 0),
    ],
)
def test_who_says_nine_in_ten_words_again_told_it_twice(later, times):
    assert repeated(["Hello", "the ovens in the shop are cold"], [later]) == times


def test_a_later_message_can_be_told_again_too():
    said = "it shows error forty two"
    assert repeated([], [said, said, "nothing new here at all", said]) == 2

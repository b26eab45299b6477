"""The explanation: the same facts as the finding, in words for a lead."""

import json
import re

import pytest

from knowledge.matching.evidence import CHANNELS as MEASURED
from knowledge.matching.explain import CHANNELS, as_data, brief, explain, shares, why_not
from tests.knowledge.matching.small import DESK, entry, view


@pytest.fixture(scope="module")
def desk():
    return view(*DESK)


@pytest.fixture(scope="module")
def finding(desk):
    return desk.ask("forgot the pasword")


def test_the_explanation_names_the_entry_its_line_words_and_corrections(finding):
    text = explain(finding)
    for said in (
        "harbor/reset (harbor/reset.md:1)",
        "pasword → password",
        "has: forgot, password",
        "I forgot my password",
        "0.90",
        " % words found anywhere in the entry",
    ):
        assert said in text


def test_every_channel_has_words_for_a_lead():
    assert set(CHANNELS) >= set(MEASURED)


def test_the_explanation_ends_with_why_not_the_other(desk):
    told = explain(desk.ask("forgot password expired soon")).splitlines()[-1]
    assert re.fullmatch(r"Not harbor/\w+: it lacks “forgot”.*, and its score is [\d.]+ against [\d.]+, .+", told)


def test_two_entries_with_one_phrasing_are_told_apart_by_nothing():
    both = view(*DESK, entry("harbor/other", "I forgot my password")).ask("I forgot my password")
    assert "harbor/other was offered too" in why_not(both) or "harbor/reset was offered too" in why_not(both)


def test_a_lone_entry_has_no_other():
    assert why_not(view(DESK[0]).ask("I forgot my password")) == ""


def test_shares_add_up_to_the_score(finding):
    assert sum(shares(finding.best, finding).values()) == pytest.approx(finding.best.score, abs=0.01)


def test_the_short_form_says_what_the_winner_has_and_lacks(desk):
    told = brief(desk.ask("forgot the pasword of the elevator"))
    assert "\n" not in told
    assert "It has “forgot” and “password”, but not “elevator”." in told
    assert "harbor/reset at " in told


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("I forgot my password", "Answered: harbor/reset at 1.00."),
        ("billing", "Offered a choice; the first is "),
        ("the moon elevator grinds", "Handed to a person; the nearest was "),
    ],
)
def test_the_short_form_begins_with_the_verdict(desk, question, opening):
    assert brief(desk.ask(question)).startswith(opening)


def test_the_data_holds_what_the_text_says(finding):
    told = as_data(finding)
    assert told["candidates"][0]["words"] == ["forgot", "pasword"]
    assert told["candidates"][0]["missing"] == []
    assert sum(told["candidates"][1]["shares"].values()) == pytest.approx(finding.matches[1].score, abs=0.01)
    assert told["brief"] == brief(finding)
    assert told["why_not"] == why_not(finding)
    json.dumps(told)


def test_nothing_to_match_is_said():
    assert brief(view().ask("x")) == "Handed to a person. There is nothing in this to match."

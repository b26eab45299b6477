"""Confidence from judged questions: what it moves, which way, for whom, and how sure a threshold must be."""

from dataclasses import replace

import numpy as np
import pytest

from knowledge.entry import Visibility
from knowledge.judgement import Judged, Judgement, JudgementSource
from knowledge.match import Verdict
from knowledge.matching.confidence import JUDGED_ENOUGH, LEAST_TO_ANSWER
from knowledge.matching.training.calibration import CalibrationKind
from knowledge.matching.training.recalibration import lower_bound, observed, threshold
from knowledge.people.audience import Audience
from tests.knowledge.matching.small import DESK, EVERYBODY, view

WHAT = ("lost", "change", "need", "broken", "renew", "recover", "set", "new", "wrong", "reset")
WHICH = ("password", "my password now", "a password", "passwords", "the password again", "laptop password")
LIKE = [f"{what} {which}" for what in WHAT for which in WHICH]
"""Questions about a password, none of them a phrasing."""
UNSURE = "it rejects what I type as password"
OTHERS = (UNSURE, "passphrase lost", "unlock", "my secret word is refused", "password rules", "password trouble")
"""More, of which nothing is judged; of some the desk is not sure enough to answer."""
RESET = "harbor/reset"


def judged(texts=LIKE, audience=EVERYBODY, target=0.9, **says):
    return Judged(tuple(Judgement(text, audience, **says) for text in texts), target)


@pytest.fixture(scope="module")
def desk():
    return view(*DESK)


def answered(base):
    return {text for text in OTHERS if base.ask(text).verdict is Verdict.ANSWER}


def test_answers_judged_right_make_spot_speak_alone_of_like_questions(desk):
    after = desk.rejudged(judged(right=(RESET,)))
    assert answered(desk) < answered(after)
    assert after.ask(UNSURE).best.entry.name == RESET
    assert all(after.ask(text).confidence > desk.ask(text).confidence for text in OTHERS)


def test_answers_judged_wrong_make_spot_doubt_a_like_question(desk):
    spoken = "forgot password now"
    assert desk.ask(spoken).verdict is Verdict.ANSWER
    after = desk.rejudged(judged(refused=(RESET,))).ask(spoken)
    assert after.verdict is not Verdict.ANSWER
    assert after.confidence < 0.5


def test_the_finding_says_that_its_confidence_was_judged_and_of_which_version_it_is(desk):
    after = desk.rejudged(judged(right=(RESET,)))
    assert (desk.ask(UNSURE).kind, after.ask(UNSURE).kind) == (CalibrationKind.SHIPPED, CalibrationKind.JUDGED)
    assert desk.ask(UNSURE).knowledge != after.ask(UNSURE).knowledge


def test_a_handful_of_judgements_changes_no_byte(desk):
    few = desk.rejudged(judged(LIKE[: JUDGED_ENOUGH - 1], right=(RESET,)))
    assert few.ask(UNSURE) == desk.ask(UNSURE)


@pytest.mark.parametrize(
    "others",
    [
        Audience(("quay", "vendor"), Visibility.CUSTOMER),
        Audience(EVERYBODY.partners, Visibility.PARTNER),
        Audience(EVERYBODY.partners, Visibility.CUSTOMER, nda=True),
    ],
)
def test_what_was_judged_for_others_changes_no_byte(desk, others):
    after = desk.rejudged(judged(audience=others, right=(RESET,)))
    for question in (UNSURE, "how do I reset my password", "my cat is ill"):
        assert repr(after.ask(question)) == repr(desk.ask(question))


def test_what_leads_picked_moves_the_confidence_and_no_threshold(desk):
    some = judged(LIKE[::2] * 2, right=(RESET,)).judgements + judged(LIKE[1::2], refused=(RESET,)).judgements
    drawn = desk.rejudged(Judged(some)).ask(UNSURE)
    picked = desk.rejudged(Judged(tuple(replace(each, is_sampled=False) for each in some))).ask(UNSURE)
    assert (picked.kind, picked.confidence) == (CalibrationKind.JUDGED, drawn.confidence)
    assert picked.thresholds["answer"] == 0.9 != drawn.thresholds["answer"]


def test_what_is_right_throughout_asks_no_more_than_the_target():
    assert threshold(np.linspace(0.96, 0.99, 60), np.ones(60, dtype=bool), 0.9) == 0.9


def test_the_order_of_judgements_does_not_matter(desk):
    there = desk.rejudged(judged(right=(RESET,)))
    back = desk.rejudged(judged(LIKE[::-1], right=(RESET,)))
    assert there.ask(UNSURE).confidence == back.ask(UNSURE).confidence


def test_customers_alone_make_nothing_judged(desk):
    assert desk.rejudged(judged(right=(RESET,), source=JudgementSource.CUSTOMER)).ask(UNSURE) == desk.ask(UNSURE)


def test_customers_words_move_the_confidence_less_than_leads(desk):
    leads = judged(LIKE[:JUDGED_ENOUGH], right=(RESET,))
    other = LIKE[JUDGED_ENOUGH:]
    customers, more_leads = (
        desk.rejudged(Judged(leads.judgements + judged(other, refused=(RESET,), source=source).judgements))
        for source in (JudgementSource.CUSTOMER, JudgementSource.LEAD)
    )
    base, slightly, much = (each.ask(UNSURE).confidence for each in (desk.rejudged(leads), customers, more_leads))
    assert base > slightly > much


def test_an_entry_of_an_earlier_day_that_is_gone_teaches_nothing(desk):
    assert desk.rejudged(judged(right=("harbor/retired",))).ask(UNSURE) == desk.ask(UNSURE)


def test_an_entry_that_demands_more_than_the_judged_threshold_gets_it():
    strict = view(replace(DESK[0], threshold=0.999), *DESK[1:])
    after = strict.rejudged(judged(right=(RESET,))).ask(UNSURE)
    assert after.thresholds["answer"] == 0.999
    assert after.verdict is Verdict.CLARIFY


def test_the_target_is_the_threshold_until_enough_is_judged(desk):
    assert desk.rejudged(Judged((), 0.97)).ask("reset the password").thresholds["answer"] == 0.97


def test_a_twin_of_the_right_entry_is_right(desk):
    twin = replace(DESK[0], partner="vendor", id="reset")
    both = view(*DESK, twin)
    after = both.rejudged(judged(right=("vendor/reset",))).ask(UNSURE)
    assert (after.kind, after.best.entry.name) == (CalibrationKind.JUDGED, RESET)
    assert after.confidence > both.ask(UNSURE).confidence


def test_nobody_among_the_best_three_is_known_only_when_all_three_were_refused():
    one, two, three = DESK[:3]
    signals = np.zeros(3)
    all_refused = Judgement("q", EVERYBODY, refused=(one.name, two.name, three.name))
    assert observed(all_refused, signals, (one, two, three), frozenset()).among is False
    assert observed(Judgement("q", EVERYBODY, refused=(one.name,)), signals, (one, two), frozenset()).among is None


CHANCE = np.random.default_rng(3)


def test_a_threshold_keeps_the_target_on_what_it_has_not_seen():
    values = CHANCE.beta(4, 2, size=200_000)
    right = CHANCE.random(len(values)) < values
    lowest = threshold(values[:400], right[:400], 0.9)
    assert right[400:][values[400:] >= lowest].mean() == pytest.approx(0.915, abs=0.015)


def test_a_threshold_is_stricter_with_fewer_judgements_and_a_higher_target():
    values = np.linspace(0.4, 1, 50)
    right = values > 0.55
    many = threshold(np.tile(values, 10), np.tile(right, 10), 0.9)
    assert LEAST_TO_ANSWER <= many < threshold(values, right, 0.9) < threshold(values, right, 0.95)


def test_where_no_threshold_is_supported_each_answer_must_be_surer_than_the_target():
    assert threshold(np.full(60, 0.6), np.zeros(60, dtype=bool), 0.9) == pytest.approx(0.95)


def test_nothing_is_answered_alone_that_is_more_likely_wrong_than_right():
    assert threshold(np.linspace(0.01, 0.4, 60), np.ones(60, dtype=bool), 0.5) >= LEAST_TO_ANSWER


def test_the_lower_bound_is_that_of_wilson():
    assert lower_bound(np.array([0.9]), np.array([100.0])) == pytest.approx([0.85486], abs=1e-4)

"""Twins compete together: a second entry with the same answer makes no question less sure, and one of them is shown."""

from dataclasses import replace

import pytest

from knowledge.entry import Visibility
from knowledge.evaluation.labelled import LabelOutcome, judge
from knowledge.judgement import Judged, Judgement
from knowledge.match import Verdict
from knowledge.matching.twins import stands_alone
from knowledge.matching.view import View
from knowledge.people.audience import Audience
from tests.knowledge.matching.small import DESK, EVERYBODY, entry, view

RESET = replace(DESK[0], answer="Choose Security, then Password, and follow the message on your phone.")
DESK = (RESET, *DESK[1:])
QUESTIONS = ("reset the password", "forgot pasword", "password", "I forgot my password", "billing", "grinding noise")


def twin_of(one, *phrasings, name="harbor/twin", **more):
    """Return an entry with the same answer."""
    return entry(name, *(phrasings or one.phrasings), answer=one.answer, language=one.language, **more)


def outcome(finding):
    """Return what a twin must not move; the order of entries may move the last digits of a confidence."""
    return finding.verdict, pytest.approx(finding.confidence, abs=0.005), len(finding.matches), len(finding.offered)


@pytest.mark.parametrize("name", ["harbor/twin", "harbor/a-twin", "vendor/twin"])
def test_a_twin_with_the_same_phrasings_moves_nothing(name):
    alone, twins = view(*DESK), view(*DESK, twin_of(RESET, name=name))
    assert [outcome(twins.ask(each)) for each in QUESTIONS] == [outcome(alone.ask(each)) for each in QUESTIONS]
    assert twins.ask(QUESTIONS[0]).best.names == {"harbor/reset", name}


def test_a_phrasing_that_twins_share_is_answered_and_not_a_choice():
    twins = view(*DESK, twin_of(RESET, "I forgot my password", "locked out"))
    assert twins.ask("I forgot my password").verdict is Verdict.ANSWER


def test_entries_with_one_phrasing_and_two_answers_stay_a_choice():
    other = entry("harbor/other", "I forgot my password", answer="Ask the desk for a new key card.")
    assert view(*DESK, other).ask("I forgot my password").verdict is Verdict.CLARIFY


def test_the_twin_with_the_nearest_phrasing_is_shown():
    twins = view(*DESK, twin_of(RESET, "I am locked out of my account"))
    assert twins.ask("locked out of my account").best.entry.id == "twin"
    assert twins.ask("locked out of my account").best.phrasing == "I am locked out of my account"
    assert twins.ask("I forgot my password").best.entry.id == "reset"


def test_of_twins_in_two_folders_the_askers_own_partners_is_shown():
    twins = view(*DESK, twin_of(RESET, "I am locked out of my account", name="vendor/twin"))
    found = twins.ask("I am locked out of my account")
    assert (found.verdict, found.best.entry.name, found.best.twins) == (
        Verdict.ANSWER,
        "harbor/reset",
        ("vendor/twin",),
    )


def test_each_twin_can_be_had_by_its_name():
    twin = twin_of(RESET)
    assert view(*DESK, twin).entry("harbor/twin") == twin


def test_the_strictest_threshold_of_twins_counts():
    strict = twin_of(RESET, threshold=1.0)
    assert view(*DESK, strict).ask("how can I reset a password").thresholds["answer"] == 1.0


def test_a_judgement_of_a_twin_is_one_of_both():
    texts = [
        f"{what} {which} password" for what in ("lost", "new", "set", "change", "renew") for which in "abcdefghijkl"
    ]
    named = [
        Judged(tuple(Judgement(text, EVERYBODY, **{says: (name,)}) for text in texts))
        for says in ("right", "refused")
        for name in ("harbor/reset", "harbor/twin")
    ]
    twins = view(*DESK, twin_of(RESET))
    found = [twins.rejudged(each).ask("password trouble") for each in named]
    assert outcome(found[0]) == outcome(found[1]) != outcome(twins.ask("password trouble"))
    assert outcome(found[2]) == outcome(found[3]) != outcome(found[0])


def test_a_twin_that_one_may_not_see_changes_no_byte():
    hidden = twin_of(RESET, "locked out", visibility=Visibility.PARTNER)
    assert repr(view(*DESK, hidden).ask("locked out")) == repr(view(*DESK).ask("locked out"))


def test_the_order_of_entries_changes_nothing():
    entries = [*DESK, twin_of(RESET, "locked out")]
    assert repr(view(*entries).ask("locked out")) == repr(view(*reversed(entries)).ask("locked out"))


@pytest.mark.parametrize("phrasings", [slice(None), slice(-1, None)], ids=["all", "the last"])
def test_no_labelled_question_is_answered_worse_once_every_entry_has_a_twin(sample, labelled, phrasings):
    audience = Audience(("copperlane", "vendor"), Visibility.CUSTOMER)
    before = sample.view(audience)
    alone = [each for each in before.entries if stands_alone(each.answer)]
    doubled = [twin_of(each, *each.phrasings[phrasings], name=f"{each.name}-twin") for each in alone]
    after = View([*before.entries, *doubled], audience, books=sample.loaded.wordbooks)
    answered = [one for one, view in labelled if view is before and judge(one, view.ask(one.ask)) is LabelOutcome.RIGHT]
    assert len(answered) >= 20
    assert len(alone) > len(before.entries) // 2
    worse = [one.ask for one in answered if judge(one, after.ask(one.ask)) is not LabelOutcome.RIGHT]
    assert worse == []

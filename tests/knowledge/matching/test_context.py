"""A message that goes on from an answer: read with its question, offered when unsure, left alone when it does not."""

from dataclasses import replace

import pytest

from knowledge.match import Verdict
from knowledge.matching.explain import explain
from knowledge.matching.large.index import LargeIndex
from knowledge.matching.query.text_parsing import NOTHING
from knowledge.matching.view import View
from tests.bench.crowd import crowd
from tests.bench.pace import Indexed
from tests.knowledge.matching.small import EVERYBODY, entry, view

ENTRIES = (
    entry(
        "harbor/mail-iphone",
        "How do I set up mail on my iPhone?",
        "mail on an iPhone",
        follow_ups=("harbor/mail-android", "harbor/mail-windows"),
    ),
    entry("harbor/mail-android", "How do I set up mail on Android?", "email on an Android phone"),
    entry("harbor/mail-windows", "How do I set up mail in Windows?", "mail on my PC"),
    entry("harbor/app-android", "Where do I get the app for Android?", "install the Android app"),
    entry("harbor/invoice", "Where do I find my invoice?", "download an invoice"),
    entry("harbor/refund", "How do I get a refund?", "money back", follow_ups=("harbor/refund-time",)),
    entry("harbor/refund-time", "How long does a refund take?", "when does my refund arrive"),
    entry("harbor/delivery", "How long does delivery take?", "when does my parcel arrive"),
    entry("harbor/vpn", "VPN einrichten unter iPhone", language="de", follow_ups=("harbor/vpn-android",)),
    entry("harbor/vpn-android", "VPN auf Android einrichten", language="de"),
)
MAIL, REFUND, VPN = ("harbor/mail-iphone",), ("harbor/refund",), ("harbor/vpn",)


@pytest.fixture(scope="module")
def phones():
    return view(*ENTRIES)


@pytest.mark.parametrize(
    ("text", "after", "id"),
    [
        ("and on Android?", MAIL, "mail-android"),
        ("what about Android", MAIL, "mail-android"),
        ("thanks, and on androd please", MAIL, "mail-android"),
        ("how long does that take?", REFUND, "refund-time"),
        ("und auf Android?", VPN, "vpn-android"),
    ],
)
def test_a_follow_up_is_answered_in_context_though_not_alone(phones, text, after, id):
    assert phones.ask(text).verdict is not Verdict.ANSWER
    finding = phones.ask(text, after=after)
    assert (finding.verdict, finding.best.entry.id) == (Verdict.ANSWER, id)
    assert finding.question == text
    assert finding.after == after[-1]
    assert f"Asked after {after[-1]}" in explain(finding)


@pytest.mark.parametrize("after", [MAIL, REFUND, VPN, (*MAIL, "harbor/mail-android")])
@pytest.mark.parametrize(
    "text",
    [
        "where is my invoice",
        "how long does delivery take?",
        "where do I get the app for Android?",
        "and the invoice?",
        "and on a Nokia?",
        "and then?",
        "what?",
        "ok and",
        "the moon elevator makes a grinding noise",
        "",
        "🙂",
    ],
)
def test_anything_else_is_found_exactly_as_without_context(phones, text, after):
    assert repr(phones.ask(text, after=after)) == repr(phones.ask(text))


def test_a_bare_word_that_other_entries_have_too_is_a_choice_with_the_follow_up_first(phones):
    finding = phones.ask("Android", after=MAIL)
    assert finding.verdict is Verdict.CLARIFY
    assert finding.offered[0].entry.id == "mail-android"
    assert "app-android" in {match.entry.id for match in finding.offered}


def test_a_follow_up_in_another_language_is_offered_not_said(phones):
    finding = phones.ask("und auf android", after=MAIL)
    assert finding.verdict is Verdict.CLARIFY
    assert finding.offered[0].entry.id == "mail-android"


def test_the_newest_answer_that_has_a_fitting_follow_up_counts(phones):
    finding = phones.ask("and in windows?", after=(*MAIL, "harbor/mail-android"))
    assert (finding.best.entry.id, finding.after) == ("mail-windows", "harbor/mail-iphone")


def test_a_follow_up_may_demand_its_own_threshold():
    strict = [replace(each, threshold=1.0) if each.id == "mail-android" else each for each in ENTRIES]
    assert view(*strict).ask("and on Android?", after=MAIL).verdict is Verdict.CLARIFY


def test_what_the_asker_may_not_see_is_no_follow_up_and_no_topic(phones):
    assert phones.ask("and on Android?", after=("summit/secret",)) == phones.ask("and on Android?")
    unseen = view(*(each for each in ENTRIES if each.id != "mail-android"))
    assert unseen.ask("and on Android?", after=MAIL) == unseen.ask("and on Android?")


@pytest.mark.slow
def test_the_labelled_questions_are_found_alike_after_any_answer_with_follow_ups(sample, labelled):
    topics = [each.name for each in sample.entries if each.follow_ups]
    asked = changed = 0
    for question, seen in labelled:
        alone = seen.ask(question.ask)
        for name in filter(seen.entry, topics):
            finding = seen.ask(question.ask, after=(name,))
            asked += 1
            changed += finding != alone
            assert (
                finding.verdict is not Verdict.ANSWER or finding.best.entry.name in question.expect or finding == alone
            )
    assert asked > 1_000
    assert changed < 0.005 * asked


def test_a_base_too_large_for_the_classifier_goes_on_from_an_answer_too():
    more = [replace(each, partner="harbor") for each in crowd(3_100)]
    entries = sorted((*ENTRIES, *more), key=lambda each: each.name)
    large = View(entries, EVERYBODY, trainer=Indexed(LargeIndex.of(entries, NOTHING)))
    finding = large.ask("and on Android?", after=MAIL)
    assert finding.after == "harbor/mail-iphone"
    assert finding.best.entry.id == "mail-android"
    assert large.ask("where is my parcel", after=MAIL) == large.ask("where is my parcel")

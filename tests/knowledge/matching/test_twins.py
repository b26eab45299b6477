"""Twins: which entries say the same, and which only look as if they did."""

from dataclasses import replace
from time import perf_counter

import pytest

from knowledge.checking.check import check_together
from knowledge.entry import Visibility
from knowledge.matching.twins import near, same
from tests.knowledge.matching.small import entry

LONG = "Open the portal, choose Billing and then Documents; every invoice of the last ten years is in that list."


def ids(groups):
    return [tuple(each.id for each in group) for group in groups]


def test_entries_with_the_same_answer_are_twins_whatever_its_capitals_and_line_breaks():
    one, other = entry("harbor/a", "Where?", answer=LONG), entry("harbor/b", "Which?", answer=LONG.upper() + "\n")
    assert ids(same([one, other, entry("harbor/c", "Who?")])) == [("a", "b")]


@pytest.mark.parametrize(
    "answer", ["Yes.", "No, not yet.", "Yes, " + LONG, "Nein, das Portal zeigt keine Rechnung an."]
)
def test_an_answer_that_depends_on_the_question_makes_no_twins(answer):
    pair = [entry("harbor/a", "Can I pay by card?", answer=answer), entry("harbor/b", "Can I pay?", answer=answer)]
    assert same(pair) == []


def test_entries_in_two_languages_are_no_twins():
    pair = [entry("harbor/a", "Where?", answer=LONG), entry("harbor/b", "Wo?", answer=LONG, language="de")]
    assert (same(pair), list(near(pair))) == ([], [])


@pytest.mark.parametrize(
    "other",
    [LONG.replace("portal", "portall"), LONG.replace("every invoice", "all invoices"), f"Just this: {LONG}"],
)
def test_an_answer_with_a_slip_or_a_word_more_is_nearly_the_same(other):
    pair = [entry("harbor/a", "Where?", answer=LONG), entry("harbor/b", "Which?", answer=other)]
    assert ids(near([*pair, entry("harbor/c", "Who?", answer="Somebody else in the portal of documents.")])) == [
        ("a", "b")
    ]


def test_another_number_is_another_answer():
    pair = [entry("harbor/a", "Where?", answer=f"{LONG} 10:00"), entry("harbor/b", "Which?", answer=f"{LONG} 11:00")]
    assert list(near(pair)) == []


def faults(*entries):
    return [(each.code, each.line) for each in check_together(entries, ["harbor"], None)]


def test_twins_are_pointed_out_with_both_places():
    pair = entry("harbor/a", "Where?", answer=LONG), replace(entry("harbor/b", "Which?", answer=LONG), line=9)
    (found,) = check_together(pair, ["harbor"], None)
    assert (found.code, found.file, found.line) == ("KB410", "harbor/b.md", 9)
    assert "harbor/a.md:1" in found.what
    assert faults(pair[0], replace(pair[1], answer=f"Just this: {LONG}")) == [("KB411", 9)]


def test_what_other_people_see_and_what_another_partner_says_is_no_twin():
    first = entry("harbor/a", "Where?", answer=LONG)
    assert faults(first, entry("harbor/b", "Which?", answer=LONG, visibility=Visibility.PARTNER)) == []
    assert faults(first, entry("vendor/b", "Which?", answer=LONG)) == []


def test_a_template_in_a_large_base_is_compared_in_bounded_time():
    entries = [entry(f"harbor/e{n}", f"Question {n}?", answer=f"{LONG} See page {n}.") for n in range(2_000)]
    begun = perf_counter()
    assert list(near(entries)) == []
    assert perf_counter() - begun < 5

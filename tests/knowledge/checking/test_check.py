"""The rules of good content over entries."""

from datetime import date

import pytest

from knowledge.checking.check import check_file, check_together
from knowledge.entry import Entry, Status, Visibility
from knowledge.formats.nodes import TextNode
from knowledge.formats.reading import WrittenEntry
from knowledge.problems.report import Report


def entry(id="a", question=None, answer="x", **more):
    return Entry("p", id, question or f"{id}?", answer, file="p/f.md", line=more.pop("line", 3), **more)


def in_file(*entries):
    report = Report("p/f.md")
    check_file([WrittenEntry(each, TextNode(each.answer, each.line)) for each in entries], report)
    return report.problems


def together(*entries, today=None):
    return check_together(entries, ["p"], today)


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        (entry(answer="x" * 4_001), "KB401"),
        (entry(answer="x" * 25_001), "KB307"),
        (entry(question="q" * 1_001), "KB309"),
        (entry(also=("q" * 1_001,)), "KB309"),
        (entry(also=tuple(str(each) for each in range(300))), "KB308"),
    ],
)
def test_what_is_too_long_or_too_much_is_named(subject, code):
    assert [each.code for each in in_file(subject)] == [code]


def test_what_just_fits_passes():
    fits = entry(question="q" * 1_000, answer="x" * 4_000, also=tuple(str(each) for each in range(299)))
    assert in_file(fits) == []


def test_an_id_twice_in_a_file_names_both_lines():
    problems = in_file(entry(line=3), entry(line=9))
    assert [(each.code, each.line, each.what) for each in problems] == [
        ("KB305", 9, 'the id "a" stands here and on line 3')
    ]


def test_a_follow_up_that_leads_nowhere_is_pointed_out_with_what_was_meant():
    problems = together(entry("one", follow_ups=("p/towo",)), entry("two"))
    assert [(each.code, each.remedy) for each in problems] == [("KB405", "did you mean two?")]


def test_a_follow_up_into_a_folder_that_was_not_loaded_may_be_right():
    assert together(entry("one", follow_ups=("vendor/x",))) == []


def test_a_circle_is_printed_once():
    problems = together(
        entry("a", follow_ups=("p/b",)),
        entry("b", follow_ups=("p/c",)),
        entry("c", follow_ups=("p/a",)),
        entry("d", follow_ups=("p/a",)),
    )
    assert [(each.code, each.what) for each in problems] == [
        ("KB406", "the follow-ups lead in a circle: a → b → c → a")
    ]


def test_an_entry_that_follows_itself_is_a_circle():
    assert [each.what[-5:] for each in together(entry("a", follow_ups=("p/a",)))] == ["a → a"]


def test_a_long_chain_is_walked_without_end_of_stack():
    chain = [entry(f"e{each}", follow_ups=(f"p/e{each + 1}",)) for each in range(5_000)]
    assert [each.code for each in together(*chain)] == ["KB405"]


def test_many_follow_ups_to_the_same_entries_take_no_time():
    layers = [[f"e{layer}-{each}" for each in range(20)] for layer in range(20)]
    entries = [
        entry(id, follow_ups=tuple(f"p/{each}" for each in following))
        for layer, following in zip(layers, [*layers[1:], []], strict=True)
        for id in layer
    ]
    assert together(*entries) == []


def test_the_same_phrasing_in_two_entries_is_pointed_out_once_with_both_places():
    problems = together(entry("a", also=("Pay  NOW?", "x")), entry("b", also=("pay now", "x"), line=8))
    assert [(each.code, each.line) for each in problems] == [("KB409", 8)]
    assert "also asked by a (p/f.md:3)" in problems[0].what


@pytest.mark.parametrize(
    "other",
    [
        {"visibility": Visibility.PARTNER},
        {"nda": True},
        {"language": "de"},
        {"status": Status.DRAFT},
    ],
)
def test_the_same_phrasing_for_other_people_is_fine(other):
    assert together(entry("a", question="q?"), entry("b", question="q?", **other)) == []


def test_only_published_entries_must_be_reviewed():
    due = date(2026, 1, 1)
    late = [entry("a", review=due, owner="o"), entry("b", review=due, owner="o", status=Status.RETIRED)]
    assert [each.what for each in together(*late, today=date(2026, 2, 1))] == ["the review of a was due on 2026-01-01"]


def test_a_folder_that_nobody_looks_after_is_told_once():
    problems = together(entry("a"), entry("b"), today=date(2026, 1, 1))
    assert [(each.code, each.what) for each in problems] == [("KB413", "no entry of p says who looks after it")]


def test_where_some_entries_have_an_owner_the_files_of_the_others_are_told():
    problems = together(entry("a", owner="desk"), entry("b", line=9), entry("c", line=12), today=date(2026, 1, 1))
    assert [(each.line, each.what) for each in problems] == [
        (9, "only 1 of 3 entries of this file says who looks after it")
    ]


def test_who_looks_after_an_entry_is_nobodys_business_while_spot_runs():
    assert together(entry("a")) == []

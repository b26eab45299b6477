"""The rules over where entries lead."""

import pytest

from knowledge.checking.check_links import check_claims, check_links
from knowledge.entry import Entry, Status
from knowledge.problems.report import Report


def entry(id, answer="x", **more):
    return Entry(more.pop("partner", "p"), id, f"{id}?", answer, file="p/f.md", line=more.pop("line", 3), **more)


def found(*entries):
    return [(each.code, each.what, each.remedy) for each in check_links(entries, frozenset("p"))]


@pytest.mark.parametrize(("status", "said"), [(Status.DRAFT, "a draft"), (Status.RETIRED, "retired")])
def test_a_follow_up_to_what_is_not_published_is_told_with_both_places(status, said):
    ((code, what, _),) = found(entry("a", follow_ups=("p/b",)), entry("b", status=status, line=9))
    assert (code, what) == ("KB414", f"the follow-up b of a leads to an entry that is {said} (p/f.md:9)")


def test_a_draft_may_lead_to_a_draft():
    assert found(entry("a", follow_ups=("p/b",), status=Status.DRAFT), entry("b", status=Status.DRAFT)) == []


def test_a_link_to_an_entry_that_is_not_there_is_told_with_the_nearest():
    ((code, what, remedy),) = found(entry("a", "See [there](#reset-pasword)."), entry("reset-password"))
    assert (code, what, remedy) == (
        "KB412",
        'the link "#reset-pasword" leads to no entry',
        "did you mean reset-password?",
    )


def test_a_link_to_an_entry_that_is_there_should_be_a_button():
    ((code, _, remedy),) = found(entry("a", "See [there](#b)."), entry("b"))
    assert (code, remedy) == ("KB408", "name b under follow_ups: it is a button")


def test_a_link_to_a_retired_entry_is_told():
    codes = [code for code, _, _ in found(entry("a", "See [there](#b)."), entry("b", status=Status.RETIRED))]
    assert codes == ["KB414", "KB408"]


def test_many_dead_links_of_a_file_are_told_once():
    ((_, what, _),) = found(entry("a", "[x](#u) [y](#v)"), entry("b", "[z](#w)"))
    assert what.endswith("(and 2 more in this file)")


def test_what_stands_between_backticks_is_no_link():
    assert found(entry("a", "Write `[x](#gone)`.")) == []


@pytest.mark.parametrize(
    ("partner", "target", "codes"),
    [("p", "q/b", ["KB611"]), ("p", "vendor/b", []), ("p", "p/b", []), ("vendor", "p/b", [])],
)
def test_a_partner_leads_to_its_own_entries_and_the_vendors_only(partner, target, codes):
    report = Report("f.md")
    check_claims(entry("a", partner=partner, follow_ups=(target,)), report)
    assert [each.code for each in report.problems] == codes

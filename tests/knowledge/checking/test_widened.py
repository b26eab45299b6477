"""Entries that more people see than before."""

import pytest

from knowledge.checking.widened import widened
from knowledge.entry import Entry, Status, Visibility


def entry(visibility="customer", **more):
    return Entry("p", "a", "a?", "x", visibility=Visibility(visibility), file="p/f.md", line=3, **more)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (entry("partner"), entry("public"), "a was seen by partner in HEAD and is now seen by public"),
        (
            entry("vendor", nda=True),
            entry("vendor"),
            "a was seen by vendor under nda in HEAD and is now seen by vendor",
        ),
    ],
)
def test_an_entry_that_more_people_see_is_a_note_at_its_line(before, after, said):
    assert [(each.code, each.level, each.line, each.what) for each in widened([before], [after], "HEAD")] == [
        ("KB415", "note", 3, said)
    ]


@pytest.mark.parametrize(
    "after", [entry("partner"), entry(), entry(nda=True), entry("public", status=Status.DRAFT)], ids=repr
)
def test_an_entry_that_nobody_new_sees_is_not_told(after):
    assert list(widened([entry()], [after], "HEAD")) == []


def test_a_new_entry_is_not_told():
    assert list(widened([], [entry("public")], "HEAD")) == []

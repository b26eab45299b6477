"""Entries that more people see than before: what a reviewer looks at first, since nothing takes it back."""

from collections.abc import Iterable, Iterator

from knowledge.entry import Entry, Status
from knowledge.problems.problem import Problem
from knowledge.problems.report import warn


def widened(before: Iterable[Entry], after: Iterable[Entry], since: str) -> Iterator[Problem]:
    """Yield published entries that were there before and that more people see now; `since` says when before was."""
    earlier = {each.name: each for each in before}
    for each in after:
        then = earlier.get(each.name)
        if then and each.status is Status.PUBLISHED and is_wider(then, each):
            what = f"{each.id} was seen by {seen_by(then)} in {since} and is now seen by {seen_by(each)}"
            yield warn(each, "KB415", what, "make sure that it is meant")


def is_wider(before: Entry, after: Entry) -> bool:
    """Return whether somebody sees the entry who did not see it before."""
    return after.visibility.rank < before.visibility.rank or (before.nda and not after.nda)


def seen_by(entry: Entry) -> str:
    """Return who sees it, in the words of its keys."""
    return f"{entry.visibility} under nda" if entry.nda else entry.visibility.value

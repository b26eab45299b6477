"""Coverage: what each entry did for those who asked, and which entries nobody was ever answered with."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from knowledge.entry import Entry, Status
from knowledge.improve.logs.logged import ESCALATED, Logged


@dataclass(slots=True)
class EntryUse:
    """What came of one entry."""

    entry: Entry
    answered: int = 0
    """Questions that it answered, alone or as a choice."""
    confirmed: int = 0
    """Of these, those where the asker or a lead says that it is right."""
    refused: int = 0
    """Questions for which the asker or a lead says that it is no help."""
    escalated: int = 0
    """Questions that it answered and that became a case all the same."""
    last: date | None = None
    """The day on which it last answered."""

    def add(self, logged: Logged) -> None:
        """Count a question that it answered."""
        self.answered += 1
        self.confirmed += self.entry.name in logged.right
        self.escalated += logged.outcome == ESCALATED
        day = logged.at.date()
        self.last = max(self.last or day, day)

    def is_overdue(self, today: date) -> bool:
        """Return whether its review date has passed."""
        return self.entry.review is not None and self.entry.review < today


def coverage(
    entries: Iterable[Entry], logged: Iterable[Logged], folders: Collection[str]
) -> tuple[list[EntryUse], int]:
    """Return the use of every published entry, and of others that once answered.

    Beside it give how many answers came from entries of these folders that are gone.
    """
    uses = {each.name: EntryUse(each) for each in entries}
    gone = 0
    for one in logged:
        for name in one.wrong:
            if name in uses:
                uses[name].refused += 1
        if one.given in uses:
            uses[one.given].add(one)
        elif one.given and one.given.partition("/")[0] in folders:
            gone += 1
    return [each for each in uses.values() if each.answered or each.entry.status is Status.PUBLISHED], gone

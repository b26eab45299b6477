"""Twins matched as one: entries of an audience with the same answer compete together, never with each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.entry import Entry
from knowledge.matching.query.text import fold
from knowledge.matching.twins import same


@dataclass(frozen=True, slots=True)
class MergedEntry:
    """An entry, or twins that are matched as one entry with the phrasings of all."""

    entry: Entry
    """What matching compares; of twins, the first in precedence with what the others add."""
    members: tuple[Entry, ...]
    """In order of precedence."""

    def shown(self, phrasing: str) -> tuple[Entry, str]:
        """Return the member to show for the nearest phrasing, and that phrasing as it writes it.

        Of twins in several folders, the first folder in precedence stands for all of them.
        """
        if len(self.members) == 1:
            return self.members[0], phrasing
        own = [each for each in self.members if each.partner == self.members[0].partner]
        folded = fold(phrasing)
        for each in own:
            if (written := next((one for one in each.phrasings if fold(one) == folded), None)) is not None:
                return each, written
        return own[0], phrasing


def merge(entries: Sequence[Entry], partners: Sequence[str]) -> tuple[MergedEntry, ...]:
    """Return what entries are matched as, in the order of the first of each."""
    groups = [sorted(group, key=lambda each: (partners.index(each.partner), each.name)) for group in same(entries)]
    others = {each.name for group in groups for each in group[1:]}
    together = {group[0].name: tuple(group) for group in groups}
    if not together:
        return tuple(MergedEntry(each, (each,)) for each in entries)
    return tuple(_merged(together.get(each.name, (each,))) for each in entries if each.name not in others)


def _merged(members: tuple[Entry, ...]) -> MergedEntry:
    first = members[0]
    if len(members) == 1:
        return MergedEntry(first, members)
    phrasings = {fold(text): text for each in reversed(members) for text in reversed(each.phrasings)}
    also = tuple(text for folded, text in reversed(phrasings.items()) if folded != fold(first.question))
    thresholds = [each.threshold for each in members if each.threshold is not None]
    entry = replace(
        first,
        also=also,
        tags=tuple(dict.fromkeys(tag for each in members for tag in each.tags)),
        threshold=max(thresholds, default=None),
    )
    return MergedEntry(entry, members)

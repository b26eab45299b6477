"""What changed between two loads of a content folder: entries by name, and files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from knowledge.entry import Entry
from knowledge.load import Loaded


@dataclass(frozen=True, slots=True)
class Changes:
    """Names in order; what only moved, to another line or file, is not changed."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    """Those that were saved, new or gone, whatever is in them."""

    def __bool__(self) -> bool:
        """Return whether anything changed."""
        return bool(self.added or self.changed or self.removed or self.files)


def changes(before: Loaded, after: Loaded) -> Changes:
    """Return what changed from one load to the next."""
    old, new = by_name(before.entries), by_name(after.entries)
    return Changes(
        added=in_order(name for name in new if name not in old),
        changed=in_order(name for name in new if name in old and differ(old[name], new[name])),
        removed=in_order(name for name in old if name not in new),
        files=in_order(file for file, _ in set(digests(before).items()) ^ set(digests(after).items())),
    )


def by_name(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return entries by their full names."""
    return {each.name: each for each in entries}


def differ(one: Entry, other: Entry) -> bool:
    """Return whether two entries say different things, wherever they stand."""
    return one is not other and replace(one, file="", line=0) != replace(other, file="", line=0)


def digests(loaded: Loaded) -> Mapping[str, str]:
    """Return a hash of what was read of each file."""
    return {file: each.digest for file, each in loaded.records.items()}


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Return names once each, in order."""
    return tuple(sorted(set(names)))

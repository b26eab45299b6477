"""What an entry says, key by key, as files write it; and what all entries of a file say alike."""

from collections.abc import Mapping, Sequence

from knowledge.entry import Entry
from knowledge.formats.entry_keys import KEYS, WRITTEN, Text

Said = Mapping[str, Text]
"""Key → text, or several of them, in the order that files have them; nothing that is not said."""
OF_ONE = frozenset(each.name for each in KEYS if each.of_one)
"""Keys that a file cannot say for all its entries."""


def said(entry: Entry) -> Said:
    """Return every key but question and answer; language and visibility always, so that no folder decides them."""
    return {key.name: text for key in WRITTEN if (text := key.write(entry))}


def alike(entries: Sequence[Entry]) -> Said:
    """Return what all entries say alike, which a file says once for all of them."""
    if not entries:
        return {}
    first, *rest = [said(each) for each in entries]
    return {
        key: value for key, value in first.items() if key not in OF_ONE and all(each.get(key) == value for each in rest)
    }


def own(entry: Entry, common: Said) -> Said:
    """Return what an entry says itself, beside what all of them say."""
    return {key: value for key, value in said(entry).items() if key not in common}

"""What an entry says, key by key, as files write it; and what all entries of a file say alike."""

from collections.abc import Mapping, Sequence

from knowledge.entry import Entry, Status

Said = Mapping[str, str | tuple[str, ...]]
"""Key → text, or several of them, in the order that files have them; nothing that is not said."""


def said(entry: Entry) -> Said:
    """Return every key but question and answer; language and visibility always, so that no folder decides them."""
    told: dict[str, str | tuple[str, ...]] = {
        "id": entry.id,
        "language": entry.language,
        "visibility": entry.visibility.value,
        "nda": "true" if entry.nda else "",
        "status": "" if entry.status is Status.PUBLISHED else entry.status.value,
        "owner": entry.owner or "",
        "review": entry.review.isoformat() if entry.review else "",
        "product": entry.product or "",
        "kind": entry.kind or "",
        "tags": entry.tags,
        "threshold": "" if entry.threshold is None else number(entry.threshold),
        "source": entry.source or "",
        "follow_ups": tuple(each.removeprefix(f"{entry.partner}/") for each in entry.follow_ups),
        "also": entry.also,
    }
    return {key: value for key, value in told.items() if value}


OF_ONE = frozenset({"id", "follow_ups", "also"})
"""Keys that a file cannot say for all its entries."""


def number(value: float) -> str:
    """Return a number without an exponent, as short as it can be."""
    return f"{value:.9f}".rstrip("0").rstrip(".")


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

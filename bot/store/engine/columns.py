"""How a value is written in a column, and read back: a time, JSON data, an audience, a number from outside."""

import json
from datetime import UTC, datetime
from typing import Any

from knowledge.entry import VENDOR_FOLDER, Visibility
from knowledge.people.audience import Audience

LARGEST = 2**63 - 1
"""The largest whole number that a column holds."""


def stamp(at: datetime) -> str:
    """Write an aware time as ISO 8601 in UTC, always the same width, so that text order is time order."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone; times in the store are aware")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment(written: str) -> datetime:
    """Read a time back."""
    return datetime.fromisoformat(written)


def moment_or_none(written: str | None) -> datetime | None:
    """Read a time back where there may be none."""
    return None if written is None else moment(written)


def stamp_or_none(at: datetime | None) -> str | None:
    """Write a time where there may be none."""
    return None if at is None else stamp(at)


def pack(data: Any) -> str:
    """Write JSON data compactly."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def unpack(written: str | None) -> Any:
    """Read JSON data back; None where there is none."""
    return None if written is None else json.loads(written)


def pack_audience(audience: Audience) -> str:
    """Write an audience as JSON, the same one always alike."""
    return pack({"partners": list(audience.partners), "visibility": audience.visibility.value, "nda": audience.nda})


def unpack_audience(written: str | None, partner: str | None) -> Audience:
    """Read an audience back; where none was written down, return what the partner's customers see."""
    if written is None:
        folders = (partner, VENDOR_FOLDER) if partner else (VENDOR_FOLDER,)
        return Audience(folders, Visibility.CUSTOMER if partner else Visibility.PUBLIC)
    told = unpack(written)
    return Audience(tuple(told["partners"]), Visibility(told["visibility"]), told["nda"])


def within(number: int, least: int, most: int = LARGEST) -> int:
    """Return the number, moved into the range that it has to stay in."""
    return max(least, min(number, most))

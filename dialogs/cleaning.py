"""What comes in, made safe to handle: no half characters, none that mark a slot, and bounded."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogs.incoming import Incoming

LONGEST_TEXT = 28_000
LONGEST_VALUE = 4_000
"""Characters of one value that a button brings back."""
MOST_VALUES = 30
UNSAFE = {**dict.fromkeys(range(0xD800, 0xE000), "\ufffd"), 0: "\ufffd", 0xE000: "\ufffd", 0xE001: "\ufffd"}


def cleaned(incoming: Incoming) -> Incoming:
    """Return the incoming with every text safe to store, compare and echo."""
    return replace(
        incoming, text=safe(incoming.text[:LONGEST_TEXT]), verb=safe(incoming.verb), data=values(incoming.data)
    )


def values(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plain values a button brings back; anything deeper than a list of strings is left out."""
    pairs = list(data.items())[:MOST_VALUES] if isinstance(data, Mapping) else []
    return {safe(name): kept for name, value in pairs if isinstance(name, str) and (kept := simple(value)) is not None}


def simple(value: Any) -> str | bool | list[str] | None:
    """Return a value that is a string, a yes or no, or a list of strings, and None for anything else."""
    match value:
        case bool():
            return value
        case str():
            return safe(value[:LONGEST_VALUE])
        case list() if all(isinstance(each, str) for each in value):
            return [safe(each[:LONGEST_VALUE]) for each in value[:MOST_VALUES]]
    return None


def safe(text: str) -> str:
    """Return a text without NUL, half characters and the marks of a slot."""
    return text.translate(UNSAFE)

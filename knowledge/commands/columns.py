"""Texts in the columns of a terminal: harmless, on one line, cut or padded to the room there is."""

import unicodedata

from knowledge.printable import exact

WIDTH = 80
"""Columns that a report is written for."""
SOFT_HYPHEN = "\u00ad"
"""Terminals show it, unlike all else of its category."""
READ = 1_000
"""Characters of a text that are looked at."""


def plain(text: str) -> str:
    """Return the text on one line without what a terminal would obey."""
    return exact(" ".join(text[:READ].split()))


def cut(text: str, room: int) -> str:
    """Return the text on one harmless line of at most so many columns."""
    line = plain(text)
    if columns(line) <= room:
        return line
    while columns(line) > room - 1:
        line = line[:-1]
    return f"{line.rstrip()}…"


def padded(text: str, room: int) -> str:
    """Return the text on one harmless line of just so many columns."""
    line = cut(text, room)
    return line + " " * (room - columns(line))


def columns(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if letter != SOFT_HYPHEN and unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1

"""Texts in the columns of a terminal: harmless, on one line, cut or padded to the room there is."""

import unicodedata

WIDTH = 80
"""Columns that a report is written for."""
READ = 1_000
"""Characters of a text that are looked at."""


def plain(text: str) -> str:
    """Return the text on one line without what a terminal would obey."""
    line = " ".join(text[:READ].split())
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)


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
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1

"""Which characters people may be shown in a terminal, on a page, in a report and in a file's name: the one answer.

A chat is given what was written: its client draws each message in a place of its own.
"""

import re

MARK = "\N{REPLACEMENT CHARACTER}"
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
"""What ends a line for some programs and not for others."""
_LEFT_OUT = re.compile("[\u202a-\u202c\u2066-\u2069]")
"""Marks around a text that has a direction of its own; unclosed they would turn what comes after it."""
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Controls that a terminal obeys and XML refuses, overrides that make letters read backwards, no characters at all."""
_JOINERS = "\u200c\u200d"
_JOINER = re.compile(f"(?<=[^\x00-\x7f])[{_JOINERS}](?=[^\x00-\x7f])")
"""A joiner where emoji and some scripts need it: between two signs that are not ASCII."""


def printable(text: str) -> str:
    """Return what somebody wrote, fit to be read: its words, joiners, soft hyphens and line breaks stay as they are."""
    if text.isascii() and text.isprintable():
        return text
    return _HARMFUL.sub(MARK, _LEFT_OUT.sub("", _BREAKS.sub("\n", text)))


def one_line(text: str, most: int = 1_000) -> str:
    """Return what somebody wrote on one line, fit to be read, of at most so many characters."""
    return " ".join(printable(text[:most]).split())


def exact(text: str, instead: str = MARK) -> str:
    """Return a name or a value with a mark for everything that is there and can't be seen, so that no two look alike.

    Joiners stay where emoji and scripts need them.
    """
    if text.isprintable():
        return text
    needed = {found.start() for found in _JOINER.finditer(text)}
    return "".join(letter if letter.isprintable() or place in needed else instead for place, letter in enumerate(text))


def is_exact(text: str) -> bool:
    """Return whether everything in a name or a value can be seen."""
    return exact(text) == text

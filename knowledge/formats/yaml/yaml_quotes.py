"""What is wrong with the quotation marks of broken YAML; the parser sees it far below, or calls it indentation."""

import re
from itertools import pairwise
from typing import Any, NamedTuple


class Misquoted(NamedTuple):
    """Where the quoted text begins, what is wrong with it, and what to do."""

    offset: int
    what: str
    remedy: str


NEVER_CLOSED = "a quotation mark that is never closed"
TOO_EARLY = "text goes on behind a closing quotation mark"
SWALLOWED = re.compile(r"\n *(- +)?[\w-]{1,40}:(?=\s)")
"""The next line with a key, inside what should be one text."""
REMEDIES = {
    '"': 'put the whole text in quotes, and write \\" for a quotation mark in it',
    "'": "put the whole text in quotes, and write '' for an apostrophe in it",
}


def misquoted(text: str, fault: Any) -> Misquoted | None:
    """Return what is wrong with the quotes of a text that the parser has this fault to find with, None for nothing."""
    if getattr(fault, "context", None) == "while scanning a quoted scalar" and "unexpected" in f"{fault.problem}":
        return Misquoted(fault.context_mark.index, NEVER_CLOSED, "close it")
    for token, following in pairwise(tokens(text)):
        if is_scalar(token) and token.style in REMEDIES and is_scalar(following):
            return told(token, text)
    return None


def told(token: Any, text: str) -> Misquoted:
    """Return what is wrong with a quoted text that more text follows: one that took lines with keys was
    never closed.
    """
    if SWALLOWED.search(text, token.start_mark.index, token.end_mark.index):
        return Misquoted(token.start_mark.index, NEVER_CLOSED, "close it at the end of its text")
    return Misquoted(token.end_mark.index, TOO_EARLY, REMEDIES[token.style])


def is_scalar(token: Any) -> bool:
    """Return whether a token is a piece of text."""
    return type(token).__name__ == "ScalarToken"


def tokens(text: str) -> list[Any]:
    """Return the tokens as far as there are any."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    found: list[Any] = []
    try:
        found.extend(YAML(typ="safe", pure=True).scan(text))
    except (YAMLError, ValueError, OverflowError, IndexError):
        return found
    return found

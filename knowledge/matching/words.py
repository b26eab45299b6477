"""Words that matching treats apart: courtesies, function words and everyday words, from the lists in `wordlists/`."""

from functools import cache
from pathlib import Path

LISTED = ("en", "de")
"""The languages that have lists; others are matched without."""
_FOLDER = Path(__file__).parent / "wordlists"


@cache
def courtesies() -> frozenset[str]:
    """Give the words that greet, thank or sign and ask nothing."""
    return frozenset(word for line in _lines("courtesies") for word in line.split())


@cache
def courtesy_phrases() -> frozenset[tuple[str, ...]]:
    """Give the phrases of two to four words that greet, thank or sign and ask nothing."""
    return frozenset(tuple(line.split()) for line in _lines("courtesy-phrases"))


@cache
def function_words(language: str) -> frozenset[str]:
    """Give the words that carry grammar rather than a subject; they count little in what a question is about."""
    return _words("function", language)


@cache
def spelled(language: str) -> frozenset[str]:
    """Give the words known to be spelled right whatever a knowledge base holds."""
    return function_words(language) | _words("common", language)


@cache
def elsewhere(language: str) -> tuple[str, ...]:
    """Give things people say that no support knowledge base answers."""
    return _lines(f"elsewhere.{language}") if language in LISTED else ()


def _words(kind: str, language: str) -> frozenset[str]:
    if language not in LISTED:
        return frozenset()
    return frozenset(word for line in _lines(f"{kind}.{language}") for word in line.split())


def _lines(name: str) -> tuple[str, ...]:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))

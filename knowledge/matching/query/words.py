"""Words that matching treats apart: courtesies, function words and everyday words, from the lists in `wordlists/`."""

from functools import cache
from pathlib import Path

LISTED = ("en", "de")
"""The languages that have every list; of some others only the function words are known."""
_FOLDER = Path(__file__).parents[1] / "wordlists"


@cache
def courtesies() -> frozenset[str]:
    """Give the words that are only polite, wherever they stand."""
    return frozenset(word for line in _lines("courtesies") for word in line.split())


@cache
def phrases(kind: str) -> frozenset[tuple[str, ...]]:
    """Give the phrases of a list: `greetings`, `closings`, `signings`, `addressees` or `mailers`."""
    return frozenset(tuple(line.split()) for line in _lines(kind))


@cache
def function_words(language: str) -> frozenset[str]:
    """Give the words that carry grammar rather than a subject; they count little in what a question is about."""
    return _words("function", language) or _others().get(primary(language), frozenset())


@cache
def spelled(language: str) -> frozenset[str]:
    """Give the words known to be spelled right whatever a knowledge base holds."""
    return function_words(language) | _words("common", language)


@cache
def grammar() -> frozenset[str]:
    """Give the function words of all listed languages."""
    return frozenset().union(*map(function_words, LISTED))


@cache
def everyday() -> frozenset[str]:
    """Give the words of all listed languages that are known to be spelled right."""
    return frozenset().union(*map(spelled, LISTED))


@cache
def polite() -> frozenset[str]:
    """Give the words without one of which a text has no greeting, thanks or signature in it."""
    listed = [phrase for kind in ("greetings", "closings", "signings", "mailers") for phrase in phrases(kind)]
    return courtesies() | {next((word for word in phrase if word not in grammar()), phrase[0]) for phrase in listed}


@cache
def elsewhere(language: str) -> tuple[str, ...]:
    """Give things people say that no support knowledge base answers."""
    return _lines(f"elsewhere.{primary(language)}") if primary(language) in LISTED else ()


def primary(language: str) -> str:
    """Give the language without its region: `de` for `de-at`."""
    return language.partition("-")[0]


@cache
def _others() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _lines("function.others"):
        languages, _, words = line.partition(":")
        for language in languages.split():
            found[language] = found.get(language, frozenset()).union(words.split())
    return found


def _words(kind: str, language: str) -> frozenset[str]:
    if primary(language) not in LISTED:
        return frozenset()
    return frozenset(word for line in _lines(f"{kind}.{primary(language)}") for word in line.split())


def _lines(name: str) -> tuple[str, ...]:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))

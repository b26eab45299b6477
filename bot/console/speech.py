"""What the console says, in the language that a lead's browser asks for; the sentences are in `dialogs/languages/`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from dialogs.languages import DEFAULT, sentences

_language = ContextVar("language", default=DEFAULT)
"""Of the page that is being made."""


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in a language meanwhile; what is not said in it is said in English."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def language() -> str:
    """Return the language that is spoken."""
    return _language.get()


def say(key: str, **values: object) -> str:
    """Return a sentence, filled in; KeyError for a key nobody wrote."""
    return sentences(language(), "console")[key].format(**values)


def named(prefix: str, word: object) -> str:
    """Return the name of one of the program's fixed words, or the word itself where it has no other name."""
    return sentences(language(), "console").get(f"{prefix}_{word}", str(word).replace("_", " "))

"""Everything that people read, by language and key. A package in this folder is a language; nothing else lists them.

Each has `sentences` (the chat), `webchat` and `console` (the pages) and `phrases` (what people write in short).
What a language lacks is said in English. Values fill `{name}` and are never themselves templates.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType

from knowledge.languages.language import load

DEFAULT = "en"


@cache
def codes() -> tuple[str, ...]:
    """Return the code of every language that is spoken, English first."""
    found = {each.name for each in iter_modules(__path__) if each.ispkg}
    return (DEFAULT, *sorted(found - {DEFAULT}))


@cache
def parts(language: str) -> frozenset[str]:
    """Return the names of the modules of a language that is spoken."""
    return frozenset(each.name for each in iter_modules(import_module(f"{__name__}.{language}").__path__))


@cache
def part(language: str, name: str) -> ModuleType:
    """Return a module of a language; English's where the language is not spoken or lacks it."""
    own = language if language in codes() and name in parts(language) else DEFAULT
    return import_module(f"{__name__}.{own}.{name}")


def understood() -> tuple[str, ...]:
    """Return the code of every language whose short phrases are known, English first."""
    return tuple(code for code in codes() if "phrases" in parts(code))


@cache
def sentences(language: str, name: str = "sentences") -> Mapping[str, str]:
    """Return the sentences of a part: those of the language, and in English what it lacks."""
    return MappingProxyType({**part(DEFAULT, name).SENTENCES, **part(language, name).SENTENCES})


def say(language: str, key: str, **values: str) -> str:
    """Return a sentence in a language, in English where that language lacks it; KeyError for an unknown
    key or value.
    """
    return sentences(language)[key].format(**values)


def day(language: str, when: date) -> str:
    """Return a date as it is written in a language: `12 March 2026`, `12. März 2026`."""
    months = part(language, "sentences").MONTHS
    return say(language, "day", day=str(when.day), month=months[when.month - 1], year=str(when.year))


def written_in(language: str, code: str) -> str:
    """Say which language a text is in, as it stands in a sentence: `in German`, `auf Deutsch`."""
    table = load(language if language in codes() else DEFAULT).table("languages")
    names = (table or load(DEFAULT).table("languages")).get(code.partition("-")[0])
    return say(language, "in_language", name=names[0]) if names else say(language, "in_some_language", code=code)


def spoken(locale: str | None) -> str | None:
    """Return the language of a locale such as `de-AT`, or None where we don't speak it."""
    language = (locale or "").replace("_", "-").partition("-")[0].lower()
    return language if language in codes() else None


def preferred(accepted: str, name: str) -> str:
    """Return the first language of an Accept-Language header that a part is spoken in; English for want of one."""
    asked = (spoken(item.split(";")[0].strip()) for item in accepted.split(",")[:20])
    return next((language for language in asked if language and name in parts(language)), DEFAULT)

"""Every sentence a customer reads, by language and key. Values fill `{name}` and are never themselves templates."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from dialogs.wording import de, en
from dialogs.wording.languages import NAMES

LANGUAGES: Mapping[str, Mapping[str, str]] = MappingProxyType({"en": en.SENTENCES, "de": de.SENTENCES})
MONTHS: Mapping[str, tuple[str, ...]] = MappingProxyType({"en": en.MONTHS, "de": de.MONTHS})
DEFAULT = "en"


def say(language: str, key: str, **values: str) -> str:
    """Give a sentence in a language, in English where that language lacks it; KeyError for an unknown key or value."""
    sentences = LANGUAGES.get(language, en.SENTENCES)
    return sentences.get(key, en.SENTENCES[key]).format(**values)


def day(language: str, when: date) -> str:
    """Give a date as it is written in a language: `12 March 2026`, `12. März 2026`."""
    months = MONTHS.get(language, en.MONTHS)
    return say(language, "day", day=str(when.day), month=months[when.month - 1], year=str(when.year))


def written_in(language: str, code: str) -> str:
    """Say which language a text is in, as it stands in a sentence: `in German`, `auf Deutsch`."""
    name = NAMES.get(language, NAMES[DEFAULT]).get(code.partition("-")[0])
    return say(language, "in_language", name=name) if name else say(language, "in_some_language", code=code)


def spoken(locale: str | None) -> str | None:
    """Give the language of a locale such as `de-AT`, or None where we don't speak it."""
    language = (locale or "").replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else None

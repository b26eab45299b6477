"""A language's lists, read from its folder. Folders are found by their presence; nothing else names a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).parent
DEFAULT = "en"
"""The language that stands in where another one has no list."""

Table = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Language:
    """The lists of one language: each is a text file, a line or more an item, `#` before a comment."""

    code: str
    """Of two letters; `en`."""
    lists: Mapping[str, tuple[str, ...]]
    """The lines of each list, by the name of its file."""

    def lines(self, kind: str) -> tuple[str, ...]:
        """Return the lines of a list; none where the language lacks it."""
        return self.lists.get(kind, ())

    def words(self, kind: str) -> frozenset[str]:
        """Return the words of a list of words."""
        return frozenset(word for line in self.lines(kind) for word in line.split())

    def phrases(self, kind: str) -> frozenset[tuple[str, ...]]:
        """Return the phrases of a list that has one a line, each as its words."""
        return frozenset(tuple(line.split()) for line in self.lines(kind))

    def table(self, kind: str) -> Table:
        """Return the values by key of a list with lines such as `answer: antwort, antworten`."""
        return _table(self.lines(kind))

    def headings(self, key: str) -> tuple[str, ...]:
        """Return what may stand above a list in a Markdown page, the usual first; `also` is above other phrasings."""
        return self.table("headings").get(key, ())


@cache
def codes() -> tuple[str, ...]:
    """Return the code of every language that has a folder, English first."""
    found = {path.name for path in FOLDER.iterdir() if path.is_dir() and path.name.isalpha()}
    return (DEFAULT, *sorted(found - {DEFAULT}))


@cache
def load(code: str) -> Language:
    """Return a language by its code, with or without a region; one without a folder has no lists."""
    short = code.partition("-")[0]
    folder = FOLDER / short
    files = sorted(folder.glob("*.txt")) if short in codes() else ()
    return Language(short, MappingProxyType({path.stem: _lines(path) for path in files}))


def every() -> tuple[Language, ...]:
    """Return every language that has a folder, English first."""
    return tuple(map(load, codes()))


@cache
def others(kind: str) -> Table:
    """Return what is known of languages without a folder, such as `function`: `it: words` on a line or more each."""
    return _table(_lines(FOLDER / f"{kind}.others.txt"), separator=" ")


def _lines(path: Path) -> tuple[str, ...]:
    text = path.read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def _table(lines: tuple[str, ...], separator: str = ",") -> Table:
    """Return the values by key; a key may have several lines, and several keys may share one."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines:
        keys, _, values = line.partition(":")
        for key in keys.split():
            stripped = (value.strip() for value in values.split(separator))
            found[key] = (*found.get(key, ()), *filter(None, stripped))
    return MappingProxyType(found)

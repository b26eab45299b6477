"""Read many texts at once: the words of each as `reading.read` gives them, as numbers in flat arrays."""

import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

import numpy as np

from knowledge.matching.courtesy import NAME, is_one_clause, openers
from knowledge.matching.lists import Lists
from knowledge.matching.reading import NOTHING, WORDS, bounded, meant
from knowledge.matching.text import LIMIT, TOKEN_LIMIT, alike, elided, initials_joined, without_marks
from knowledge.matching.thesaurus import Thesaurus
from knowledge.matching.words import courtesies, phrases, polite

BLOCK = 2_000
"""Texts that are folded together."""
ACCENTED = LIMIT // 2
"""Characters up to which a text with accents is folded quickly: taken apart, so few are never too many."""
_END = "\x00"
"""What stands between two texts that are read together; no folded text has it."""
_BREAKS = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) not in "\n-_"}
_LAST_BREAKS = str.maketrans("-_", "  ")
_APART = {code: None for code in range(128) if not without_marks(chr(code))}
"""Apostrophes fall away, as folding has it."""


class Numbering(dict[tuple[str, str], int]):
    """Numbers for words of a language, given in the order in which they are first met."""

    def __init__(self, thesaurus: Thesaurus = NOTHING) -> None:
        super().__init__()
        self.thesaurus = thesaurus

    def of(self, language: str) -> "_Of":
        """Give the numbers of one language's words."""
        return _Of(self, language)


class _Of(dict[str, int]):
    """A language's words, folded; one that is new gets the next number of all."""

    def __init__(self, numbers: Numbering, language: str) -> None:
        super().__init__({_END: -1})
        self._numbers, self._language = numbers, language
        self._begin: set[str] = set()
        self.begin: set[int] = set()
        """The numbers of words that a term of the thesaurus may begin with."""
        self.hard: set[int] = set()
        """Those of words that are left out wherever they stand."""
        self.polite: set[int] = set()
        """Those of words without one of which a text has no courtesies in it."""

    def __missing__(self, word: str) -> int:
        if len(word) > TOKEN_LIMIT:
            return self.setdefault(word, self[word[:TOKEN_LIMIT]])
        spelt = alike(word, self._language)
        number = self._numbers.setdefault((spelt, self._language), len(self._numbers))
        self[word] = number
        if self._numbers.thesaurus.begins(spelt, self._language):
            self._begin.add(word)
            self.begin.add(number)
        if word in courtesies() or word == NAME:
            self.hard.add(number)
        elif word in polite():
            self.polite.add(number)
        return number

    def number(self, said: Sequence[str]) -> list[int]:
        """Give the number of each word, terms that mean the same read as one."""
        numbers = list(map(self.__getitem__, said))
        if self._begin and not self._begin.isdisjoint(said):
            spelt = tuple(alike(word, self._language) for word in said)
            read = self._numbers.thesaurus.unify(spelt, spelt, self._language).words
            return numbers if read == spelt else list(map(self.__getitem__, read))
        return numbers


def read_rows(texts: Iterable[tuple[str, str]], numbers: Numbering) -> Lists:
    """Number the words that are meant in each (text, language); words not met before are added to the numbers."""
    everything = list(texts)
    by_language: dict[str, list[int]] = {}
    for place, (_, language) in enumerate(everything):
        by_language.setdefault(language, []).append(place)
    found: list[Lists] = []
    place_of, read = np.zeros(len(everything), dtype=np.int64), 0
    for language, places in by_language.items():
        known = numbers.of(language)
        for first in range(0, len(places), BLOCK):
            block = places[first : first + BLOCK]
            place_of[block] = read + np.arange(len(block))
            read += len(block)
            found.append(_read([everything[place][0] for place in block], known))
    if not found:
        return Lists.joined(np.zeros(0, dtype=np.int32), [])
    together = Lists.joined(np.concatenate([each.items for each in found]), np.concatenate([e.lengths for e in found]))
    return together if len(by_language) == 1 else together.taken(place_of)


def _read(texts: Sequence[str], known: _Of) -> Lists:
    """Read some texts of one language together; those in which more than words is to be looked at, one by one."""
    lines, slow = _lines(texts)
    numbered = np.fromiter(map(known.__getitem__, f" {_END} ".join(lines).split()), dtype=np.int32)
    ends = np.flatnonzero(numbered < 0)
    lengths = np.diff(np.concatenate(([-1], ends, [len(numbered)]))) - 1
    rows = Lists.joined(numbered[numbered >= 0], lengths)
    slow.update(_with(rows, known.hard))
    slow.update(row for row in _with(rows, known.polite) if _has_courtesies(texts[row], lines[row].split()))
    slow.update(row for row, text in enumerate(texts) if "\n--" in text)
    more = {*np.flatnonzero(lengths > WORDS).tolist(), *_again(rows), *_with(rows, known.begin)}
    alone = sorted(slow | more)
    if not alone:
        return rows
    read = [known.number(meant(texts[row]) if row in slow else _bounded(lines[row])) for row in alone]
    place_of = np.arange(len(texts))
    place_of[alone] = len(texts) + np.arange(len(alone))
    items = np.concatenate((rows.items, np.array([number for each in read for number in each], dtype=np.int32)))
    return Lists.joined(items, np.concatenate((lengths, [len(each) for each in read]))).taken(place_of)


def _bounded(line: str) -> tuple[str, ...]:
    return bounded(tuple(word[:TOKEN_LIMIT] for word in line.split()))


def _again(rows: Lists) -> list[int]:
    """Give the rows that have a word twice."""
    keys = (rows.list_of.astype(np.int64) << np.int64(32)) | rows.items
    keys.sort()
    return np.unique(keys[1:][keys[1:] == keys[:-1]] >> np.int64(32)).tolist()


def _with(rows: Lists, some: AbstractSet[int]) -> list[int]:
    """Give the rows that have one of these words."""
    if not some:
        return []
    return np.unique(rows.list_of[np.isin(rows.items, np.fromiter(some, np.int32))]).tolist()


def _has_courtesies(text: str, said: Sequence[str]) -> bool:
    """Say whether a text with a polite word may have a greeting, thanks or a signature in it."""
    first, last = _borders()
    return not is_one_clause(text) or said[0] in first or not last.isdisjoint(said[-2:])


@cache
def _borders() -> tuple[frozenset[str], frozenset[str]]:
    """Give the words that phrases begin with which open a clause, and those that thanks end with."""
    return frozenset(each[0] for each in openers()), frozenset(each[-1] for each in phrases("closings"))


def _lines(texts: Sequence[str]) -> tuple[list[str], set[int]]:
    """Give each text as its folded words with spaces, and the places of those that do not fold quickly."""
    plain = [_plain(text) for text in texts]
    joined = elided("\n".join(text or "" for text in plain).lower()).translate(_APART).translate(_BREAKS)
    lines = initials_joined(joined).translate(_LAST_BREAKS).split("\n")
    return lines, {place for place, text in enumerate(plain) if text is None}


def _plain(text: str) -> str | None:
    """Give the text in ASCII on one line if it folds letter by letter, else None."""
    text = text[:LIMIT]
    if not text.isascii():
        text = text.translate(_signs())
        if not text.isascii():
            text = text.translate(_letters()) if "'" not in text else text
        if len(text) > ACCENTED or not text.isascii():
            return None
    return text.replace("\n", " ")


@cache
def _signs() -> dict[int, str]:
    """Give signs of ASCII for typographic ones; those that fall away become one that falls away later."""
    known = {code: folded or "`" for code in range(0x2010, 0x2070) if (folded := _folded(chr(code))).isascii()}
    return known | {0xA0: " ", ord("’"): "'"}


@cache
def _letters() -> dict[int, str]:
    """Give what folding makes of each Latin letter that becomes ASCII by its accent alone."""
    return {code: folded for code in range(0xA0, 0x250) if (folded := _folded(chr(code))).isascii()}


def _folded(sign: str) -> str:
    apart = unicodedata.normalize("NFKD", sign)
    if apart == sign and not sign.isalnum() and without_marks(sign):
        return " "
    return unicodedata.normalize("NFKC", without_marks(apart.casefold()))

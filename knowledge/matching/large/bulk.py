"""Read many texts at once: the words of each as `reading.read` gives them, as numbers in flat arrays."""

import unicodedata
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.arrays.ragged_arrays import RaggedArrays, paired
from knowledge.matching.large.cutting import Cut, cut
from knowledge.matching.query.courtesies import NAME, is_one_clause, openers
from knowledge.matching.query.text import END, LIMIT, TOKEN_LIMIT, alike, folded_plainly, without_marks
from knowledge.matching.query.text_parsing import NOTHING, REPEATED, WORDS, bounded, meant
from knowledge.matching.query.thesaurus import Thesaurus
from knowledge.matching.query.words import courtesies, phrases, polite

BLOCK = 100_000
"""Texts that are folded together."""
_RULE = "\n--"
"""What a signature may begin with."""
ACCENTED = LIMIT // 2
"""Characters up to which a text with accents is folded quickly: taken apart, so few are never too many."""


class Numbering(dict[tuple[str, str], int]):
    """Numbers for words of a language, given in the order in which they are first met."""

    def __init__(self, thesaurus: Thesaurus = NOTHING) -> None:
        super().__init__()
        self.thesaurus = thesaurus

    def of(self, language: str) -> "_Of":
        """Return the numbers of one language's words."""
        return _Of(self, language)


class _Of(dict[str, int]):
    """A language's words, folded; one that is new gets the next number of all."""

    def __init__(self, numbers: Numbering, language: str) -> None:
        super().__init__()
        self._numbers, self._language = numbers, language
        self._begin: set[str] = set()
        self.begin: set[int] = set()
        """The numbers of words that a term of the thesaurus may begin with."""
        self.hard: set[int] = set()
        """Those of words that are left out wherever they stand."""
        self.polite: set[int] = set()
        """Those of words without one of which a text has no courtesies in it."""

    def __missing__(self, word: str) -> int:
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
        """Return the number of each word, terms that mean the same read as one."""
        numbers = list(map(self.__getitem__, said))
        if self._begin and not self._begin.isdisjoint(said):
            spelt = tuple(alike(word, self._language) for word in said)
            read = self._numbers.thesaurus.unify(spelt, spelt, self._language).words
            return numbers if read == spelt else list(map(self.__getitem__, read))
        return numbers


def read_rows(texts: Sequence[str], languages: Sequence[str], numbers: Numbering) -> RaggedArrays:
    """Number the words that are meant in each text of a language; words not met before are added to the numbers."""
    found: list[RaggedArrays] = []
    places: list[int] = []
    for language in (several := dict.fromkeys(languages)):
        known = numbers.of(language)
        spoken = texts
        if len(several) > 1:
            own = [place for place, each in enumerate(languages) if each == language]
            places, spoken = places + own, [texts[place] for place in own]
        found += [_read(spoken[first : first + BLOCK], known) for first in range(0, len(spoken), BLOCK)]
    if not found:
        return RaggedArrays.joined(np.zeros(0, dtype=np.int32), [])
    together = RaggedArrays.joined(
        np.concatenate([each.items for each in found]), np.concatenate([e.lengths for e in found])
    )
    return together.taken(np.argsort(places)) if places else together


def _read(texts: Sequence[str], known: _Of) -> RaggedArrays:
    """Read some texts of one language together; those in which more than words is to be looked at, one by one."""
    letters, slow = _folded_together(texts)
    said = cut(letters)
    numbers = np.fromiter(map(known.__getitem__, said.different), np.int32, len(said.different))
    rows = RaggedArrays(numbers[said.rows.items], said.rows.starts)
    slow.update(_with(said, numbers, known.hard))
    slow.update(row for row in _with(said, numbers, known.polite) if _has_courtesies(texts[row], said.words(row)))
    more = {*np.flatnonzero(rows.lengths > WORDS).tolist(), *_repeating(said.rows), *_with(said, numbers, known.begin)}
    alone = sorted(slow | more)
    if not alone:
        return rows
    read = [known.number(meant(texts[row]) if row in slow else _bounded(said.words(row))) for row in alone]
    place_of = np.arange(len(texts))
    place_of[alone] = len(texts) + np.arange(len(alone))
    items = np.concatenate((rows.items, np.array([number for each in read for number in each], dtype=np.int32)))
    return RaggedArrays.joined(items, np.concatenate((rows.lengths, [len(each) for each in read]))).taken(place_of)


def _bounded(words: Sequence[str]) -> tuple[str, ...]:
    return bounded(tuple(word[:TOKEN_LIMIT] for word in words))


def _repeating(rows: RaggedArrays) -> list[int]:
    """Return the rows that have a word twice in a row, or more often than one counts."""
    beside = np.flatnonzero(rows.items[1:] == rows.items[:-1])
    row_of = np.searchsorted(rows.starts, beside, side="right")
    beside = row_of[beside + 1 < rows.starts[row_of]] - 1
    long = np.flatnonzero(rows.lengths > 2 * REPEATED)
    items, at = rows.of(long)
    keys = np.sort(paired(at, items, int(items.max(initial=0)) + 1))
    often = at[np.flatnonzero(keys[REPEATED:] == keys[:-REPEATED])] if len(keys) else at
    return np.unique(np.concatenate((beside, long[often]))).tolist()


def _with(said: Cut, numbers: NDArray[np.int32], some: AbstractSet[int]) -> list[int]:
    """Return the rows that have one of these words."""
    marked = np.isin(numbers, np.fromiter(some, np.int32, len(some)))
    return np.unique(said.rows.list_of[marked[said.rows.items]]).tolist() if marked.any() else []


def _has_courtesies(text: str, said: Sequence[str]) -> bool:
    """Return whether a text with a polite word may have a greeting, thanks or a signature in it."""
    first, last = _borders()
    return not is_one_clause(text) or said[0] in first or not last.isdisjoint(said[-2:])


@cache
def _borders() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that phrases begin with which open a clause, and those that thanks end with."""
    return frozenset(each[0] for each in openers()), frozenset(each[-1] for each in phrases("closings"))


def _folded_together(texts: Sequence[str]) -> tuple[bytes, set[int]]:
    """Return the texts folded for cutting, and the places of those that must be read one by one.

    What does not fold quickly is left empty.
    """
    joined = END.join(texts)
    slow = {place for place, text in enumerate(texts) if _RULE in text} if _RULE in joined else set[int]()
    if not joined.isascii() or joined.count(END) >= len(texts) or len(max(texts, key=len)) > LIMIT:
        plain = [_plain(text) for text in texts]
        slow |= {place for place, text in enumerate(plain) if text is None}
        joined = END.join(text or "" for text in plain)
    return folded_plainly(f"{END}{joined}{END}"), slow


def _plain(text: str) -> str | None:
    """Return the text in ASCII if it folds letter by letter, else None."""
    text = text[:LIMIT].replace(END, " ")
    if not text.isascii():
        text = text.translate(_signs())
        if not text.isascii():
            text = text.translate(_letters()) if "'" not in text else text
        if len(text) > ACCENTED or not text.isascii():
            return None
    return text


@cache
def _signs() -> dict[int, str]:
    """Return signs of ASCII for typographic ones; those that fall away become one that falls away later."""
    known = {code: folded or "`" for code in range(0x2010, 0x2070) if (folded := _folded(chr(code))).isascii()}
    return known | {0xA0: " ", ord("’"): "'"}


@cache
def _letters() -> dict[int, str]:
    """Return what folding makes of each Latin letter that becomes ASCII by its accent alone."""
    return {code: folded for code in range(0xA0, 0x250) if (folded := _folded(chr(code))).isascii()}


def _folded(sign: str) -> str:
    apart = unicodedata.normalize("NFKD", sign)
    if apart == sign and not sign.isalnum() and without_marks(sign):
        return " "
    return unicodedata.normalize("NFKC", without_marks(apart.casefold()))

"""Lay a question's words beside phrasings': each finds its nearest, by stem or by meaning, and counts by its rarity."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.confidence import ALIKE, NEARLY
from knowledge.matching.index import Floats
from knowledge.matching.meaning.table import LANGUAGE, Vectors, WordTable, english
from knowledge.matching.query.text_parsing import ParsedText
from knowledge.matching.sense import DECIMALS


class Alignment:
    """The words of a base's phrasings: each different one once, and for every phrasing which it has."""

    def __init__(self, readings: Sequence[ParsedText], weight: Callable[[str], float]) -> None:
        self._weight = weight
        self._table = english() if any(each.language == LANGUAGE for each in readings) else None
        words: dict[tuple[str, str], int] = {}
        self._stems: dict[str, int] = {}
        places: list[int] = []
        for each in readings:
            for stem, word in zip(each.stems, _spoken(each), strict=True):
                self._stems.setdefault(stem, len(self._stems))
                places.append(words.setdefault((stem, word), len(words)))
        self._word = np.array(places, dtype=np.intp)
        self._size = np.array([len(each.stems) for each in readings], dtype=np.intp)
        self._first = np.cumsum(self._size) - self._size
        self._stem = np.array([self._stems[stem] for stem, _ in words], dtype=np.int32)
        self._mass = np.array([weight(stem) for stem, _ in words], dtype=np.float32)
        self._directions = directions(self._table, [word for _, word in words], [stem for stem, _ in words])

    def beside(self, reading: ParsedText, rows: NDArray[np.intp]) -> Floats:
        """Return for each of these phrasings how much of it and the question, by weight, finds its like on
        the other.
        """
        shares = np.zeros(len(rows), dtype=np.float32)
        sizes = self._size[rows]
        held = sizes > 0
        if not reading.stems or not held.any():
            return shares
        asked = np.array([self._weight(stem) for stem in reading.stems], dtype=np.float32)
        starts = (np.cumsum(sizes) - sizes)[held]
        different, at = self._words_of(rows, sizes)
        alike, mass = self._alike(reading, different), self._mass[different]
        question = asked @ np.maximum.reduceat(alike[:, at], starts, axis=1)
        phrasing = np.add.reduceat((mass * alike.max(axis=0))[at], starts)
        share = (question + phrasing) / (asked.sum() + np.add.reduceat(mass[at], starts))
        shares[held] = np.round(share, DECIMALS)
        return shares

    def _words_of(self, rows: NDArray[np.intp], sizes: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the different words of these phrasings, and for all their words which of these each is."""
        if len(rows) == len(self._size):
            return np.arange(len(self._stem)), self._word
        ends = np.cumsum(sizes)
        return np.unique(
            self._word[np.repeat(self._first[rows] - ends + sizes, sizes) + np.arange(ends[-1])], return_inverse=True
        )

    def _alike(self, reading: ParsedText, words: NDArray[np.intp]) -> Floats:
        """Return how alike each word of the question, a row, is to each of these: 1 for words of one stem."""
        stems = np.array([self._stems.get(stem, -1) for stem in reading.stems], dtype=np.int32)
        same = (stems[:, None] == self._stem[words][None, :]).astype(np.float32)
        if self._table is None:
            return same
        cosines = directions(self._table, _spoken(reading), reading.stems) @ self._directions[words].T
        return np.maximum(same, nearness(cosines)).astype(np.float32)


def nearness(cosines: Floats) -> Floats:
    """Return how much words of no common stem count as alike, from the cosines of their vectors."""
    return np.asarray(NEARLY * ((cosines - ALIKE) / (1 - ALIKE)).clip(0, 1), dtype=np.float32)


def _spoken(reading: ParsedText) -> Sequence[str]:
    """Return the words as the table may know them; of another language, it knows none."""
    return reading.words if reading.language == LANGUAGE else ("",) * len(reading.words)


def directions(table: WordTable | None, words: Sequence[str], stems: Sequence[str]) -> Vectors:
    """Return a unit vector for each word, zeros for one that the table does not have and for an empty one."""
    if table is None:
        return np.zeros((len(words), 0), dtype=np.float32)
    return table.directions(table.find(words, [stem if word else "" for word, stem in zip(words, stems, strict=True)]))

"""What some phrasings of a large base mean beside a question: the numbers that the small base's channels give."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.confidence import COMMON_MEANING
from knowledge.matching.large.arrays import Numbers, Phrasings, Values, Words
from knowledge.matching.lists import Lists
from knowledge.matching.meaning.alignment import nearness
from knowledge.matching.meaning.sense import DECIMALS
from knowledge.matching.meaning.table import LANGUAGE, Table, Vectors, english
from knowledge.matching.names import UNKNOWN
from knowledge.matching.reading import Reading

SAMPLED = 20_000
"""Phrasings from which the usual meaning is taken, evenly spread."""
ADDED = 4_000
"""Phrasings that are added up together: few enough for the processor's cache."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What is known of a base's words and phrasings before a question comes."""

    place: Numbers
    """Where the word table has each word, UNKNOWN for the others."""
    length: Values
    """The length of the sum of each phrasing's vectors; 0 for one that has none."""
    usual: Values
    """What is taken off every text's direction; nothing without a table."""

    @classmethod
    def of(cls, words: Words, phrasings: Phrasings) -> "Meant":
        """Look every word up, and add up every phrasing."""
        place, rows = _places(words), phrasings.rows
        if not (place != UNKNOWN).any():
            return cls(place, np.zeros(len(rows), dtype=np.float32), np.zeros(0, dtype=np.float32))
        blocks = (np.arange(first, min(first + ADDED, len(rows))) for first in range(0, len(rows), ADDED))
        lengths = [np.linalg.norm(_sums(place, rows, block), axis=1) for block in blocks]
        some = np.unique(np.linspace(0, len(rows) - 1, SAMPLED).astype(np.intp))
        sums = _sums(place, rows, some)
        sizes = np.linalg.norm(sums, axis=1, keepdims=True)
        known = sizes[:, 0] > 0
        directions = sums[known] / sizes[known]
        usual = COMMON_MEANING * directions.mean(axis=0) if known.any() else np.zeros(sums.shape[1])
        return cls(place, np.concatenate(lengths).astype(np.float32), usual.astype(np.float32))


class Meanings:
    """The word table laid over one base's words."""

    def __init__(self, meant: Meant) -> None:
        self._meant = meant
        self._table: Table | None = english() if len(meant.usual) else None

    def near(self, reading: Reading, rows: NDArray[np.intp], words: "Said", instead: Values) -> Values:
        """Give the cosine with each phrasing; where either side has no vector, what stands in for it.

        A phrasing's vector is its sum at length one, less the usual, at length one again; its cosine with the
        question's follows from two products a word and the length of the sum, so no phrasing's vector is ever made.
        """
        if self._table is None or reading.language != LANGUAGE:
            return instead
        found = self._table.find(reading.words, reading.stems)
        total = self._table.vectors[found[found >= 0]].sum(axis=0)
        if not total.any():
            return instead
        usual = self._meant.usual
        asked = total / np.linalg.norm(total) - usual
        asked = asked / np.linalg.norm(asked)
        place = self._meant.place[words.different]
        vectors = np.where((place >= 0)[:, None], self._table.vectors[place], np.float32(0))
        products = vectors @ np.stack((asked, usual), axis=1)
        lengths = self._meant.length[rows].astype(np.float64)
        known = lengths > 0
        sizes = np.where(known, lengths, 1)
        with_asked, with_usual = (
            np.bincount(words.row_of, each[words.at], minlength=len(rows)) / sizes for each in products.T
        )
        rest = np.sqrt(np.maximum(1 - 2 * with_usual + float(usual @ usual), 1e-12))
        cosines = np.round((with_asked - float(usual @ asked)) / rest, DECIMALS)
        return np.where(known, cosines, instead).astype(np.float32)

    def alike(self, reading: Reading, words: Numbers) -> Values | None:
        """Give how alike each word of the question, a row, is to each of these by meaning; None without a table."""
        if self._table is None:
            return None
        found = np.full(len(reading.words), UNKNOWN)
        if reading.language == LANGUAGE:
            found = self._table.find(reading.words, reading.stems)
        return nearness(self._directions(found) @ self._directions(self._meant.place[words]).T)

    def _directions(self, at: NDArray[np.integer]) -> Vectors:
        assert self._table is not None
        return np.where((at >= 0)[:, None], self._table.directions[at], np.float32(0))


@dataclass(frozen=True, slots=True)
class Said:
    """The words of some phrasings."""

    row_of: NDArray[np.intp]
    different: Numbers
    """Each word once, ascending."""
    at: NDArray[np.intp]
    """For every word which of these it is."""

    @classmethod
    def of(cls, row_of: NDArray[np.intp], said: Numbers, known: int) -> "Said":
        """Sort words by number; numbers are below `known`."""
        there = np.zeros(known, dtype=bool)
        there[said] = True
        return cls(row_of, np.flatnonzero(there).astype(np.int32), (np.cumsum(there) - 1)[said])


def _sums(place: Numbers, rows: Lists, chosen: NDArray[np.intp]) -> Vectors:
    """Add up the vectors of each row's words: first all first words, then all second ones."""
    vectors = english().vectors
    starts, lengths = rows.starts[chosen], rows.lengths[chosen]
    sums = np.zeros((len(chosen), vectors.shape[1]), dtype=np.float32)
    for word in range(int(lengths.max(initial=0))):
        held = np.flatnonzero(lengths > word)
        at = place[rows.items[starts[held] + word]]
        sums[held[at >= 0]] += vectors[at[at >= 0]]
    return sums


def _places(words: Words) -> Numbers:
    """Give where the table has each word, UNKNOWN for words of another language and words it does not have."""
    named = [words.names[number].split(" ") for number in range(len(words.names))]
    stems = [words.stems[stem] for stem in words.stem.tolist()]
    spoken = [language == LANGUAGE for _, language in named]
    if not any(spoken):
        return np.full(len(named), UNKNOWN, dtype=np.int32)
    asked = [word if own else "" for (word, _), own in zip(named, spoken, strict=True)]
    return (
        english().find(asked, [stem if own else "" for stem, own in zip(stems, spoken, strict=True)]).astype(np.int32)
    )

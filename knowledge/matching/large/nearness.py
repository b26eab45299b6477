"""Compares a question with some of a base's phrasings: the numbers that a comparison with all would give for these."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.confidence import SLIGHT
from knowledge.matching.evidence import Nearness
from knowledge.matching.large.arrays import Numbers, Phrasings, Values, Words, idf
from knowledge.matching.large.build import grammar, weight_of
from knowledge.matching.large.meaning import Meanings, Meant, Said
from knowledge.matching.lists import changes, found
from knowledge.matching.meaning.sense import DECIMALS
from knowledge.matching.names import Names
from knowledge.matching.reading import Reading

Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a question that the base knows, ascending, and how often it has each."""

    numbers: NDArray[np.int64]
    times: NDArray[np.int64]

    @classmethod
    def of(cls, numbers: NDArray[np.integer], frequency: Numbers) -> "Terms":
        """Count numbers; those below 0 are unknown, and so are those that no row has."""
        known = numbers[numbers >= 0].astype(np.int64)
        return cls(*np.unique(known[frequency[known] > 0], return_counts=True))

    def within(self, row_of: NDArray[np.integer], terms: NDArray[np.integer], rows: int, known: int) -> Counts:
        """Give how often each row has each of these terms; terms are numbers below `known`."""
        column = np.full(known, -1, dtype=np.int32)
        column[self.numbers] = np.arange(len(self.numbers))
        return tallied(row_of, column[terms], rows, len(self.numbers))


def tallied(row_of: NDArray[np.integer], column_of: NDArray[np.integer], rows: int, columns: int) -> Counts:
    """Give a table of how often a row and a column come together; a column below 0 is none."""
    hits = np.flatnonzero(column_of >= 0)
    keys = row_of[hits] * columns + column_of[hits]
    return np.bincount(keys, minlength=rows * columns).reshape(rows, columns).astype(np.float64)


class Rarity:
    """What stems count: their rarity over some rows, little for grammar, most for one that no row has."""

    def __init__(self, stems: Names, frequency: Numbers, rows: int, slight: NDArray[np.bool_]) -> None:
        self._stems, self.frequency = stems, frequency
        self.weights: Values = (idf(rows, frequency) * weight_of(slight)).astype(np.float32)
        self._unseen = float(idf(rows, np.zeros(1, dtype=np.int32))[0])

    def each(self, stems: Iterable[str]) -> tuple[Numbers, NDArray[np.float64]]:
        """Give the number and the weight of each stem."""
        names = list(stems)
        numbers = self._stems.find(names)
        weights = np.full(len(names), self._unseen)
        weights[numbers >= 0] = self.weights[numbers[numbers >= 0]]
        unknown = compress(enumerate(names), numbers < 0)
        weights[[at for at, name in unknown if name in grammar()]] *= SLIGHT
        return numbers, weights


class Comparison:
    """The words of one base's phrasings, to compare questions with."""

    def __init__(self, words: Words, phrasings: Phrasings, meant: Meant, sizes: range) -> None:
        self._words, self._phrasings, self._sizes = words, phrasings, sizes
        self._number = len(phrasings.rows)
        self._rarity = idf(self._number, phrasings.stem_frequency)
        self._gram_rarity = idf(self._number, phrasings.gram_frequency)
        self._meanings = Meanings(meant)
        self.stems = Rarity(words.stems, phrasings.stem_frequency, self._number, words.slight)

    def near(self, reading: Reading, rows: NDArray[np.intp]) -> Nearness:
        """Compare a question with these phrasings, given ascending."""
        said, row_of = self._phrasings.rows.of(rows)
        stems = self._words.stem[said].astype(np.int64)
        numbers, weights = self.stems.each(reading.stems)
        asked = Terms.of(numbers, self._phrasings.stem_frequency)
        counts = asked.within(row_of, stems, len(rows), len(self._words.stems))
        paired = self._pairs(numbers.astype(np.int64), row_of, stems, len(rows))
        words = cosine(self._phrasings.word_length[rows], (asked, counts, self._rarity[asked.numbers]), paired)
        characters = self._characters(reading, said, row_of, rows).astype(np.float32)
        spoken = Said.of(row_of, said, len(self._words.names))
        meaning = self._meanings.near(reading, rows, spoken, characters)
        aligned = self._aligned(reading, (numbers, weights), spoken, len(rows))
        return Nearness(rows, words.astype(np.float32), characters, meaning, aligned)

    def _pairs(self, asked: NDArray[np.int64], row_of: NDArray[np.intp], stems: NDArray[np.int64], rows: int) -> "Part":
        """Give the question's pairs of neighbours that the base knows, and which of the phrasings have them."""
        known = self._phrasings.pairs
        size = len(self._words.stems)
        pairs = (asked[:-1] * size + asked[1:])[(asked[:-1] >= 0) & (asked[1:] >= 0)]
        pairs = pairs[found(known, pairs) >= 0]
        terms = Terms(*np.unique(pairs, return_counts=True))
        within = row_of[1:] == row_of[:-1]
        theirs = (stems[:-1] * size + stems[1:])[within]
        frequency = self._phrasings.pair_frequency[np.searchsorted(known, terms.numbers)]
        counts = tallied(row_of[1:][within], found(terms.numbers, theirs), rows, len(terms.numbers))
        return terms, counts, idf(self._number, frequency)

    def _characters(self, reading: Reading, said: Numbers, row_of: NDArray[np.intp], rows: NDArray[np.intp]) -> Counts:
        grams, word = self._words.grams.of(said)
        asked = Terms.of(self._words.gram_names.find(reading.grams(self._sizes)), self._phrasings.gram_frequency)
        counts = asked.within(row_of[word], grams, len(rows), len(self._words.gram_names))
        return cosine(self._phrasings.character_length[rows], (asked, counts, self._gram_rarity[asked.numbers]))

    def _aligned(self, reading: Reading, asked: tuple[Numbers, NDArray[np.float64]], said: Said, rows: int) -> Values:
        """Give how much of each phrasing and of the question, by weight, finds its like on the other side."""
        shares = np.zeros(rows, dtype=np.float32)
        numbers, weights = asked
        if not len(numbers) or not len(said.at):
            return shares
        stems = self._words.stem[said.different]
        alike = (numbers[:, None] == stems[None, :]).astype(np.float32)
        meant = self._meanings.alike(reading, said.different)
        alike = alike if meant is None else np.maximum(alike, meant)
        mass, starts = self.stems.weights[stems], changes(said.row_of)
        question = weights.astype(np.float32) @ np.maximum.reduceat(alike[:, said.at], starts, axis=1)
        phrasing = np.add.reduceat((mass * alike.max(axis=0))[said.at], starts)
        share = (question + phrasing) / (weights.sum() + np.add.reduceat(mass[said.at], starts))
        shares[said.row_of[starts]] = np.round(share, DECIMALS)
        return shares


Part = tuple[Terms, Counts, Counts]
"""Terms of a question, how often each row has them, and how rare they are."""


def cosine(lengths: Values, *parts: Part) -> Counts:
    """Give the TF-IDF cosines of a question with rows whose vectors have these lengths; a term twice counts twice."""
    dots, square = np.zeros(len(lengths)), 0.0
    for terms, counts, rarity in parts:
        weights = terms.times * rarity
        square += float(weights @ weights)
        dots += counts @ (weights * rarity)
    return np.asarray(dots / np.maximum(lengths * np.sqrt(square), 1e-9))

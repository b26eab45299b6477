"""Compares a question with some of a base's phrasings: the numbers that a comparison with all would give for these."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.confidence import SLIGHT
from knowledge.matching.large.arrays import Numbers, Phrasings, Values, Words, frequent, idf
from knowledge.matching.large.build import grammar, weight_of
from knowledge.matching.lists import found
from knowledge.matching.reading import Reading

Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Near:
    """A question against some phrasings: two cosines and the share of weighted words in common."""

    words: Values
    characters: Values
    agreement: Values


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a question that the base knows, ascending, and how often it has each."""

    numbers: NDArray[np.int64]
    times: NDArray[np.int64]

    @classmethod
    def of(cls, numbers: NDArray[np.integer], frequency: Numbers) -> "Terms":
        """Count numbers; those below 0 are unknown, and so are those that no phrasing has."""
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


class Comparison:
    """The words of one base's phrasings, to compare questions with."""

    def __init__(self, words: Words, phrasings: Phrasings, sizes: range) -> None:
        self._words, self._phrasings, self._sizes = words, phrasings, sizes
        self._number = len(phrasings.rows)
        self._rarity = idf(self._number, phrasings.stem_frequency)
        self._gram_rarity = idf(self._number, phrasings.gram_frequency)
        self._unseen = float(idf(self._number, np.zeros(1, dtype=np.int32))[0])
        self.weights: Values = (self._rarity * weight_of(words.slight)).astype(np.float32)
        """What each stem counts: its rarity, little for one of grammar."""

    def stems(self, names: Iterable[str]) -> Numbers:
        """Give the number of each stem, UNKNOWN for one that no phrasing and no answer has."""
        return self._words.stems.find(names)

    def whole(self, stems: Iterable[str]) -> float:
        """Give what all the stems count together, each once; one that no phrasing has counts most."""
        names = list(dict.fromkeys(stems))
        numbers = self.stems(names)
        new = (SLIGHT if name in grammar() else 1.0 for name in compress(names, numbers < 0))
        return float(self.weights[numbers[numbers >= 0]].sum() + self._unseen * sum(new))

    def near(self, reading: Reading, rows: NDArray[np.intp]) -> Near:
        """Compare a question with these phrasings."""
        said, row_of = self._phrasings.rows.of(rows)
        stems = self._words.stem[said].astype(np.int64)
        numbers = self.stems(reading.stems)
        asked = Terms.of(numbers, self._phrasings.stem_frequency)
        counts = asked.within(row_of, stems, len(rows), len(self._words.stems))
        shared = np.minimum(counts, 1) @ self.weights[asked.numbers]
        agreement = 2 * shared / np.maximum(self._phrasings.mass[rows] + self.whole(reading.stems), 1e-9)
        paired = self._pairs(numbers.astype(np.int64), row_of, stems, len(rows))
        words = cosine(self._phrasings.word_length[rows], (asked, counts, self._rarity[asked.numbers]), paired)
        characters = self._characters(reading, said, row_of, rows)
        return Near(*(each.astype(np.float32) for each in (words, characters, agreement)))

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


Part = tuple[Terms, Counts, Counts]
"""Terms of a question, how often each row has them, and how rare they are."""


def cosine(lengths: Values, *parts: Part) -> Counts:
    """Give the TF-IDF cosines of a question with rows whose vectors have these lengths."""
    dots, square = np.zeros(len(lengths)), 0.0
    for terms, counts, rarity in parts:
        weights = frequent(terms.times) * rarity
        square += float(weights @ weights)
        dots += frequent(counts) @ (weights * rarity)
    return np.asarray(dots / np.maximum(lengths * np.sqrt(square), 1e-9))

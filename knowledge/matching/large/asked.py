"""A question as the numbers that a large base knows it by: what each of its words and characters counts."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.arrays.ragged_arrays import found
from knowledge.matching.arrays.string_table import UNKNOWN, StringTable
from knowledge.matching.confidence import SLIGHT
from knowledge.matching.large.arrays import Numbers, Phrasings, Values, WordArrays, idf
from knowledge.matching.large.build import grammar, weight_of
from knowledge.matching.query.text_parsing import ParsedText

Weights = NDArray[np.float64]


class Numbered(dict[str, int]):
    """The numbers of names."""

    def __init__(self, names: StringTable) -> None:
        super().__init__(zip(names.all(), range(len(names)), strict=True))

    def __missing__(self, name: str) -> int:
        return UNKNOWN

    def find(self, names: Collection[str]) -> Numbers:
        """Return the number of each name, UNKNOWN for one that is not there."""
        return np.fromiter(map(self.__getitem__, names), np.int32, len(names))


class Rarity:
    """What stems count: their rarity over some rows, little for grammar, most for one that no row has."""

    def __init__(self, numbers: Numbered, frequency: Numbers, rows: int, slight: NDArray[np.bool_]) -> None:
        self._numbers = numbers
        weights = np.append(idf(rows, frequency) * weight_of(slight), idf(rows, np.zeros(1, dtype=np.int32)))
        self.weights: Values = weights.astype(np.float32)
        """By stem; the last is that of an unknown one."""

    def each(self, stems: Collection[str]) -> tuple[Numbers, Values]:
        """Return the number and the weight of each stem."""
        numbers = self._numbers.find(stems)
        weights = self.weights[numbers]
        if numbers.min(initial=0) < 0:
            weights[[number < 0 and stem in grammar() for number, stem in zip(numbers, stems, strict=True)]] *= SLIGHT
        return numbers, weights


@dataclass(frozen=True, slots=True)
class LargeQuestion:
    """A question against one base; what the base does not have counts nothing in the cosines."""

    stems: Numbers
    """The number of each word's stem."""
    weights: Values
    """What each word counts where words are laid beside words."""
    words: Weights
    """What a phrasing's cosine gains by each word that it shares."""
    pairs: Weights
    """The same for each pair of neighbours."""
    word_length: float
    grams: Numbers
    """The different character n-grams."""
    characters: Weights
    """What a phrasing's cosine gains by each of them."""
    character_length: float

    @property
    def known(self) -> Numbers:
        """Return the different stems that the base has, ascending."""
        return np.array(sorted({*self.stems.tolist()} - {UNKNOWN}), dtype=np.int32)


class Asking:
    """What is needed of one base to put questions into numbers."""

    def __init__(self, words: WordArrays, phrasings: Phrasings, sizes: range, stems: Numbered) -> None:
        self._phrasings, self._sizes, self._rows = phrasings, sizes, len(phrasings.rows)
        self._size = len(words.stems)
        self._grams = Numbered(words.gram_names)
        self._stem_rarity = self._rarity_of(phrasings.stem_frequency)
        self._gram_rarity = self._rarity_of(phrasings.gram_frequency)
        self.rarity = Rarity(stems, phrasings.stem_frequency, self._rows, words.slight)

    def asked(self, reading: ParsedText) -> LargeQuestion:
        """Put a question into numbers."""
        stems, weights = self.rarity.each(reading.stems)
        words = self._stem_rarity[stems]
        places, pairs = self._pairs(stems.astype(np.int64))
        counts = Counter(reading.grams(self._sizes))
        grams = self._grams.find(counts)
        rarity = self._gram_rarity[grams]
        characters = rarity * np.fromiter(counts.values(), np.float64, len(counts))
        square = _square(stems, words) + _square(places, pairs)
        length = sqrt(characters @ characters)
        return LargeQuestion(
            stems, weights, words * words, pairs * pairs, sqrt(square), grams, characters * rarity, length
        )

    def _rarity_of(self, frequency: Numbers) -> Weights:
        """Return the rarity of terms by number, 0 for those that no phrasing has; the last is that of unknown ones."""
        return np.append(np.where(frequency > 0, idf(self._rows, frequency), 0.0), 0.0)

    def _pairs(self, stems: NDArray[np.int64]) -> tuple[NDArray[np.intp], Weights]:
        """Return the place and the rarity of each pair of neighbours, -1 and 0 for one that no phrasing has."""
        places = found(self._phrasings.pairs, stems[:-1] * self._size + stems[1:])
        places[(stems[:-1] < 0) | (stems[1:] < 0)] = UNKNOWN
        return places, np.where(places < 0, 0.0, idf(self._rows, self._phrasings.pair_frequency[places]))


def _square(numbers: NDArray[np.integer], rarity: Weights) -> float:
    """Return the square of the length of a vector in which each term counts as often as it is there."""
    once = len(set(numbers.tolist())) == len(numbers)
    return float(rarity @ rarity if once else rarity * rarity @ np.count_nonzero(numbers[:, None] == numbers, axis=1))

"""Phrasings and questions as sparse vectors for the linear machines: their stems, pairs of stems and characters."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.arrays.ragged_arrays import RaggedArrays, distinct, found, paired, unpaired
from knowledge.matching.confidence import WORDS_SHARE
from knowledge.matching.index import Floats
from knowledge.matching.large.arrays import Phrasings, WordArrays, idf
from knowledge.matching.large.grams import gram_blocks
from knowledge.matching.query.text_parsing import ParsedText
from knowledge.matching.training.linear_classifier import SparseFeatures

FEWEST = 2
"""Phrasings that must have a term for it to count: what one alone has says nothing of others."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FeatureKind:
    """One kind of terms: where its features begin, and how rare its terms are."""

    first: int
    frequency: NDArray[np.int32]
    share: float

    def weigh(self, terms: Numbers, times: Numbers, rows: int) -> NDArray[np.float64]:
        """Return what terms count that a text has so often."""
        return np.asarray(times * idf(rows, self.frequency[terms]))


class FeatureVectors:
    """The features of one base."""

    def __init__(self, words: WordArrays, phrasings: Phrasings, sizes: range) -> None:
        self._words, self._phrasings, self._sizes = words, phrasings, sizes
        lengths = np.cumsum([0, len(words.stems), len(phrasings.pairs)])
        shares = np.sqrt([WORDS_SHARE, WORDS_SHARE, 1 - WORDS_SHARE])
        frequencies = (phrasings.stem_frequency, phrasings.pair_frequency, phrasings.gram_frequency)
        self._kinds = [FeatureKind(*each) for each in zip(lengths.tolist(), frequencies, shares.tolist(), strict=True)]
        everything = np.concatenate(frequencies)
        self._column = np.where(everything >= FEWEST, np.cumsum(everything >= FEWEST) - 1, -1).astype(np.int32)
        self.size = int((everything >= FEWEST).sum())

    def all(self) -> SparseFeatures:
        """Return every phrasing's features."""
        rows = self._phrasings.rows
        stems, row_of = self._words.stem[rows.items].astype(np.int64), rows.list_of.astype(np.int64)
        within = row_of[1:] == row_of[:-1]
        pairs = found(self._phrasings.pairs, (stems[:-1] * len(self._words.stems) + stems[1:])[within])
        grams = [(first + row, gram, times) for row, gram, times, (first, _) in gram_blocks(rows, self._words)]
        parts = [
            (0, *counted(row_of, stems), self._phrasings.word_length),
            (1, *counted(row_of[1:][within], pairs.astype(np.int64)), self._phrasings.word_length),
            *((2, *each, self._phrasings.character_length) for each in grams),
        ]
        found_rows, terms, weights = zip(*(self._weighed(*part) for part in parts), strict=True)
        row = np.concatenate(found_rows)
        order = np.argsort(row, kind="stable")
        listed = RaggedArrays.joined(np.concatenate(terms)[order], np.bincount(row, minlength=len(rows)))
        return SparseFeatures(listed, np.concatenate(weights)[order])

    def _weighed(
        self, kind: int, row: Numbers, terms: Numbers, times: Numbers, lengths: Floats
    ) -> tuple[Numbers, NDArray[np.int32], Floats]:
        part = self._kinds[kind]
        columns = self._column[part.first + terms]
        weights = part.share * part.weigh(terms, times, len(self._phrasings.rows)) / np.maximum(lengths[row], 1e-9)
        held = columns >= 0
        return row[held], columns[held], weights[held].astype(np.float32)

    def of(self, reading: ParsedText) -> tuple[NDArray[np.int32], Floats]:
        """Return a question's features."""
        stems = self._words.stems.find(reading.stems).astype(np.int64)
        pairs = found(
            self._phrasings.pairs,
            (stems[:-1] * len(self._words.stems) + stems[1:])[np.minimum(stems[:-1], stems[1:]) >= 0],
        )
        grams = self._words.gram_names.find(reading.grams(self._sizes)).astype(np.int64)
        words = [self._asked(0, stems), self._asked(1, pairs.astype(np.int64))]
        characters = [self._asked(2, grams)]
        terms = [terms for part in (words, characters) for terms, _ in part]
        weights = [weights for part in (words, characters) for weights in self._directed(part)]
        columns, values = np.concatenate(terms), np.concatenate(weights)
        return columns[columns >= 0], values[columns >= 0].astype(np.float32)

    def _asked(self, kind: int, numbers: Numbers) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        part = self._kinds[kind]
        known = numbers[numbers >= 0]
        terms, times = np.unique(known[part.frequency[known] > 0], return_counts=True)
        return self._column[part.first + terms], part.share * part.weigh(terms, times, len(self._phrasings.rows))

    def _directed(self, parts: list[tuple[NDArray[np.int32], NDArray[np.float64]]]) -> list[NDArray[np.float64]]:
        """Return weights that belong to one cosine at their share's length together."""
        weights = [weights for _, weights in parts]
        share = WORDS_SHARE if len(parts) > 1 else 1 - WORDS_SHARE
        length = np.sqrt(sum(float(each @ each) for each in weights))
        return [np.sqrt(share) * each / (length or 1.0) for each in weights]


def counted(row_of: Numbers, terms: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return (row, term, times), each row's terms once."""
    known = int(terms.max(initial=0)) + 1
    keys, times = distinct(paired(row_of, terms, known))
    return *unpaired(keys, known), times

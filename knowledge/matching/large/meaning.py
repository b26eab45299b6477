"""What some phrasings of a large base mean beside a question: the numbers that the small base's channels give."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.alignment import nearness
from knowledge.matching.arrays.string_table import UNKNOWN
from knowledge.matching.confidence import COMMON_MEANING
from knowledge.matching.large.arrays import Numbers, Phrasings, Values, WordArrays
from knowledge.matching.meaning.table import LANGUAGE, Vectors, WordTable, english
from knowledge.matching.query.text_parsing import ParsedText
from knowledge.matching.sense import DECIMALS

SAMPLED = 20_000
"""Phrasings from which the usual meaning is taken, evenly spread."""
LEAST = np.float32(1e-9)
"""What no length is below."""
ADDED = 2_000
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
    def of(cls, words: WordArrays, phrasings: Phrasings) -> "Meant":
        """Look every word up, and add up every phrasing."""
        place, rows = _places(words), phrasings.rows
        if not (place != UNKNOWN).any():
            return cls(place, np.zeros(len(rows), dtype=np.float32), np.zeros(0, dtype=np.float32))
        vectors = english().vectors(place)
        length = np.empty(len(rows), dtype=np.float32)
        total, known, step = np.zeros(vectors.shape[1]), 0, -(-len(rows) // SAMPLED)
        for first in range(0, len(rows), ADDED):
            block = slice(first, min(first + ADDED, len(rows)))
            order, sums = _sums(vectors, *_known(place, rows.items, rows.starts[block.start : block.stop + 1]))
            sizes = np.sqrt(np.einsum("rd,rd->r", sums, sums))
            length[first + order] = sizes
            some = np.flatnonzero(((first + order) % step == 0) & (sizes > 0))
            total += (1 / sizes[some]) @ sums[some]
            known += len(some)
        return cls(place, length, (COMMON_MEANING * total / max(1, known)).astype(np.float32))


@dataclass(frozen=True, slots=True)
class MeaningBeside:
    """The meaning of a question beside words of the base, a column each."""

    alike: Values
    """How alike each word of the question, a row, is to each of these."""
    products: Values
    """The product of each word's vector with the question's direction, and with what is usual in the base."""
    asked_usual: np.float32
    """The product of these two."""


class Meanings:
    """The word table laid over one base's words."""

    def __init__(self, meant: Meant) -> None:
        self._meant = meant
        self._table: WordTable | None = english() if len(meant.usual) else None
        if self._table is not None:
            self._steps = self._table.steps[meant.place]
            self._lengths = self._table.lengths[meant.place]
            self._sizes = np.maximum(np.linalg.norm(self._steps.astype(np.float32), axis=1), LEAST)
        self._square = np.float32(meant.usual @ meant.usual)

    def beside(self, reading: ParsedText, words: NDArray[np.intp]) -> MeaningBeside | None:
        """Compare a question with some words; None where the table has none of its words."""
        if self._table is None or reading.language != LANGUAGE:
            return None
        found = self._table.find(reading.words, reading.stems)
        if found.max() < 0:
            return None
        sought = np.empty((len(found) + 2, self._steps.shape[1]), dtype=np.float32)
        sought[:-2] = self._table.directions(found)
        asked, sought[-1] = directed(self._table.lengths[found] @ sought[:-2]), self._meant.usual
        sought[-2] = directed(asked - sought[-1])
        cosines = sought @ self._steps.take(words, axis=0).astype(np.float32).T
        cosines /= self._sizes.take(words)
        products = cosines[-2:] * self._lengths.take(words)
        return MeaningBeside(nearness(cosines[:-2]), products, sought[-1] @ sought[-2])

    def cosines(self, meant: MeaningBeside, rows: NDArray[np.intp], sums: Values, instead: Values) -> Values:
        """Return the cosine with each phrasing; where it has no vector, what stands in for it.

        A phrasing's vector is its sum at length one, less the usual, at length one again; its cosine with the
        question's follows from two products a word, here added up over its words, and the length of the sum, so no
        phrasing's vector is ever made.
        """
        length = self._meant.length[rows]
        asked, usual = sums / np.where(length > 0, length, np.float32(1))
        rest = np.sqrt(np.maximum(1 - 2 * usual + self._square, np.float32(1e-12)))
        return np.where(length > 0, np.round((asked - meant.asked_usual) / rest, DECIMALS), instead)


def directed(vector: Values) -> Values:
    """Return a vector at length one."""
    return np.asarray(vector / np.sqrt(vector @ vector))


def _known(place: Numbers, items: Numbers, starts: NDArray[np.int64]) -> tuple[Numbers, NDArray[np.int64]]:
    """Return the words of some rows, one after the other, that have a vector, and where each row begins among them."""
    said = items[starts[0] : starts[-1]]
    held = place[said] >= 0
    before = np.concatenate(([0], np.cumsum(held)))
    return said[held], before[starts - starts[0]]


def _sums(vectors: Vectors, items: Numbers, starts: NDArray[np.int64]) -> tuple[NDArray[np.intp], Vectors]:
    """Add up the vectors of each row's words, longer rows first, which are given: all first words, all second ones."""
    lengths = np.diff(starts)
    order = np.argsort(-lengths, kind="stable")
    lengths, starts = lengths[order], starts[order]
    sums = np.zeros((len(order), vectors.shape[1]), dtype=np.float32)
    room = np.empty_like(sums)
    longer = np.searchsorted(-lengths, -np.arange(int(lengths.max(initial=0))))
    for word, held in enumerate(longer.tolist()):
        np.take(vectors, items[starts[:held] + word], axis=0, out=room[:held], mode="clip")
        sums[:held] += room[:held]
    return order, sums


def _places(words: WordArrays) -> Numbers:
    """Return where the table has each word, UNKNOWN for words of another language and words it does not have."""
    names, stems, end = words.names.all(), words.stems.all(), f" {LANGUAGE}"
    if not any(name.endswith(end) for name in names):
        return np.full(len(names), UNKNOWN, dtype=np.int32)
    asked = (name.removesuffix(end) if name.endswith(end) else "" for name in names)
    spoken = (stems[at] if name.endswith(end) else "" for name, at in zip(names, words.stem.tolist(), strict=True))
    return english().find(asked, spoken).astype(np.int32)

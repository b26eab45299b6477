"""Compares a question with some of a base's phrasings: the numbers that a comparison with all would give for these.

Every different word of the phrasings is compared with the question once, then laid out in a table of places in a
phrasing by phrasings: what a phrasing has are sums and maxima down its column.
"""

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.evidence import Nearness
from knowledge.matching.large.arrays import Phrasings, Values, WordArrays
from knowledge.matching.large.asked import LargeQuestion
from knowledge.matching.large.meaning import MeaningBeside, Meanings, Meant
from knowledge.matching.query.text_parsing import ParsedText
from knowledge.matching.sense import DECIMALS

LEAST = 1e-9
"""What no length is below."""


class Comparison:
    """The words of one base's phrasings, to compare questions with."""

    def __init__(self, words: WordArrays, phrasings: Phrasings, meant: Meant, mass: Values) -> None:
        """Take what a base has; `mass` is what its stems count."""
        self._words, self._phrasings, self._mass = words, phrasings, mass
        self._meanings = Meanings(meant)

    def near(self, reading: ParsedText, asked: LargeQuestion, rows: NDArray[np.intp]) -> Nearness:
        """Compare a question with these phrasings, given ascending; where either has no word, nothing is near."""
        said = columns(self._phrasings, rows, len(self._words.names))
        if not reading.stems or not len(said):
            return Nearness(rows, *np.zeros((4, len(rows)), dtype=np.float32))
        different, at = told_apart(said, len(self._words.names))
        meant = self._meanings.beside(reading, different)
        size = len(asked.stems)
        laid = self._side_by_side(asked, meant, different).take(at, axis=1)
        found, sums = laid[:size], laid[size:].sum(axis=1)
        words = shared(found == 1, asked) / divisor(self._phrasings.word_length[rows], asked.word_length)
        characters = sums[2] / divisor(self._phrasings.character_length[rows], asked.character_length)
        meaning = characters if meant is None else self._meanings.cosines(meant, rows, sums[3:], characters)
        aligned = (asked.weights @ found.max(axis=1) + sums[1]) / (asked.weights.sum() + sums[0])
        return Nearness(rows, words, characters, meaning, np.round(aligned, DECIMALS))

    def _side_by_side(self, asked: LargeQuestion, meant: MeaningBeside | None, words: NDArray[np.intp]) -> Values:
        """Return , for words of the base, a column each, how alike each word of the question is; below that what they
        add.

        What they add is their weight, the part of it that finds its like, what their characters share, and the meaning.
        Behind the last there is a column of nothing.
        """
        stems, size = self._words.stem.take(words), len(asked.stems)
        table = np.zeros((size + 3 if meant is None else size + 5, len(words) + 1), dtype=np.float32)
        alike, rest = table[:size, :-1], table[size:, :-1]
        if meant is not None:
            alike[:], rest[3:] = meant.alike, meant.products
        alike[asked.stems[:, None] == stems] = 1
        rest[0] = self._mass.take(stems)
        rest[1] = rest[0] * alike.max(axis=0)
        rest[2] = self._characters(asked, words)
        return table

    def _characters(self, asked: LargeQuestion, words: NDArray[np.intp]) -> Values:
        """Return what each word's character n-grams add to a phrasing's cosine."""
        counted = np.zeros(len(self._words.gram_names) + 1, dtype=np.float32)
        counted[asked.grams] = asked.characters
        grams, starts = self._words.grams.gathered(words)
        return np.add.reduceat(counted.take(grams), starts)


def columns(phrasings: Phrasings, rows: NDArray[np.intp], none: int) -> NDArray[np.intp]:
    """Return the words of some phrasings, a column each, with `none` below the last."""
    starts = phrasings.rows.starts[rows]
    ends = phrasings.rows.starts[rows + 1]
    places = np.arange(int((ends - starts).max(initial=0)))[:, None] + starts
    words = phrasings.rows.items.take(places, mode="clip")
    return np.where(places < ends, words, np.intp(none))


def told_apart(said: NDArray[np.intp], none: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the different words ascending, and for every word which of these it is; `none` is behind the last."""
    there = np.zeros(none + 1, dtype=bool)
    there[said] = True
    there[none] = False
    different = np.flatnonzero(there)
    place = np.empty(none + 1, dtype=np.intp)
    place[different] = np.arange(len(different))
    place[none] = len(different)
    return different, place.take(said)


def shared(same: NDArray[np.bool_], asked: LargeQuestion) -> Values:
    """Return what the words and pairs of neighbours that phrasings share with a question add to their cosines.

    `same` says of each word of the question, for each place in each phrasing, whether it stands there.
    """
    pairs = same[:-1, :-1] & same[1:, 1:]
    words, neighbours = (np.add.reduce(each.view(np.uint8), axis=1, dtype=np.uint8) for each in (same, pairs))
    return (asked.words @ words + asked.pairs @ neighbours).astype(np.float32)


def divisor(theirs: Values, own: float) -> Values:
    """Return what divides a product into a cosine."""
    return np.maximum(theirs * np.float32(own), np.float32(LEAST))

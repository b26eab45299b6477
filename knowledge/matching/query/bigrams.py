"""The company that words keep: which stand beside which in a base's phrasings, and so what fits where."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log

from knowledge.matching.confidence import COMPANY

BORDER = ""
"""What stands before the first word of a text and behind the last."""


class Bigrams:
    """The neighbours of each word."""

    def __init__(self, texts: Iterable[Sequence[str]] = ()) -> None:
        self._pairs: Counter[tuple[str, str]] = Counter()
        for words in texts:
            self._pairs.update(pairwise((BORDER, *words, BORDER)))
        self._followed: Counter[str] = Counter()
        self._preceded: Counter[str] = Counter()
        for (before, after), count in self._pairs.items():
            self._followed[before] += count
            self._preceded[after] += count

    def fit(self, before: str, word: str, after: str, share: float) -> float:
        """Return the log of how much likelier a word is between these two than its share of all words; 0
        without one.
        """
        if not share or before == after == BORDER:
            return 0.0
        left = self._lift(self._pairs[before, word], self._followed[before], share)
        return left + self._lift(self._pairs[word, after], self._preceded[after], share)

    def knows(self, before: str, word: str, after: str) -> bool:
        """Return whether a word was seen beside one of these two."""
        return (before, word) in self._pairs or (word, after) in self._pairs

    def _lift(self, seen: int, of: int, share: float) -> float:
        return log((seen / share + COMPANY) / (of + COMPANY))


ALONE = Bigrams()
"""Words of which nobody knows what stands beside them."""

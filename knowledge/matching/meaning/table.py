"""The word table: a small vector for each of some tens of thousands of English words; numpy alone reads it.

A text means the sum of its words' vectors: how much a word counts is the length of its vector.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
LANGUAGE = "en"
"""The language that has a table."""
_FILE = Path(__file__).with_name("english.npz")
_LEAST = np.float32(1e-9)


class WordTable:
    """Words and their vectors, which are kept in small steps; the place -1 has a vector of zeros."""

    def __init__(self, places: Mapping[str, int], steps: NDArray[np.number], scales: Vectors) -> None:
        """Take each word's vector, a row, in units of its scale."""
        self.places = places
        self.steps = np.pad(steps, ((0, 1), (0, 0)))
        self._scales = np.pad(scales, (0, 1))
        self.lengths = np.linalg.norm(self.vectors(np.arange(len(self.steps))), axis=1)
        """Of each vector."""

    def find(self, words: Iterable[str], stems: Iterable[str]) -> NDArray[np.intp]:
        """Return the place of each folded word, or of its stem where only that is there; -1 where neither is."""
        pairs = zip(words, stems, strict=True)
        return np.array([self.places.get(word, self.places.get(stem, -1)) for word, stem in pairs], dtype=np.intp)

    def vectors(self, places: NDArray[np.integer]) -> Vectors:
        """Return the vector of each place, a row, with its length."""
        return np.asarray(self.steps[places].astype(np.float32) * self._scales[places][:, None])

    def directions(self, places: NDArray[np.integer]) -> Vectors:
        """Return the same at length one."""
        return self.vectors(places) / np.maximum(self.lengths[places], _LEAST)[:, None]


@cache
def english(file: Path = _FILE) -> WordTable:
    """Return the table that ships; read when first asked for, then kept."""
    with np.load(file) as held:
        words = held["w"].tobytes().decode("utf-8").split("\n")
        return WordTable({word: place for place, word in enumerate(words)}, held["E"], held["s"])

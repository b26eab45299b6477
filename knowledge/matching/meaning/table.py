"""The word table: a small vector for each of some tens of thousands of English words; numpy alone reads it.

A text means the sum of its words' vectors: how much a word counts is the length of its vector.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
LANGUAGE = "en"
"""The language that has a table."""
_FILE = Path(__file__).with_name("english.npz")


class Table(NamedTuple):
    """Words and their vectors."""

    places: dict[str, int]
    vectors: Vectors
    """One a row, with their lengths."""
    directions: Vectors
    """The same at length one."""

    def find(self, words: Sequence[str], stems: Sequence[str]) -> NDArray[np.intp]:
        """Give the row of each folded word, or of its stem where only that is there; -1 where neither is."""
        pairs = zip(words, stems, strict=True)
        return np.array([self.places.get(word, self.places.get(stem, -1)) for word, stem in pairs], dtype=np.intp)


@cache
def english(file: Path = _FILE) -> Table:
    """Give the table that ships; read when first asked for, then kept."""
    with np.load(file) as held:
        vectors = held["E"].astype(np.float32) * held["s"][:, None]
        words = held["w"].tobytes().decode("utf-8").split("\n")
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-9))
    return Table({word: place for place, word in enumerate(words)}, vectors, vectors / lengths)

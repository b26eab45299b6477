"""What the large index is made of: plain arrays by name, and how runs of them are gathered and counted."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.arrays.ragged_arrays import RaggedArrays
from knowledge.matching.arrays.string_table import StringTable

Numbers = NDArray[np.int32]
Places = NDArray[np.int64]
Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class WordArrays:
    """Every word of a base in the language it stands in, with its stem and its character n-grams."""

    names: StringTable
    """`word language`."""
    stem: Numbers
    stems: StringTable
    slight: NDArray[np.bool_]
    """Whether a stem is grammar."""
    grams: RaggedArrays
    gram_names: StringTable


@dataclass(frozen=True, slots=True)
class Phrasings:
    """Every phrasing: its words, and what is known of its terms."""

    rows: RaggedArrays
    """The words of each."""
    owner: Numbers
    first: Places
    """The first phrasing of each entry, and the end of the last."""
    posted: RaggedArrays
    """For each stem the phrasings that have it, the shortest first."""
    stem_frequency: Numbers
    pairs: Places
    """Neighbouring stems as first · stems + second, ascending."""
    pair_frequency: Numbers
    gram_frequency: Numbers
    mass: Values
    """The weight of each phrasing's stems together."""
    word_length: Values
    """The length of each phrasing's TF-IDF vector of stems and pairs, a term that it has twice counting twice."""
    character_length: Values
    """The same of character n-grams: the vector is the sum of its words' vectors."""
    hashes: NDArray[np.uint64]
    """What stands for the words of each phrasing, ascending."""
    hashed: Numbers
    """The phrasing of each hash."""


@dataclass(frozen=True, slots=True)
class Documents:
    """Every entry as the set of stems in its phrasings, answer, tags and product."""

    said: RaggedArrays
    """The words of each beside its phrasings."""
    stems: RaggedArrays
    frequency: Numbers
    """The entries that have each stem."""


def idf(rows: int, frequency: NDArray[np.integer]) -> NDArray[np.float64]:
    """Return the inverse document frequency of terms that stand in so many of the rows."""
    return np.asarray(np.log((1 + rows) / (1 + frequency)) + 1)

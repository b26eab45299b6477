"""How usual each English word is in what people say at large, whatever a knowledge base is about."""

from functools import cache

import numpy as np

from knowledge.matching.meaning.table import english

HARMONIC = 11.2
"""The harmonic sum of 40,000: by Zipf's law a word's share of all words is one in this times its rank."""
RAREST = 10_000
"""The rank from which on all are alike: there a long vector says that a word means much, no longer that it is rare."""
UNLISTED = 1e-4
"""The share of a word that the table does not have, such as an everyday one of another language."""


def word_frequency(word: str) -> float:
    """Return a word's share of all words that are said."""
    rank = _ranks().get(word)
    return UNLISTED if rank is None else 1 / (HARMONIC * min(rank, RAREST))


@cache
def _ranks() -> dict[str, int]:
    """Rank the words of the table from the most usual on: the rarer one is, the longer its vector."""
    table = english()
    ranks = 1 + np.argsort(np.argsort(table.lengths[: len(table.places)], kind="stable"), kind="stable")
    return dict(zip(table.places, ranks.tolist(), strict=True))

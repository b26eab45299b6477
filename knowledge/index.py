"""Inverted indexes as int32 postings: TF-IDF cosines over rows of terms, and what rows share with a question."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int32]
Floats = NDArray[np.float32]

POSTINGS_BUDGET = 400_000
"""Postings read for one question, rarest terms first; a base of some 3,000 phrasings never reaches it."""


@dataclass(frozen=True, slots=True)
class Vector:
    """A text as the ids of its known terms, rarest first, with a weight each."""

    terms: Integers
    weights: Floats


class Postings:
    """Rows of terms and, for every term, the rows it stands in; immutable once built."""

    def __init__(self, rows: Sequence[Iterable[str]]) -> None:
        bags = [Counter(row) for row in rows]
        self.rows = len(bags)
        self.names: dict[str, int] = {}
        numbered = (self.names.setdefault(term, len(self.names)) for bag in bags for term in bag)
        self.terms = np.fromiter(numbered, np.int32, sum(map(len, bags)))
        self.counts = np.fromiter((n for bag in bags for n in bag.values()), np.float32, len(self.terms))
        self.row_of = np.repeat(np.arange(self.rows, dtype=np.int32), [len(bag) for bag in bags])
        self.frequency = np.bincount(self.terms, minlength=len(self.names)).astype(np.int32)
        order = np.argsort(self.terms, kind="stable")
        self.order = order
        self.posted_rows = self.row_of[order]
        self.posted_at = np.concatenate(([0], np.cumsum(self.frequency))).astype(np.int64)

    def idf(self, frequency: NDArray[np.int32] | int) -> NDArray[np.float64]:
        """Give the inverse document frequency of a term that stands in so many rows."""
        return np.asarray(np.log((1 + self.rows) / (1 + np.asarray(frequency))) + 1)

    def sums(self, vector: Vector, weights: Floats | None, budget: int = POSTINGS_BUDGET) -> Floats:
        """Add up for every row what it shares with the vector, over the rarest terms that fit in the budget."""
        spans = np.cumsum(self.frequency[vector.terms])
        used = max(1, int(np.searchsorted(spans, budget, side="right")))
        total = np.zeros(self.rows, dtype=np.float32)
        for term, weight in zip(vector.terms[:used].tolist(), vector.weights[:used].tolist(), strict=True):
            first, last = self.posted_at[term], self.posted_at[term + 1]
            share = weight if weights is None else weight * weights[first:last]
            total[self.posted_rows[first:last]] += share
        return total


class Cosines:
    """TF-IDF vectors of rows at length one, and their cosines with a question."""

    def __init__(self, rows: Sequence[Iterable[str]]) -> None:
        self._postings = Postings(rows)
        held = self._postings
        self._idf = held.idf(held.frequency).astype(np.float32)
        weights = (1 + np.log(held.counts)) * self._idf[held.terms]
        lengths = np.sqrt(np.bincount(held.row_of, weights.astype(np.float64) ** 2, minlength=held.rows))
        unit = weights / np.where(lengths > 0, lengths, 1)[held.row_of]
        self._weights = unit[held.order].astype(np.float32)

    def vector(self, terms: Iterable[str]) -> Vector:
        """Give the TF-IDF vector of a text over the terms that the rows know, rarest first, at length one."""
        held = self._postings
        known = [(held.names[term], n) for term, n in Counter(terms).items() if term in held.names]
        ids = np.array([place for place, _ in known], dtype=np.int32)
        weights = (1 + np.log(np.array([n for _, n in known], dtype=np.float32))) * self._idf[ids]
        length = float(np.sqrt(np.sum(weights.astype(np.float64) ** 2))) or 1.0
        order = np.lexsort((ids, held.frequency[ids]))
        return Vector(ids[order], (weights[order] / length).astype(np.float32))

    def of(self, terms: Iterable[str]) -> Floats:
        """Give the cosine of a text with every row."""
        return self._postings.sums(self.vector(terms), self._weights)


class Shares:
    """Rows as sets of stems weighted by rarity: how much of a question a row covers, and how much of the row it is."""

    def __init__(self, rows: Sequence[Iterable[str]], slight: frozenset[str], slight_weight: float) -> None:
        self._postings = Postings([dict.fromkeys(row) for row in rows])
        self._slight, self._slight_weight = slight, slight_weight
        held = self._postings
        self._weight = np.array([self.weight(term) for term in held.names], dtype=np.float32)
        self.mass = np.bincount(held.row_of, self._weight[held.terms], minlength=held.rows).astype(np.float32)

    def weight(self, term: str) -> float:
        """Give what a stem counts: its rarity over the rows, little for a function word, most for one never seen."""
        place = self._postings.names.get(term)
        rarity = float(self._postings.idf(0 if place is None else int(self._postings.frequency[place])))
        return rarity * (self._slight_weight if term in self._slight else 1.0)

    def known(self, terms: Iterable[str], without: int | None = None) -> float:
        """Give the share of the weighted stems that any row has, or any row but one."""
        whole = known = 0.0
        for term in set(terms):
            weight = self.weight(term)
            whole += weight
            known += weight * self._stands(term, without)
        return known / whole if whole else 0.0

    def _stands(self, term: str, without: int | None) -> bool:
        place = self._postings.names.get(term)
        if place is None:
            return False
        first, last = self._postings.posted_at[place], self._postings.posted_at[place + 1]
        return bool(last - first > 1 or without is None or self._postings.posted_rows[first] != without)

    def shared(self, terms: Iterable[str]) -> Floats:
        """Give the weight of the stems that each row shares with the question."""
        held = self._postings
        ids = np.array(sorted(held.names[term] for term in set(terms) if term in held.names), dtype=np.int32)
        return held.sums(Vector(ids, self._weight[ids]), None)

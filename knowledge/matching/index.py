"""Inverted indexes as int32 postings: TF-IDF cosines over rows of terms, and what rows share with a question."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int32]
Floats = NDArray[np.float32]
Halves = NDArray[np.float16]

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

    def idf(self, frequency: Integers | int) -> NDArray[np.float64]:
        """Return the inverse document frequency of a term that stands in so many rows."""
        return np.asarray(np.log((1 + self.rows) / (1 + np.asarray(frequency))) + 1)

    def sums(self, vector: Vector, weights: Floats | None, budget: int = POSTINGS_BUDGET) -> Floats:
        """Add up for every row what it shares with the vector, over the rarest terms that fit in the budget."""
        lengths = self.frequency[vector.terms]
        spans = np.cumsum(lengths)
        used = max(1, int(np.searchsorted(spans, budget, side="right")))
        if not len(spans):
            return np.zeros(self.rows, dtype=np.float32)
        lengths, spans = lengths[:used], spans[:used]
        places = np.repeat(self.posted_at[vector.terms[:used]] - spans + lengths, lengths) + np.arange(spans[-1])
        shares = np.repeat(vector.weights[:used], lengths)
        if weights is not None:
            shares = shares * weights[places]
        return np.bincount(self.posted_rows[places], shares, minlength=self.rows).astype(np.float32)


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
        """Return the TF-IDF vector of a text over the terms that the rows know, rarest first, at length one."""
        held = self._postings
        known = [(held.names[term], n) for term, n in Counter(terms).items() if term in held.names]
        ids = np.array([place for place, _ in known], dtype=np.int32)
        weights = (1 + np.log(np.array([n for _, n in known], dtype=np.float32))) * self._idf[ids]
        length = float(np.sqrt(np.sum(weights.astype(np.float64) ** 2))) or 1.0
        order = np.lexsort((ids, held.frequency[ids]))
        return Vector(ids[order], (weights[order] / length).astype(np.float32))

    def of(self, terms: Iterable[str]) -> Floats:
        """Return the cosine of a text with every row."""
        return self._postings.sums(self.vector(terms), self._weights)


class Shares:
    """Rows as sets of stems weighted by rarity: how much of a question a row covers, and how much of the row it is."""

    def __init__(self, rows: Sequence[Iterable[str]], slight: frozenset[str], slight_weight: float) -> None:
        self._postings = Postings([dict.fromkeys(row) for row in rows])
        self._slight, self._slight_weight = slight, slight_weight
        held = self._postings
        counts = np.array([slight_weight if term in slight else 1.0 for term in held.names], dtype=np.float64)
        self._weight = (held.idf(held.frequency) * counts).astype(np.float32)
        self._unseen = float(held.idf(0))
        self.mass = np.bincount(held.row_of, self._weight[held.terms], minlength=held.rows).astype(np.float32)

    def weight(self, term: str) -> float:
        """Return what a stem counts: its rarity over the rows, little for a function word, most for one never seen."""
        place = self._postings.names.get(term)
        if place is not None:
            return float(self._weight[place])
        return self._unseen * (self._slight_weight if term in self._slight else 1.0)

    def whole(self, terms: Iterable[str]) -> float:
        """Return what all the stems count together."""
        return sum(map(self.weight, dict.fromkeys(terms)))

    def known(self, terms: Iterable[str], without: int | None = None) -> float:
        """Return the share of the weighted stems that any row has, or any row but one."""
        weights = {term: self.weight(term) for term in dict.fromkeys(terms)}
        known = sum(weight for term, weight in weights.items() if self._stands(term, without))
        return known / (sum(weights.values()) or 1.0)

    def covered(self, terms: Sequence[str], rows: NDArray[np.integer]) -> NDArray[np.float64]:
        """Return the share of the weighted stems that each of these rows has."""
        return self.shared(terms)[rows].astype(np.float64) / (self.whole(terms) or 1.0)

    def _stands(self, term: str, without: int | None) -> bool:
        place = self._postings.names.get(term)
        if place is None:
            return False
        first, last = self._postings.posted_at[place], self._postings.posted_at[place + 1]
        return bool(last - first > 1 or without is None or self._postings.posted_rows[first] != without)

    def shared(self, terms: Iterable[str]) -> Floats:
        """Return the weight of the stems that each row shares with the question."""
        held = self._postings
        ids = np.array(sorted(held.names[term] for term in set(terms) if term in held.names), dtype=np.int32)
        return held.sums(Vector(ids, self._weight[ids]), None)

"""Order the shortlisted entries by the weighted sum of their channels; no thresholds."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.entry import Entry
from knowledge.matching.evidence import DECIMALS, Shortlist
from knowledge.matching.newton_fits import Array

Phrased = Callable[[int], Sequence[Hashable]]
"""Gives, for an entry's place, what stands for the words of each of its phrasings."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Entries best first, as places in the view's entries, with what put them there."""

    entries: NDArray[np.intp]
    scores: Array
    chances: Array
    """The softmax of the scores over the shortlist; an entry whose twin is preferred takes no part and has none."""
    channels: Array
    phrasings: NDArray[np.intp]
    most: float
    """The score of an entry for which every channel says 1."""

    @property
    def fit(self) -> float:
        """Return the winner's score as a part of the most there is."""
        return float(self.scores[0]) / self.most

    def without(self, entry: int) -> "Ranking":
        """Return the ranking as it would be if the base did not hold that entry."""
        kept = self.entries != entry
        left = self.chances[kept]
        chances = left / (left.sum() or 1.0)
        return Ranking(
            self.entries[kept], self.scores[kept], chances, self.channels[kept], self.phrasings[kept], self.most
        )


class Precedence:
    """The order of precedence among the entries of one view: the asker's own partner first, then by full name.

    Of two partners' entries that are asked in the same words, one is preferred; without `asked`, none.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        partners: Sequence[str],
        asked: Callable[[int], Sequence[Hashable]] | None = None,
    ) -> None:
        places = {partner: place for place, partner in enumerate(partners)}
        ranked = sorted(
            range(len(entries)), key=lambda e: (places.get(entries[e].partner, len(places)), entries[e].name)
        )
        self.precedence = np.empty(len(entries), dtype=np.intp)
        self.precedence[ranked] = np.arange(len(entries))
        self.preferred = np.arange(len(entries), dtype=np.intp)
        if asked and len({entry.partner for entry in entries}) > 1:
            self._prefer(entries, ranked, asked)

    def _prefer(self, entries: Sequence[Entry], ranked: Sequence[int], asked: Phrased) -> None:
        """For each entry, prefer the first entry of another partner that is asked in the same words."""
        first: dict[Hashable, int] = {}
        for entry in ranked:
            phrasings = asked(entry)
            twins = (first[words] for words in phrasings if words in first)
            others = (twin for twin in twins if entries[twin].partner != entries[entry].partner)
            self.preferred[entry] = next(others, entry)
            for words in phrasings:
                first.setdefault(words, entry)

    def rank(self, shortlist: Shortlist, weights: Array) -> Ranking:
        """Score and order a shortlist; of two partners' entries for one question, the preferred one stands for both."""
        raw = shortlist.channels @ weights
        preferred = self.preferred[shortlist.entries]
        shadowed = np.zeros(len(raw), dtype=bool)
        for at in np.flatnonzero(preferred != shortlist.entries).tolist():
            for twin in np.flatnonzero(shortlist.entries == preferred[at]).tolist():
                raw[twin], shadowed[at] = max(raw[twin], raw[at]), True
        scores = raw.round(DECIMALS)
        powers = np.exp(raw - raw.max())
        powers[shadowed] = 0.0
        order = np.lexsort((self.precedence[shortlist.entries], shadowed, -scores))
        chances = powers / powers.sum()
        return Ranking(
            shortlist.entries[order],
            scores[order],
            chances[order],
            shortlist.channels[order],
            shortlist.phrasings[order],
            max(float(weights.sum()), 1e-9),
        )

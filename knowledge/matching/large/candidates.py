"""Finds the few phrasings of a large base that are worth comparing with a question, reading short lists only."""

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.large.arrays import Numbers, Phrasings, Values, Words, idf
from knowledge.matching.large.build import weight_of
from knowledge.matching.lists import changes, nearest, spans

POSTINGS = 12_000
"""Phrasings looked at for one question: those of its rarest stems first."""
SCANNED = 2_000
"""Phrasings of these that are read whole."""
FOUND = 200
"""Phrasings compared closely, those that share most with the question."""
ENTRIES = 100
"""Entries that they may belong to."""
BESIDE = 300
"""Phrasings compared beside them, about: the other ones of the same entries."""


class Candidates:
    """The search over one base's phrasings."""

    def __init__(self, words: Words, phrasings: Phrasings) -> None:
        self._phrasings = phrasings
        self._stem_of = words.stem
        rarity = idf(len(phrasings.rows), phrasings.stem_frequency)
        self.weights: Values = (rarity * weight_of(words.slight)).astype(np.float32)
        """What each stem counts: its rarity, little for one of grammar."""

    def find(self, stems: Numbers, weights: Values) -> NDArray[np.intp]:
        """Give the phrasings, ascending, that share most with a question.

        The question is its stems, each once, and what they count; the other phrasings of the best entries come along.
        """
        rows, shared = self._read(stems, weights)
        if not len(rows):
            return rows.astype(np.intp)
        rows = rows[nearest(self._agreement(rows, shared, weights), SCANNED)]
        near = self._agreement(rows, self._shared(rows, stems, weights), weights)
        return self._with_siblings(rows[nearest(near, FOUND)])

    def _read(self, stems: Numbers, weights: Values) -> tuple[Numbers, Values]:
        """Give the phrasings of the rarest stems, as many lists as may be read, and what they share of these."""
        posted, frequency = self._phrasings.posted, self._phrasings.stem_frequency[stems]
        order = np.lexsort((stems, frequency))
        order = order[: max(1, int(np.searchsorted(np.cumsum(frequency[order]), POSTINGS, side="right")))]
        found, list_of = posted.of(stems[order])
        keys = np.sort(found[:POSTINGS].astype(np.int64) * len(order) + list_of[:POSTINGS])
        rows = keys // max(1, len(order))
        begins = changes(rows)
        counted = weights[order][keys - rows * len(order)]
        shared = np.add.reduceat(counted, begins) if len(begins) else counted
        return rows[begins].astype(np.int32), shared

    def _shared(self, rows: Numbers, stems: Numbers, weights: Values) -> Values:
        """Give what each of the rows shares with the question."""
        counted = np.zeros(len(self.weights), dtype=np.float32)
        counted[stems] = weights
        words, row_of = self._phrasings.rows.of(rows)
        return np.add.reduceat(counted[self._stem_of[words]], changes(row_of))

    def _agreement(self, rows: Numbers, shared: Values, weights: Values) -> Values:
        """Give what the rows share with the question, of all that both have."""
        return np.asarray(shared / (self._phrasings.mass[rows] + weights.sum()), dtype=np.float32)

    def _with_siblings(self, best: Numbers) -> NDArray[np.intp]:
        entries, places, entry_of = np.unique(self._phrasings.owner[best], return_index=True, return_inverse=True)
        order = np.argsort(places)[:ENTRIES]
        found = best[places[entry_of] <= places[order[-1]]]
        first = self._phrasings.first[entries[order]]
        sizes = self._phrasings.first[entries[order] + 1] - first
        whole = np.cumsum(sizes) <= BESIDE
        rows = np.sort(np.concatenate((found, spans(first[whole], sizes[whole]))))
        return rows[changes(rows)].astype(np.intp)

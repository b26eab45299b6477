"""Finds the few phrasings of a large base that are worth comparing with a question, reading short lists only."""

from bisect import bisect_right
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.arrays.ragged_arrays import changes, highest, nearest, spans
from knowledge.matching.large.arrays import Numbers, Phrasings, Values, WordArrays, idf
from knowledge.matching.large.build import weight_of
from knowledge.matching.query.text_parsing import WORDS

POSTINGS = 6_000
"""Phrasings looked at for one question: those of its rarest stems first."""
SCANNED = 200
"""Phrasings of these that are read whole."""
FOUND = 50
"""Phrasings compared closely, those that share most with the question."""
BESIDE = 600
"""Phrasings compared beside them at most: the other ones of the best entries, each entry's all or none."""
MOST_ROWS = 2**31 // WORDS // 2
"""Phrasings up to which a phrasing and one of a question's stems fit into 32 bits together."""


class Candidates:
    """The search over one base's phrasings."""

    def __init__(self, words: WordArrays, phrasings: Phrasings) -> None:
        self._phrasings = phrasings
        self._stem_of = words.stem
        self._key = np.dtype(np.int32 if len(phrasings.rows) < MOST_ROWS else np.int64)
        rarity = idf(len(phrasings.rows), phrasings.stem_frequency)
        self._weights: Values = (rarity * weight_of(words.slight)).astype(np.float32)

    def find(self, stems: Numbers) -> NDArray[np.intp]:
        """Return the phrasings, ascending, that share most with a question that has these stems, each once.

        The other phrasings of the best entries come along.
        """
        rows, shared = self._read(stems[self._phrasings.stem_frequency[stems] > 0])
        if not len(rows):
            return rows.astype(np.intp)
        whole = float(self._weights[stems].sum())
        rows = rows[highest(self._agreement(rows, shared, whole), SCANNED)]
        near = self._agreement(rows, self._shared(rows, stems), whole)
        return self._with_siblings(rows[nearest(near, FOUND)])

    def _read(self, stems: Numbers) -> tuple[Numbers, Values]:
        """Return the phrasings of the rarest stems, as many lists as may be read, and what they share of these."""
        if not len(stems):
            return stems, self._weights[stems]
        rarest = self._rarest(stems)
        posted = [self._phrasings.posted.one(stem)[:POSTINGS] for stem in rarest]
        bits = len(rarest).bit_length()
        keys = np.concatenate(posted, dtype=self._key)
        keys <<= bits
        keys |= np.repeat(np.arange(len(rarest), dtype=self._key), [len(rows) for rows in posted])
        keys.sort()
        rows = keys >> bits
        keys &= (1 << bits) - 1
        return added_up(rows, self._weights[rarest].take(keys))

    def _rarest(self, stems: Numbers) -> list[int]:
        """Return the rarest stem, and the next ones while their lists may be read."""
        rarity = sorted(zip(self._phrasings.stem_frequency[stems].tolist(), stems.tolist(), strict=True))
        read = list(accumulate(frequency for frequency, _ in rarity))
        return [stem for _, stem in rarity[: max(1, bisect_right(read, POSTINGS))]]

    def _shared(self, rows: Numbers, stems: Numbers) -> Values:
        """Return what each of the rows shares with the question."""
        counted = np.zeros(len(self._weights), dtype=np.float32)
        counted[stems] = self._weights[stems]
        words, starts = self._phrasings.rows.gathered(rows)
        return np.add.reduceat(counted.take(self._stem_of.take(words)), starts)

    def _agreement(self, rows: Numbers, shared: Values, whole: float) -> Values:
        """Return what the rows share with the question, of all that both have."""
        return np.asarray(shared / (self._phrasings.mass[rows] + np.float32(whole)), dtype=np.float32)

    def _with_siblings(self, best: Numbers) -> NDArray[np.intp]:
        entries = np.fromiter(dict.fromkeys(self._phrasings.owner[best].tolist()), np.intp)
        first = self._phrasings.first[entries]
        sizes = self._phrasings.first[entries + 1] - first
        whole = np.cumsum(sizes) <= BESIDE
        rows = np.sort(np.concatenate((best, spans(first[whole], sizes[whole]))))
        return rows[changes(rows)].astype(np.intp)


def added_up(rows: Numbers, values: Values) -> tuple[Numbers, Values]:
    """Return the different ones of ascending numbers, with the sum of each one's values; quick where most
    stand alone.
    """
    is_same = rows[1:] == rows[:-1]
    begins, again = changes(rows), np.flatnonzero(is_same) + 1
    sums = values.take(begins)
    np.add.at(sums, np.searchsorted(begins, again, side="right") - 1, values.take(again))
    return rows.take(begins), sums

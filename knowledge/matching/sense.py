"""What a base's phrasings mean, and how near a question's meaning is to each."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.confidence import (
    ALIGNED_SHARE,
    COMMON_MEANING,
    ENCODED,
    ENCODED_SHARES,
    ENGLISH_ENCODED_SHARES,
    MEANING_SHARE,
)
from knowledge.matching.encoder.encoded_phrasings import EncodedPhrasings
from knowledge.matching.encoder.encoder import directed
from knowledge.matching.index import Floats
from knowledge.matching.meaning.table import LANGUAGE, Vectors, WordTable, english
from knowledge.matching.query.text_parsing import ParsedText

DECIMALS = 5
"""Decimals of a cosine: how a sum is blocked may change the ones behind."""


class Senses:
    """A vector for each phrasing in the table's language that has a word of it; the others have none."""

    def __init__(self, readings: Sequence[ParsedText], encoded: EncodedPhrasings | None = None) -> None:
        self._encoded = encoded
        self._english = np.array([reading.language == LANGUAGE for reading in readings], dtype=bool)
        self._table = english() if any(reading.language == LANGUAGE for reading in readings) else None
        self._usual = np.zeros(0, dtype=np.float32)
        self.known = np.zeros(len(readings), dtype=bool)
        if self._table is None:
            return
        sums = np.stack([_sum(self._table, reading) for reading in readings])
        self.known = np.any(sums != 0, axis=1)
        whole = directed(sums)
        self._usual = COMMON_MEANING * whole[self.known].mean(axis=0) if self.known.any() else whole[0]
        self.vectors = directed(whole - self._usual)

    def near(self, reading: ParsedText, instead: Floats, rows: NDArray[np.intp] | slice = slice(None)) -> Floats:
        """Return the cosine with each of these phrasings; where either side has no vector, what stands in for it.

        Where the texts were encoded, the encoder's cosine has the larger part, and stands in for the table's too.
        """
        if reading.vector is None or self._encoded is None:
            return self._tabled(reading, instead, rows)
        encoded = self._encoded.near(reading.vector, rows, self._english if reading.language == LANGUAGE else None)
        return (ENCODED * encoded + (1 - ENCODED) * self._tabled(reading, encoded, rows)).astype(np.float32)

    def shares(self, reading: ParsedText) -> tuple[float, float]:
        """Return the parts that meaning and alignment have in the classifier's kernel for a text that was read so."""
        if reading.vector is None or self._encoded is None:
            return MEANING_SHARE, ALIGNED_SHARE
        by_english = self._encoded.by_english and reading.language == LANGUAGE
        return ENGLISH_ENCODED_SHARES if by_english else ENCODED_SHARES

    def _tabled(self, reading: ParsedText, instead: Floats, rows: NDArray[np.intp] | slice) -> Floats:
        if self._table is None or reading.language != LANGUAGE:
            return instead
        total = _sum(self._table, reading)
        if not total.any():
            return instead
        vector = directed(directed(total[None]) - self._usual)[0]
        cosines = np.round(self.vectors[rows] @ vector, DECIMALS)
        return np.where(self.known[rows], cosines, instead).astype(np.float32)


def _sum(table: WordTable, reading: ParsedText) -> Vectors:
    """Add up a text's word vectors; zeros where it has none."""
    places = table.find(reading.words, reading.stems) if reading.language == LANGUAGE else np.zeros(0, dtype=np.intp)
    return np.asarray(table.vectors(places[places >= 0]).sum(axis=0), dtype=np.float32)

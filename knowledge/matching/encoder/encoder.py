"""What an encoder must do, how it says that it cannot, and vectors at length one; nothing here knows a model."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from knowledge.matching.index import Floats


class EncoderUnusable(Exception):
    """An encoder that is absent or broken; the message is one line: what is wrong and what to do."""


class Encoder(Protocol):
    """Turns texts into vectors whose cosine says how alike the texts are in meaning."""

    name: str
    """The model and its version; two encoders of one name give the same vectors."""
    dimensions: int
    english: int
    """Where in a vector the numbers begin that compare English texts only; behind all of them where none do."""
    languages: frozenset[str]
    """The languages it understands, as codes of two letters; a text of one finds a text of another."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return a vector for each text, one a row, of length one before `english` and behind it."""


def directed(vectors: Floats) -> Floats:
    """Return the vectors at length one; those of no length stay as they are."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)

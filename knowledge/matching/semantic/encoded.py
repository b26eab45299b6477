"""A base's phrasings as an encoder read them: made once, kept as an artefact, mapped by whoever compares with it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.artefact import Artefact
from knowledge.matching.confidence import COMMON_MEANING
from knowledge.matching.index import Floats, Halves
from knowledge.matching.semantic.cache import rounded
from knowledge.matching.semantic.extra import Extra


@dataclass(frozen=True, slots=True)
class Encoded:
    """The phrasings' vectors, and the same without what they all have in common: a row each, in the order of texts."""

    vectors: Halves
    """As they are reckoned with everywhere: half precision holds them to the bit."""
    usual: Floats
    """What they have in common."""
    directed: Floats
    """Without it, of length one."""

    @classmethod
    def of(cls, vectors: Floats) -> "Encoded":
        """Find out what the vectors have in common, and take it from each."""
        usual = COMMON_MEANING * vectors.mean(axis=0)
        return cls(rounded(vectors), usual, directed(vectors - usual))

    @classmethod
    def opened(cls, artefact: Artefact) -> "Encoded":
        """Give what was kept; raise KeyError when it is of another kind."""
        arrays = artefact.arrays
        return cls(arrays["vectors"], arrays["usual"], arrays["directed"])

    @property
    def artefact(self) -> Artefact:
        """Give it as it is kept."""
        return Artefact({"vectors": self.vectors, "usual": self.usual, "directed": self.directed})

    def near(self, vector: Floats | Halves, rows: NDArray[np.intp] | slice) -> Floats:
        """Give the cosine of a question's vector with each of these phrasings."""
        return np.asarray(self.directed[rows] @ directed((vector - self.usual)[None])[0], dtype=np.float32)


def directed(vectors: Floats) -> Floats:
    """Give the vectors at length one; those of no length stay as they are."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def encoded(texts: Sequence[str], extra: Extra) -> Encoded:
    """Have the texts encoded here and now; raise Unusable where the extra breaks."""
    return Encoded.of(extra.phrasings(texts))

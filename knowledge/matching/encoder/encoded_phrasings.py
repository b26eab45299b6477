"""A base's phrasings as an encoder read them: made once, kept as an artifact, mapped by whoever compares with it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.arrays.artifact import Artifact
from knowledge.matching.confidence import COMMON_MEANING, ENGLISH_ENCODED
from knowledge.matching.encoder.encoder import directed
from knowledge.matching.encoder.semantic_extra import SemanticExtra
from knowledge.matching.encoder.vector_cache import rounded
from knowledge.matching.index import Floats, Halves

Rows = NDArray[np.intp] | slice


@dataclass(frozen=True, slots=True)
class EncodedPhrasings:
    """The phrasings' vectors, and the same without what they all have in common: a row each, in the order of texts."""

    vectors: Halves
    """As they are reckoned with everywhere: half precision holds them to the bit."""
    usual: Floats
    """What they have in common."""
    directed: Floats
    """Without it, of length one, before `english` and behind it."""
    english: int
    """Where the numbers begin that compare English texts only."""

    @classmethod
    def of(cls, vectors: Floats, english: int) -> "EncodedPhrasings":
        """Find out what the vectors have in common, and take it from each."""
        usual = COMMON_MEANING * vectors.mean(axis=0)
        parts = np.split(vectors - usual, [english], axis=1)
        return cls(rounded(vectors), usual, np.hstack([directed(part) for part in parts]), english)

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> "EncodedPhrasings":
        """Return what was kept; raise KeyError when it is of another kind."""
        arrays = artifact.arrays
        return cls(arrays["vectors"], arrays["usual"], arrays["directed"], int(artifact.facts["english"]))

    @property
    def artifact(self) -> Artifact:
        """Return it as it is kept."""
        return Artifact(
            {"vectors": self.vectors, "usual": self.usual, "directed": self.directed}, {"english": self.english}
        )

    @property
    def by_english(self) -> bool:
        """Return whether an encoder of English has its part in the vectors."""
        return self.english < len(self.usual)

    def near(self, vector: Floats | Halves, rows: Rows, english: NDArray[np.bool_] | None = None) -> Floats:
        """Return the cosine of a question's vector with each of these phrasings.

        `english` says which of all phrasings are, if the question is: these are compared by both encoders.
        """
        if not self.english:
            return self._cosines(vector, rows, slice(None))
        wide = self._cosines(vector, rows, slice(self.english))
        if english is None or not self.by_english:
            return wide
        both = ENGLISH_ENCODED * self._cosines(vector, rows, slice(self.english, None)) + (1 - ENGLISH_ENCODED) * wide
        return np.where(english[rows], both, wide).astype(np.float32)

    def _cosines(self, vector: Floats | Halves, rows: Rows, part: slice) -> Floats:
        asked = directed((vector - self.usual)[None, part])[0]
        return np.asarray(self.directed[rows, part] @ asked, dtype=np.float32)


def encoded(texts: Sequence[str], extra: SemanticExtra) -> EncodedPhrasings:
    """Have the texts encoded here and now; raise EncoderUnusable where the extra breaks."""
    return EncodedPhrasings.of(extra.phrasings(texts), extra.english)

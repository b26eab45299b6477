"""An encoder of many languages and one of English side by side, so that English texts are compared by both."""

from collections.abc import Sequence

import numpy as np

from knowledge.matching.encoder.encoder import Encoder
from knowledge.matching.index import Floats


class JoinedEncoders:
    """Gives what both make of a text in one vector: the numbers of the first, then those for English texts only."""

    def __init__(self, wide: Encoder, english: Encoder) -> None:
        self._both = (wide, english)
        self.name = f"{wide.name} + {english.name}"
        self.dimensions = wide.dimensions + english.dimensions
        self.languages = wide.languages | english.languages
        self.english = wide.dimensions

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return a vector for each text, one a row; either part has length one."""
        return np.hstack([encoder.encode(texts) for encoder in self._both])

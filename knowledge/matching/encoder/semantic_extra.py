"""The extra in use: an encoder behind its queue and its cache; it breaks once, says so, and is done without."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.matching.confidence import CORRECTED, LEARNING_PATIENCE, PATIENCE, PLACES, TOGETHER
from knowledge.matching.encoder import minilm, use
from knowledge.matching.encoder.encoder import Encoder, EncoderUnusable, directed
from knowledge.matching.encoder.encoding_queue import EncodingQueue
from knowledge.matching.encoder.joined_encoders import JoinedEncoders
from knowledge.matching.encoder.vector_cache import VectorCache, restored, rounded
from knowledge.matching.index import Floats

FILE = "phrasings.vectors"
"""What is kept of an encoder's work, in the folder that the extra is given."""


@dataclass(frozen=True, slots=True)
class EncoderFiles:
    """The files of an encoder of English beside USE, if any, and the folder that keeps phrasings' vectors.

    With it another process opens the same extra.
    """

    model: Path | None = None
    vocabulary: Path | None = None
    folder: Path | None = None

    def load(self, tell: Callable[[str], None]) -> "SemanticExtra":
        """Load the encoder and put it to use; raise EncoderUnusable where it is absent."""
        return SemanticExtra(load(self.model, self.vocabulary), self.folder, tell, self)


class SemanticExtra:
    """Gives the vectors of phrasings and of questions, or None; safe to ask from several threads."""

    def __init__(
        self, encoder: Encoder, folder: Path | None, tell: Callable[[str], None], source: EncoderFiles | None = None
    ) -> None:
        """Put an encoder to use; `folder` keeps phrasings' vectors, `tell` is called once if it breaks."""
        self.name = encoder.name
        self.languages = encoder.languages
        self.english = encoder.english
        self.source = source
        self._tell = tell
        self._broken = ""
        self._lane = EncodingQueue(encoder.encode, PLACES)
        self._cache = VectorCache(folder / FILE if folder else None, encoder.name, encoder.dimensions)

    def phrasings(self, texts: Sequence[str]) -> Floats:
        """Return a vector for each phrasing, one a row, from the cache where possible; raise EncoderUnusable."""
        found = self._cache.vectors(texts, self._encoded)
        if found is None:
            raise EncoderUnusable(f"{self.name} broke ({self._broken})")
        return found

    def question(self, spelt: str, typed: str | None = None) -> Floats | None:
        """Return the vector of a question, spelt right and as it was typed where that differs.

        None when it would have to wait too long.
        """
        found = self._ask([spelt] if typed is None else [spelt, typed], PATIENCE)
        if found is None:
            return None
        return restored(rounded(found[0] if typed is None else self._between(*found)))

    def _between(self, spelt: Floats, typed: Floats) -> Floats:
        """Return the direction between two vectors, of each part, nearer to the first."""
        between = CORRECTED * spelt + (1 - CORRECTED) * typed
        return np.hstack([directed(part[None])[0] for part in np.split(between, [self.english])])

    def _encoded(self, texts: Sequence[str]) -> Floats | None:
        batches: list[Floats] = []
        for first in range(0, len(texts), TOGETHER):
            found = self._ask(texts[first : first + TOGETHER], LEARNING_PATIENCE)
            if found is None:
                self._break("it takes minutes")
                return None
            batches.append(found)
        return np.concatenate(batches)

    def _ask(self, texts: Sequence[str], patience: float) -> Floats | None:
        if self._broken:
            return None
        try:
            return self._lane.vectors(texts, patience)
        except Exception as fault:  # whatever an encoder raises, Spot answers on without it
            self._break(type(fault).__name__)
            return None

    def _break(self, why: str) -> None:
        if not self._broken:
            self._broken = why
            self._tell(f"the extra broke, {self.name} ({why}): Spot answers without it until it is started again")


def opened(
    model: Path | None, vocabulary: Path | None, folder: Path | None, tell: Callable[[str], None]
) -> SemanticExtra | None:
    """Return the extra, with the encoder of these files beside USE; without it where it is absent, told once."""
    model, vocabulary, folder = (path and path.resolve() for path in (model, vocabulary, folder))
    try:
        return EncoderFiles(model, vocabulary, folder).load(tell)
    except EncoderUnusable as fault:
        tell(f"Spot answers without the extra: {fault}")
        return None


def load(model: Path | None, vocabulary: Path | None) -> Encoder:
    """Load the encoder of requirements-semantic.txt, and beside it that of these files; raise EncoderUnusable.

    Where only the files are there, their encoder is alone.
    """
    if model is None:
        return use.load()
    if vocabulary is None:
        raise EncoderUnusable(f"{model}: its tokenizer.json is not named: set SPOT_SEMANTIC_VOCABULARY")
    english = minilm.load(model, vocabulary)
    return JoinedEncoders(use.load(), english) if use.is_installed() else english

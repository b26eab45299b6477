"""Spot with the semantic extra: the encoder of requirements-semantic.txt."""

import sys
from collections.abc import Sequence
from functools import cache
from time import perf_counter

import numpy as np

from knowledge.entry import Entry
from knowledge.matching.encoder.encoder import Encoder
from knowledge.matching.encoder.semantic_extra import SemanticExtra, load
from knowledge.matching.index import Floats
from knowledge.matching.view import View
from knowledge.people.audience import Audience
from tests.bench.peers.protocol import Answers, Ask, Spared
from tests.bench.peers.spot import EVERYBODY

NAME = "Spot with the semantic extra"


class Remembering:
    """An encoder that encodes a text once a run; the time that this saves is noted, as if it had to encode."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.dimensions, self.languages = encoder.name, encoder.dimensions, encoder.languages
        self.english = encoder.english
        self._encoder = encoder
        self._known: dict[str, tuple[Floats, float]] = {}

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return a vector of length one for each text, one a row."""
        Spared.seconds += sum(self._known[text][1] for text in texts if text in self._known)
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        begun = perf_counter()
        vectors = self._encoder.encode(new) if new else []
        took = (perf_counter() - begun) / max(1, len(new))
        self._known |= {text: (vector, took) for text, vector in zip(new, vectors, strict=True)}
        return np.stack([self._known[text][0] for text in texts])


@cache
def encoder() -> Encoder:
    """Load the encoder, once for all bases."""
    return Remembering(load(None, None))


def view(entries: Sequence[Entry], audience: Audience = EVERYBODY, by: Encoder | None = None) -> View:
    """Return what an audience is answered from, trained with the encoder as on a first start: nothing is cached."""
    return View(entries, audience, extra=SemanticExtra(by or encoder(), None, sys.exit))


def fit(entries: Sequence[Entry], by: Encoder | None = None) -> Ask:
    """Learn the entries, and return what ranks them for a question."""
    learned = view(entries, by=by)

    def ask(text: str) -> Answers:
        return [(match.entry.id, match.confidence) for match in learned.ask(text).matches]

    return ask

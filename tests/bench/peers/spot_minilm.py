"""Spot with the semantic extra and, beside its encoder, MiniLM by its path: the model of the peers of that name."""

from collections.abc import Sequence
from functools import cache

from knowledge.entry import Entry
from knowledge.matching.encoder.encoder import Encoder
from knowledge.matching.encoder.semantic_extra import load
from knowledge.matching.view import View
from knowledge.people.audience import Audience
from tests.bench.peers import spot_semantic
from tests.bench.peers.protocol import Ask
from tests.bench.peers.spot import EVERYBODY
from tests.bench.word_table.packages import inside
from tests.bench.word_table.trainer import MODEL, VOCABULARY

NAME = "Spot with the semantic extra, MiniLM by its path"


@cache
def encoder() -> Encoder:
    """Load the encoder, once for all bases."""
    return spot_semantic.Remembering(load(inside(*MODEL), inside(*VOCABULARY)))


def view(entries: Sequence[Entry], audience: Audience = EVERYBODY) -> View:
    """Return what an audience is answered from."""
    return spot_semantic.view(entries, audience, encoder())


def fit(entries: Sequence[Entry]) -> Ask:
    """Learn the entries, and return what ranks them for a question."""
    return spot_semantic.fit(entries, encoder())

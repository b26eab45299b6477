"""Spot with the semantic extra and, beside its encoder, MiniLM by its path: the model of the peers of that name."""

from collections.abc import Sequence
from functools import cache

from knowledge.audience import Audience
from knowledge.entry import Entry
from knowledge.matching.meaning.building.packages import inside
from knowledge.matching.meaning.building.teacher import MODEL, VOCABULARY
from knowledge.matching.semantic.encoder import Encoder
from knowledge.matching.semantic.extra import load
from knowledge.matching.view import View
from tests.bench.peers import spot_semantic
from tests.bench.peers.protocol import Ask
from tests.bench.peers.spot import EVERYBODY

NAME = "Spot with the semantic extra, MiniLM by its path"


@cache
def encoder() -> Encoder:
    """Load the encoder, once for all bases."""
    return spot_semantic.Remembering(load(inside(*MODEL), inside(*VOCABULARY)))


def view(entries: Sequence[Entry], audience: Audience = EVERYBODY) -> View:
    """Give what an audience is answered from."""
    return spot_semantic.view(entries, audience, encoder())


def fit(entries: Sequence[Entry]) -> Ask:
    """Learn the entries, and give what ranks them for a question."""
    return spot_semantic.fit(entries, encoder())

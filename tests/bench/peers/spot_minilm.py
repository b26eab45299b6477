"""Spot with the extra and MiniLM by its path: the model of the peers of that name, in Spot's matching."""

from collections.abc import Sequence
from functools import cache

from knowledge.entry import Entry
from knowledge.matching.meaning.building.packages import inside
from knowledge.matching.meaning.building.teacher import MODEL, VOCABULARY
from knowledge.matching.semantic.encoder import Encoder
from knowledge.matching.semantic.extra import load
from tests.bench.peers import spot_semantic
from tests.bench.peers.protocol import Ask

NAME = "Spot with the extra, MiniLM by its path"


@cache
def encoder() -> Encoder:
    """Load the encoder, once for all bases."""
    return spot_semantic.Remembering(load(inside(*MODEL), inside(*VOCABULARY)))


def fit(entries: Sequence[Entry]) -> Ask:
    """Learn the entries, and give what ranks them for a question."""
    return spot_semantic.fit(entries, encoder())

"""rapidfuzz's token_set_ratio with every phrasing; of equal scores the first in the list wins."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

from knowledge.entry import Entry
from tests.bench.peers.protocol import Answers, Ask, each_once, phrasings

NAME = "rapidfuzz token_set_ratio"
FETCHED = 200
"""Phrasings looked at, so that ten entries are among them."""


def fit(entries: Sequence[Entry]) -> Ask:
    """Process the phrasings as rapidfuzz does, and return what finds the best of them."""
    texts, owners = phrasings(entries)
    texts = [utils.default_process(text) for text in texts]

    def ask(text: str) -> Answers:
        found = process.extract(utils.default_process(text), texts, scorer=fuzz.token_set_ratio, limit=FETCHED)
        return each_once((owners[place], score) for _, score, place in found)

    return ask

"""The obvious thing to do with rapidfuzz: `extractOne`, whose scorer is WRatio, over every phrasing."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

from knowledge.entry import Entry
from tests.bench.peers.protocol import Answers, Ask, phrasings

NAME = "rapidfuzz WRatio, extractOne"


def fit(entries: Sequence[Entry]) -> Ask:
    """Process the phrasings as rapidfuzz does, and return what finds the one best."""
    texts, owners = phrasings(entries)
    texts = [utils.default_process(text) for text in texts]

    def ask(text: str) -> Answers:
        found = process.extractOne(utils.default_process(text), texts, scorer=fuzz.WRatio)
        return [(owners[found[2]], found[1])] if found else []

    return ask

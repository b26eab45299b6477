"""MiniLM: the phrasing with the nearest embedding; its cosine is the confidence."""

from collections.abc import Sequence

import numpy as np

from knowledge.entry import Entry
from tests.bench.peers.minilm import encode
from tests.bench.peers.protocol import Answers, Ask, each_once, phrasings

NAME = "MiniLM, nearest phrasing"


def fit(entries: Sequence[Entry]) -> Ask:
    """Encode the phrasings, and return what ranks the entries for a question."""
    texts, owners = phrasings(entries)
    known = encode(texts)

    def ask(text: str) -> Answers:
        near = known @ encode([text])[0]
        return each_once((owners[place], float(near[place])) for place in np.argsort(-near, kind="stable").tolist())

    return ask

"""BM25 over stems, by bm25s; an entry is one document."""

from collections.abc import Sequence

import bm25s
import numpy as np
import snowballstemmer

from knowledge.entry import Entry
from tests.bench.peers.protocol import MOST, Answers, Ask, documents

NAME = "BM25 of stems (bm25s)"


def fit(entries: Sequence[Entry]) -> Ask:
    """Index the entries, and return what ranks them for a question."""
    stem = snowballstemmer.stemmer("english").stemWords
    index = bm25s.BM25()
    index.index(_stems(documents(entries), stem), show_progress=False)

    def ask(text: str) -> Answers:
        words = _stems([text], stem)[0]
        scores = index.get_scores(words) if words else np.zeros(len(entries))
        best = np.argsort(-scores, kind="stable")[:MOST]
        return [(entries[place].id, float(scores[place])) for place in best.tolist() if scores[place] > 0]

    return ask


def _stems(texts: list[str], stem: object) -> list[list[str]]:
    return bm25s.tokenize(texts, stopwords=None, stemmer=stem, return_ids=False, show_progress=False)

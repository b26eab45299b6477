"""MiniLM and multinomial logistic regression over its embeddings; the probability is the confidence."""

from collections.abc import Sequence

from sklearn.linear_model import LogisticRegression

from knowledge.entry import Entry
from tests.bench.peers.linear import ITERATIONS, LOOSENESS, fitted, likeliest
from tests.bench.peers.minilm import encode
from tests.bench.peers.protocol import Answers, Ask, phrasings

NAME = "MiniLM + logistic regression"


def fit(entries: Sequence[Entry]) -> Ask:
    """Fit on the phrasings' embeddings, and return what ranks the entries for a question."""
    texts, owners = phrasings(entries)
    model = fitted(LogisticRegression(C=LOOSENESS, max_iter=ITERATIONS), encode(texts), owners)

    def ask(text: str) -> Answers:
        return likeliest(model, encode([text]))

    return ask

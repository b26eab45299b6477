"""The strong usual baseline: TF-IDF and multinomial logistic regression; its probability is the confidence."""

from collections.abc import Sequence

from sklearn.linear_model import LogisticRegression

from knowledge.entry import Entry
from tests.bench.peers.linear import ITERATIONS, LOOSENESS, features, fitted, likeliest
from tests.bench.peers.protocol import Answers, Ask, phrasings

NAME = "TF-IDF + logistic regression"


def fit(entries: Sequence[Entry]) -> Ask:
    """Fit on the phrasings, and return what ranks the entries for a question."""
    texts, owners = phrasings(entries)
    vectorizer = features()
    model = LogisticRegression(C=LOOSENESS, max_iter=ITERATIONS)
    fitted(model, vectorizer.fit_transform(texts), owners)

    def ask(text: str) -> Answers:
        return likeliest(model, vectorizer.transform([text]))

    return ask

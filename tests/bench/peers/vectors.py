"""TF-IDF and a linear support vector machine; an entry's score is its lead over the best of the others."""

from collections.abc import Sequence

import numpy as np
from sklearn.svm import LinearSVC

from knowledge.entry import Entry
from tests.bench.peers.linear import features, fitted
from tests.bench.peers.protocol import MOST, Answers, Ask, phrasings

NAME = "TF-IDF + linear SVM"


def fit(entries: Sequence[Entry]) -> Ask:
    """Fit on the phrasings, and return what ranks the entries for a question."""
    texts, owners = phrasings(entries)
    vectorizer = features()
    model = fitted(LinearSVC(random_state=0), vectorizer.fit_transform(texts), owners)

    def ask(text: str) -> Answers:
        sides = model.decision_function(vectorizer.transform([text]))[0]
        best = np.argsort(-sides, kind="stable")[:MOST].tolist()
        rivals = [sides[best[1]]] + [sides[best[0]]] * (len(best) - 1)
        return [(str(model.classes_[at]), float(sides[at] - rival)) for at, rival in zip(best, rivals, strict=True)]

    return ask

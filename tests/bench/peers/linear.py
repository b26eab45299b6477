"""What the linear baselines share: TF-IDF of words (one and two) and of characters within words (two to five)."""

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, make_union

from tests.bench.peers.protocol import MOST, Answers

LOOSENESS = 30
"""Logistic regression's C: of 1, 3, 10, 30 and 100 the best top-1 on banking77 and clinc150."""
ITERATIONS = 300


def features() -> FeatureUnion:
    """Return the vectorizers, not fitted yet."""
    return make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
    )


def fitted(model: Any, texts: Any, owners: Sequence[str]) -> Any:
    """Fit without scikit-learn's wonder at one phrasing an entry."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The number of unique classes")
        return model.fit(texts, owners)


def likeliest(model: Any, question: Any) -> Answers:
    """Return the most probable entries of one question's features."""
    chances = model.predict_proba(question)[0]
    best = np.argsort(-chances, kind="stable")[:MOST]
    return [(str(model.classes_[place]), float(chances[place])) for place in best]

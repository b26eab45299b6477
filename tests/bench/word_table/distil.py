"""Distilling: word vectors are moved until the sum over a text points where the teacher's embedding of it points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.matching.query.text import fold

EPOCHS = 5
TOGETHER = 4_096
"""Texts of one step."""
RATE = 0.005
"""How far a step moves a number at first; the rate falls to nothing until the last step."""
_FADING, _FADING_SQUARES = 0.9, 0.999
"""Adam's running means (Kingma and Ba 2015)."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts as numbers of words, one after the other, and where each begins; what the sum over each should point to."""

    words: np.ndarray
    starts: np.ndarray
    targets: np.ndarray

    def batch(self, rows: np.ndarray) -> "Texts":
        """Return some of the texts."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        places = np.repeat(self.starts[rows] - starts[:-1], lengths) + np.arange(starts[-1])
        return Texts(self.words[places], starts, self.targets[rows])


def numbered(texts: Sequence[str], targets: np.ndarray, words: Sequence[str]) -> Texts:
    """Return the texts as numbers of the words they have; texts without any are left out."""
    places = {word: place for place, word in enumerate(words)}
    read = [[places[word] for word in fold(text).split() if word in places] for text in texts]
    kept = [row for row, found in enumerate(read) if found]
    starts = np.cumsum([0, *(len(read[row]) for row in kept)])
    return Texts(np.concatenate([read[row] for row in kept]).astype(np.int32), starts, targets[kept])


def begun(texts: Texts, count: int) -> np.ndarray:
    """Return for each word the mean of what the texts that have it point to, short texts counting more."""
    lengths = np.diff(texts.starts)
    share = np.repeat(1 / lengths, lengths)[:, None].astype(np.float32)
    pointed = np.repeat(texts.targets, lengths, axis=0) * share
    weights = _summed(share, texts.words, count)
    return _summed(pointed, texts.words, count) / np.maximum(weights, 1e-6)


def distilled(
    texts: Texts, vectors: np.ndarray, epochs: int = EPOCHS, free: np.ndarray | slice = slice(None)
) -> np.ndarray:
    """Return the vectors after all steps of Adam on the cosine; only the rows that are free have moved."""
    vectors = vectors.copy()
    means, squares = np.zeros_like(vectors), np.zeros_like(vectors)
    for step, progress, batch in _steps(texts, epochs):
        slope = _slope(batch, vectors)
        means += (1 - _FADING) * (slope - means)
        squares += (1 - _FADING_SQUARES) * (slope * slope - squares)
        size = np.sqrt(squares / (1 - _FADING_SQUARES**step)) + 1e-8
        move = RATE * (1 - progress) * means / (1 - _FADING**step) / size
        vectors[free] -= move[free]
    return vectors


def _steps(texts: Texts, epochs: int) -> Iterator[tuple[int, float, Texts]]:
    lot = np.random.default_rng(0)
    count = len(texts.starts) - 1
    steps = epochs * -(-count // TOGETHER)
    step = 0
    for _ in range(epochs):
        order = lot.permutation(count)
        for at in range(0, count, TOGETHER):
            step += 1
            yield step, step / steps, texts.batch(np.sort(order[at : at + TOGETHER]))


def _slope(texts: Texts, vectors: np.ndarray) -> np.ndarray:
    """Return how the mean cosine loss of the texts changes with each number of each word's vector."""
    lengths = np.diff(texts.starts)
    sums = np.add.reduceat(vectors[texts.words], texts.starts[:-1])
    norms = np.linalg.norm(sums, axis=1, keepdims=True) + 1e-6
    units = sums / norms
    cosines = np.sum(units * texts.targets, axis=1, keepdims=True)
    pulls = (cosines * units - texts.targets) / norms / len(lengths)
    return _summed(np.repeat(pulls, lengths, axis=0), texts.words, len(vectors))


def _summed(rows: np.ndarray, words: np.ndarray, count: int) -> np.ndarray:
    """Return for each word the sum of its rows."""
    order = np.argsort(words, kind="stable")
    present, firsts = np.unique(words[order], return_index=True)
    total = np.zeros((count, rows.shape[1]), np.float32)
    total[present] = np.add.reduceat(rows[order], firsts)
    return total

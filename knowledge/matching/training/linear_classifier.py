"""A classifier for bases too large for a kernel: one linear support vector machine an entry, all fitted at once.

The loss is the squared hinge, solved in the dual by coordinate descent (Hsieh and others, 2008, "A dual coordinate
descent method for large-scale linear SVM"); a step takes one phrasing and moves every entry's machine.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.arrays.ragged_arrays import RaggedArrays
from knowledge.matching.confidence import FOLDS, LINEAR_ROUNDS, LINEAR_ROUNDS_HELD_OUT, LINEAR_SOFTNESS
from knowledge.matching.index import Floats
from knowledge.matching.training.kernel_classifier import folds

STILL = 1e-4
"""Moves below which a machine stays as it is."""


@dataclass(frozen=True, slots=True)
class SparseFeatures:
    """Texts as sparse vectors: numbers of features, and what each counts."""

    terms: RaggedArrays
    weights: Floats

    def of(self, row: int) -> tuple[NDArray[np.int32], Floats]:
        """Return one text's features."""
        part = slice(int(self.terms.starts[row]), int(self.terms.starts[row + 1]))
        return self.terms.items[part], self.weights[part]


def predict(weights: Floats, terms: NDArray[np.int32], values: Floats) -> Floats:
    """Return a value for every entry: about 0 for one that it is not, 1 for the one that it is."""
    return np.asarray(np.clip((1 + values @ weights[terms]) / 2, 0, 1), dtype=np.float32)


class LinearMachines:
    """The machines while they are fitted: a column of weights an entry, a row of multipliers a phrasing."""

    def __init__(self, features: SparseFeatures, size: int, owner: NDArray[np.integer], entries: int) -> None:
        self._features, self._owner = features, owner
        self.weights: Floats = np.zeros((size, entries), dtype=np.float32)
        self._multipliers: Floats = np.zeros((len(owner), entries), dtype=np.float32)

    @classmethod
    def fitted(cls, features: SparseFeatures, size: int, owner: NDArray[np.integer], entries: int) -> "LinearMachines":
        """Fit on all phrasings; `size` is the number of features."""
        machines = cls(features, size, owner, entries)
        machines._rounds(np.arange(len(owner)), LINEAR_ROUNDS)
        return machines

    def held_out(self) -> Floats:
        """Return what each phrasing's machines would say had they never seen its fold: a row a phrasing."""
        predicted = np.zeros(self._multipliers.shape, dtype=np.float32)
        dealt = folds(np.asarray(self._owner, dtype=np.intp))
        weights, multipliers = self.weights.copy(), self._multipliers.copy()
        for fold in range(FOLDS):
            out = np.flatnonzero(dealt == fold)
            for row in out.tolist():
                self._move(row, -self._multipliers[row])
            self._rounds(np.flatnonzero(dealt != fold), LINEAR_ROUNDS_HELD_OUT)
            for row in out.tolist():
                predicted[row] = predict(self.weights, *self._features.of(row))
            self.weights, self._multipliers = weights.copy(), multipliers.copy()
        return predicted

    def _rounds(self, rows: NDArray[np.intp], rounds: int) -> None:
        draw = np.random.default_rng(0)
        for _ in range(rounds):
            for row in draw.permutation(rows).tolist():
                self._step(row)

    def _step(self, row: int) -> None:
        """Move every machine's multiplier of one phrasing to where it is best while the others stay."""
        terms, values = self._features.of(row)
        give = 1 / (2 * LINEAR_SOFTNESS)
        said = -(values @ self.weights[terms])
        said[self._owner[row]] *= -1
        now = self._multipliers[row]
        best = np.maximum(now - (said - 1 + give * now) / (values @ values + give), 0)
        self._move(row, best - now)

    def _move(self, row: int, by: Floats) -> None:
        if np.abs(by).max(initial=0) < STILL:
            return
        terms, values = self._features.of(row)
        self._multipliers[row] += by
        signed = -by
        signed[self._owner[row]] *= -1
        self.weights[terms] += values[:, None] * signed

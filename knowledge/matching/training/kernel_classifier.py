"""A per-entry classifier by kernel ridge regression, with closed-form predictions for phrasings held out of it."""

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.confidence import FOLDS, POWER, RIDGE, WORDS_SHARE
from knowledge.matching.evidence import Nearness
from knowledge.matching.index import Floats


def kernel(near: Nearness) -> Floats:
    """Blend how near a question is to each phrasing into the classifier's kernel."""
    lexical = WORDS_SHARE * near.words + (1 - WORDS_SHARE) * near.characters
    meaning, aligned = near.shares
    blended = (1 - meaning - aligned) * lexical + meaning * np.maximum(near.meaning, 0) + aligned * near.aligned
    return np.asarray(blended**POWER, dtype=np.float32)


def targets(owner: NDArray[np.intp], entries: int) -> Floats:
    """Return one row a phrasing with a one in its entry's column."""
    return np.eye(entries, dtype=np.float32)[owner]


def folds(owner: NDArray[np.intp]) -> NDArray[np.intp]:
    """Deal each entry's phrasings out over the folds, so that no fold takes all of an entry that has two."""
    place = np.arange(len(owner)) - np.searchsorted(owner, owner)
    return np.asarray((place + owner) % FOLDS)


class KernelRidge:
    """Kernel ridge regression from phrasings to entries."""

    def __init__(self, gram: Floats, owner: NDArray[np.intp], entries: int) -> None:
        self._targets = targets(owner, entries)
        self._inverse = np.linalg.inv(gram.astype(np.float64) + RIDGE * np.eye(len(gram)))
        self.weights = (self._inverse @ self._targets).astype(np.float32)

    def predict(self, row: Floats) -> Floats:
        """Return a value for every entry from the kernel between a question and every phrasing."""
        return np.asarray(row @ self.weights, dtype=np.float32)

    def held_out(self, fold: NDArray[np.intp]) -> Floats:
        """Return what the classifier would predict for these phrasings had it never seen them."""
        block = self._inverse[np.ix_(fold, fold)]
        return np.asarray(self._targets[fold] - np.linalg.solve(block, self.weights[fold]), dtype=np.float32)

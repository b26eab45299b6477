"""The classifiers that a base may have: none, by kernel, or by linear machines."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.confidence import CLASSIFIED, LINEAR, LINEAR_CELLS
from knowledge.matching.evidence import Evidence, Nearness
from knowledge.matching.index import Floats
from knowledge.matching.large.evidence import LargeEvidence
from knowledge.matching.query.text_parsing import ParsedText
from knowledge.matching.training.kernel_classifier import KernelRidge, kernel
from knowledge.matching.training.linear_classifier import LinearMachines, predict
from knowledge.matching.training.linear_features import FeatureVectors


class Classifier(Protocol):
    """A fitted classifier."""

    def values(self, reading: ParsedText, near: Nearness) -> Floats:
        """Return a value for every entry: about 1 for the one that it is, 0 for the others."""


class CrossValidatedClassifier(Classifier, Protocol):
    """A classifier that can also say what it would predict for phrasings held out of its training."""

    weights: Floats

    def near(self, place: int) -> Nearness:
        """Return how near a phrasing is to the others."""

    def held_out(self, fold: NDArray[np.intp]) -> Floats:
        """Return the values of a fold's phrasings when the whole fold is held out: a row a phrasing."""


class NoClassifier:
    """The classifier of a base without one: 0 for every entry."""

    def __init__(self, entries: int) -> None:
        self._values = np.zeros(entries, dtype=np.float32)

    def values(self, reading: ParsedText, near: Nearness) -> Floats:
        return self._values


class KernelClassifier:
    """Kernel ridge regression, fitted."""

    def __init__(self, weights: Floats) -> None:
        self.weights = weights

    def values(self, reading: ParsedText, near: Nearness) -> Floats:
        return np.asarray(kernel(near) @ self.weights, dtype=np.float32)


class CrossValidatedKernel(KernelClassifier):
    """Kernel ridge regression, with its held-out predictions."""

    def __init__(self, evidence: Evidence) -> None:
        self._near = [evidence.near(reading) for reading in evidence.readings]
        gram = np.stack([kernel(each) for each in self._near])
        self._classifier = KernelRidge(gram, evidence.owner, len(evidence.entries))
        super().__init__(self._classifier.weights)

    def near(self, place: int) -> Nearness:
        """Return how near a phrasing is to the others."""
        return self._near[place]

    def held_out(self, fold: NDArray[np.intp]) -> Floats:
        return self._classifier.held_out(fold)


class LinearClassifier:
    """Linear machines, fitted."""

    def __init__(self, vectors: FeatureVectors, weights: Floats) -> None:
        self._vectors, self.weights = vectors, weights

    def values(self, reading: ParsedText, near: Nearness) -> Floats:
        return predict(self.weights, *self._vectors.of(reading))


class CrossValidatedLinear(LinearClassifier):
    """Linear machines, with their held-out predictions."""

    def __init__(self, evidence: LargeEvidence, vectors: FeatureVectors) -> None:
        self._evidence = evidence
        machines = LinearMachines.fitted(vectors.all(), vectors.size, evidence.owner, len(evidence.entries))
        self._held_out = machines.held_out()
        super().__init__(vectors, machines.weights)

    def near(self, place: int) -> Nearness:
        """Return how near a phrasing is to those that share most with it."""
        return self._evidence.near(self._evidence.readings[place])

    def held_out(self, fold: NDArray[np.intp]) -> Floats:
        return self._held_out[fold]


def vectors_of(evidence: LargeEvidence) -> FeatureVectors:
    return FeatureVectors(evidence.index.words, evidence.index.phrasings, evidence.sizes)


def fitted(evidence: Evidence) -> CrossValidatedClassifier | None:
    """Fit the classifier that a base of this size affords; None for a base of one phrasing and for a very large one."""
    if isinstance(evidence, LargeEvidence):
        if len(evidence.readings) > LINEAR:
            return None
        vectors = vectors_of(evidence)
        affordable = vectors.size * len(evidence.entries) <= LINEAR_CELLS
        return CrossValidatedLinear(evidence, vectors) if affordable else None
    return CrossValidatedKernel(evidence) if 2 <= len(evidence.readings) <= CLASSIFIED else None

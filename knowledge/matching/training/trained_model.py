"""A trained model: the weights and the classifier that are trained on a view's entries, here or elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.matching.arrays.artifact import Artifact
from knowledge.matching.confidence import CLASSIFIED, SHIPPED, SHIPPED_ENCODED, SHIPPED_LARGE
from knowledge.matching.evidence import Evidence
from knowledge.matching.index import Floats
from knowledge.matching.large.evidence import LargeEvidence
from knowledge.matching.rank import Precedence
from knowledge.matching.training.calibration import CalibrationKind, Weights, shipped
from knowledge.matching.training.classifiers import (
    Classifier,
    KernelClassifier,
    LinearClassifier,
    NoClassifier,
    fitted,
    vectors_of,
)
from knowledge.matching.training.weight_training import learn, practise

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PARTS = ("channels", "free", "positive", "among")


class ServedBy(StrEnum):
    """What a view answers by."""

    TRAINED = "lessons"
    """Its own trained model; the same files give the same one everywhere."""
    BEFORE = "before"
    """The model of the audience's previous view."""
    SHIPPED = "shipped"
    """The weights that the project ships."""


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """How channels and signals are weighed, and the classifier's weights where there is one."""

    weights: Weights
    classifier: Floats | None = None

    @property
    def artifact(self) -> Artifact:
        """Return the model as it is stored."""
        arrays: dict[str, NDArray[Any]] = {part: getattr(self.weights, part) for part in _PARTS}
        if self.classifier is not None:
            arrays["classifier"] = self.classifier
        return Artifact(arrays, {"kind": self.weights.kind.value})

    @classmethod
    def from_artifact(cls, artifact: Artifact) -> "TrainedModel":
        """Return the stored model; raise KeyError or ValueError for an artifact of another kind."""
        channels, free, positive, among = (np.array(artifact.arrays[part], dtype=np.float64) for part in _PARTS)
        weights = Weights(channels, free, positive, among, CalibrationKind(artifact.facts["kind"]))
        return cls(weights, artifact.arrays.get("classifier"))

    def fitted_classifier(self, evidence: Evidence) -> Classifier:
        """Return the classifier over the evidence that it was trained on."""
        if self.classifier is None:
            return NoClassifier(len(evidence.entries))
        if isinstance(evidence, LargeEvidence):
            return LinearClassifier(vectors_of(evidence), self.classifier)
        return KernelClassifier(self.classifier)


UNTRAINED = TrainedModel(shipped(SHIPPED_LARGE))
"""The model without training: no classifier, and the weights that the project ships for bases without one."""


def as_shipped(evidence: Evidence) -> TrainedModel:
    """Return the model that serves before training: no classifier, and the weights that training starts from."""
    return TrainedModel(shipped(start_of(evidence)))


def train(evidence: Evidence, order: Precedence) -> TrainedModel:
    """Train on the entries; it takes seconds to a minute."""
    start = shipped(start_of(evidence))
    classifier = fitted(evidence)
    if classifier is None:
        return TrainedModel(start)
    return TrainedModel(learn(practise(evidence, classifier), order, start), classifier.weights)


def start_of(evidence: Evidence) -> Mapping[str, Sequence[float]]:
    """Return the weights that training starts from; a base too large for the classifier has no semantic extra."""
    if len(evidence.readings) > CLASSIFIED:
        return SHIPPED_LARGE
    return SHIPPED_ENCODED if evidence.extra else SHIPPED

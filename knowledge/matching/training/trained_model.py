"""What a view learns from its entries: weights and a classifier; made here or elsewhere, kept, and brought along."""

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

    LESSONS = "lessons"
    """Its own, as the same files teach them anywhere."""
    BEFORE = "before"
    """What the audience's view before it had learned."""
    SHIPPED = "shipped"
    """The weights that the project ships."""


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """How channels and signals are weighed, and the classifier's weights where there is one."""

    weights: Weights
    classifier: Floats | None = None

    @property
    def artefact(self) -> Artifact:
        """Return it as it is kept."""
        arrays: dict[str, NDArray[Any]] = {part: getattr(self.weights, part) for part in _PARTS}
        if self.classifier is not None:
            arrays["classifier"] = self.classifier
        return Artifact(arrays, {"kind": self.weights.kind.value})

    @classmethod
    def opened(cls, artefact: Artifact) -> "TrainedModel":
        """Return what was kept; raise KeyError or ValueError when it is of another kind."""
        channels, free, positive, among = (np.array(artefact.arrays[part], dtype=np.float64) for part in _PARTS)
        weights = Weights(channels, free, positive, among, CalibrationKind(artefact.facts["kind"]))
        return cls(weights, artefact.arrays.get("classifier"))

    def predictor(self, evidence: Evidence) -> Classifier:
        """Return the classifier over the evidence that it was learned from."""
        if self.classifier is None:
            return NoClassifier(len(evidence.entries))
        if isinstance(evidence, LargeEvidence):
            return LinearClassifier(vectors_of(evidence), self.classifier)
        return KernelClassifier(self.classifier)


UNTAUGHT = TrainedModel(shipped(SHIPPED_LARGE))
"""What needs no learning: no classifier, and the weights that the project ships for bases without one."""


def as_shipped(evidence: Evidence) -> TrainedModel:
    """Return what serves before anything is learned: no classifier, and the weights that learning starts from."""
    return TrainedModel(shipped(start_of(evidence)))


def taught(evidence: Evidence, order: Precedence) -> TrainedModel:
    """Learn from the entries; it takes seconds to a minute."""
    start = shipped(start_of(evidence))
    pupil = fitted(evidence)
    return TrainedModel(learn(practise(evidence, pupil), order, start), pupil.weights) if pupil else TrainedModel(start)


def start_of(evidence: Evidence) -> Mapping[str, Sequence[float]]:
    """Return the numbers that learning starts from; a base too large for the classifier has no extra."""
    if len(evidence.readings) > CLASSIFIED:
        return SHIPPED_LARGE
    return SHIPPED_ENCODED if evidence.extra else SHIPPED

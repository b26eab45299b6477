"""Turn a ranking into a calibrated confidence: the signals it is judged by, and the weights that judge them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from knowledge.matching import confidence
from knowledge.matching.confidence import MARGIN_LIMIT
from knowledge.matching.evidence import CHANNELS
from knowledge.matching.newton_fits import Array
from knowledge.matching.rank import Ranking
from knowledge.matching.training.recalibration_curve import RecalibrationCurve

SIGNALS = (
    "chance", "margin", "certainty", "classifier", "characters", "words", "meaning", "aligned", "coverage",
    "fit", "known", "length",
)  # fmt: skip
"""What the confidence is judged by, in the order of every array."""
_SEEN = np.array([CHANNELS.index(name) for name in SIGNALS if name in CHANNELS])
_MEAN, _SPREAD = np.array(confidence.SIGNAL_MEAN), np.array(confidence.SIGNAL_SPREAD)


class CalibrationKind(StrEnum):
    """How a confidence was learned."""

    SHIPPED = "shipped"
    SELF_LEARNED = "self-learned"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Weights:
    """A learned or shipped model: how channels add up, and how signals become the chance to be right."""

    channels: Array
    free: Array
    """Logistic weights of the standardised signals with the bias last: the winner is right."""
    positive: Array
    """The same with no negative weight."""
    among: Array
    """The same: the right entry is among the offered ones."""
    kind: CalibrationKind = CalibrationKind.SHIPPED
    winner: RecalibrationCurve | None = None
    """What judged questions make of the confidence; None where there are too few."""
    offered: RecalibrationCurve | None = None
    """The same of the chance that the right entry is among the offered ones."""

    def confidence(self, signals: Array) -> float:
        """Return the probability that the winner is right: the mean of two models, one of which cannot be fooled."""
        return self.confidences(signals)[0]

    def among_offered(self, signals: Array) -> float:
        """Return the probability that the right entry is among the best three."""
        return self.confidences(signals)[1]

    def confidences(self, signals: Array) -> tuple[float, float]:
        """Return both: that the winner is right, and that the right entry is among the best three."""
        row = standardised(signals)
        own = (_logistic(row, self.free) + _logistic(row, self.positive)) / 2
        confidence = _judged(self.winner, own, row)
        among = max(_logistic(row, self.among), own)
        return confidence, max(_judged(self.offered, among, row), confidence)


def shipped(numbers: Mapping[str, Sequence[float]] = confidence.SHIPPED) -> Weights:
    """Return the weights that the project ships."""
    channels, free, positive, among = (
        np.array(numbers[part], dtype=np.float64) for part in ("channels", "free", "positive", "among")
    )
    return Weights(channels, free, positive, among)


def _judged(curve: RecalibrationCurve | None, own: float, row: Array) -> float:
    return own if curve is None else float(curve.of(np.array([own]), row[None, :])[0])


def _logistic(row: Array, weights: Array) -> float:
    score = float(row @ weights[:-1] + weights[-1])
    return float(1 / (1 + np.exp(-min(max(score, -30.0), 30.0))))


def signals(ranking: Ranking, known: float, length: int) -> Array:
    """Return what the confidence in a ranking's winner is judged by; zeros for an empty one, or where none has a
    chance.

    `known` is the share of the question's weighted words that the base has at all, `length` the number of its words.
    """
    chances = ranking.chances[ranking.chances > 0]
    if not len(chances):
        return np.zeros(len(SIGNALS))
    first, second = chances[0], chances[1] if len(chances) > 1 else 0.0
    margin = min(float(np.log(first / second)), MARGIN_LIMIT) if second else MARGIN_LIMIT
    entropy = float(chances @ np.log(chances))
    return np.array([np.log(first), margin, entropy, *ranking.channels[0, _SEEN], ranking.fit, known, np.log1p(length)])


def standardised(rows: Array) -> Array:
    """Return signals in units of their spread over the bases that the shipped weights were learned on."""
    return np.asarray((rows - _MEAN) / _SPREAD)

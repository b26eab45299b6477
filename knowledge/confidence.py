"""Turn a ranking into a calibrated confidence and a verdict; every threshold and every shipped weight lives here."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from knowledge.evidence import CHANNELS
from knowledge.learning import Array
from knowledge.rank import Ranking

ANSWER = 0.9
"""The confidence from which Spot speaks alone."""
CLARIFY = 0.5
"""The confidence that the right entry is among the offered ones from which Spot offers them."""
OFFERED = 3
"""Entries that a did-you-mean offers at most."""
PLAUSIBLE = 0.05
"""The part of the winner's chance below which a runner-up is not offered."""
WHOLE = 0.98
"""The coverage of a question from which an entry has all its words."""

SIGNALS = (
    "chance", "margin", "certainty", "classifier", "characters", "words", "agreement", "coverage", "known", "length",
)  # fmt: skip
"""What the confidence is judged by, in the order of every array."""


class Kind(StrEnum):
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
    kind: Kind = Kind.SHIPPED

    def confidence(self, signals: Array) -> Array:
        """Give the probability that the winner is right, for each row of signals."""
        return (_logistic(signals, self.free) + _logistic(signals, self.positive)) / 2

    def among_offered(self, signals: Array) -> Array:
        """Give the probability that the right entry is among the best three."""
        return np.maximum(_logistic(signals, self.among), self.confidence(signals))


def _logistic(signals: Array, weights: Array) -> Array:
    score = standardised(signals) @ weights[:-1] + weights[-1]
    return np.asarray(1 / (1 + np.exp(-np.clip(score, -30, 30))))


def signals(ranking: Ranking, known: float, length: int) -> Array:
    """Give what the confidence in a ranking's winner is judged by; zeros for an empty one."""
    if not len(ranking.entries):
        return np.zeros(len(SIGNALS))
    chances = ranking.chances[ranking.chances > 0]
    first, second = chances[0], chances[1] if len(chances) > 1 else 1e-4
    entropy = -float(np.sum(chances * np.log(chances)))
    channel = dict(zip(CHANNELS, ranking.channels[0], strict=True))
    seen = (channel[name] for name in ("classifier", "characters", "words", "agreement", "coverage"))
    return np.array(
        [np.log(first), min(np.log(first / second), MARGIN_LIMIT), -entropy, *seen, known, np.log1p(length)]
    )


MARGIN_LIMIT = 6.0
"""The log ratio of the best two chances above which it says no more."""


def standardised(rows: Array) -> Array:
    """Give signals in units of their spread over the bases that the shipped weights were learned on."""
    return np.asarray((rows - SIGNAL_MEAN) / SIGNAL_SPREAD)


# What follows is printed by tests/bench/shipped.py, which says on what it was learned.
SIGNAL_MEAN = np.array([-0.735, 2.94, -1.36, 0.293, 0.517, 0.402, 0.459, 0.534, 0.639, 1.92])
SIGNAL_SPREAD = np.array([0.852, 2.41, 1.25, 0.208, 0.253, 0.249, 0.316, 0.363, 0.362, 0.628])
SHIPPED = Weights(
    channels=np.array([4.91, 0, 6.58, 0, 1.2, 5.48, 0.499, 0]),
    free=np.array([0.446, 1.02, 0.146, 0.609, -0.0883, -0.0942, 0.963, 0.0379, 0.0208, 0.329, 0.243]),
    positive=np.array([0.437, 1.01, 0.151, 0.511, 0, 0, 0.881, 0.0459, 0.0473, 0.335, 0.243]),
    among=np.array([0.0267, 0.323, 0.64, 0.542, 0.131, 0, 0.955, 0, 0.131, 0.208, 0.746]),
)
"""For a base that says little by itself yet."""
SHIPPED_LARGE = Weights(
    channels=np.array([0, 0, 8.55, 0.228, 1.79, 6.65, 0.634, 0.329]),
    free=np.array([0.426, 1.02, 0.207, 0, 0.45, 0.0974, 0.722, 0.159, 0.0258, 0.42, 0.229]),
    positive=np.array([0.426, 1.02, 0.207, 0, 0.45, 0.0974, 0.722, 0.159, 0.0258, 0.42, 0.229]),
    among=np.array([0.0029, 0.402, 0.72, 0, 0.561, 0.0118, 0.895, 0, 0.115, 0.252, 0.711]),
)
"""For a base too large for the classifier."""

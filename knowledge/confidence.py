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


SHIPPED_CHANNELS = np.array([8.0, 1.0, 2.0, 1.0, 2.0, 4.0, 3.5, 1.0])
SIGNAL_MEAN = np.array([-0.8, 2.0, -1.5, 0.4, 0.45, 0.35, 0.5, 0.7, 0.8, 2.2])
SIGNAL_SPREAD = np.array([0.8, 1.8, 1.2, 0.25, 0.2, 0.25, 0.2, 0.25, 0.2, 0.5])
_RIGHT = np.array([0.6, 0.6, 0.3, 0.6, 0.3, 0.2, 0.5, 0.5, 0.3, 0.0, 0.3])
SHIPPED = Weights(SHIPPED_CHANNELS, _RIGHT, _RIGHT, np.append(_RIGHT[:-1], 1.3))
SHIPPED_LARGE = SHIPPED

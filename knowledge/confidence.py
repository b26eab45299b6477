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
SIGNAL_MEAN = np.array([-0.854, 2.24, -1.62, 0.227, 0.431, 0.325, 0.361, 0.436, 0.573, 1.98])
SIGNAL_SPREAD = np.array([0.835, 2.09, 1.16, 0.159, 0.182, 0.185, 0.233, 0.31, 0.343, 0.637])
SHIPPED = Weights(
    channels=np.array([2.45, 0, 7.08, 0, 1.54, 5.91, 0.994, 0]),
    free=np.array([0.732, 0.769, 0.11, 0.662, -0.352, -0.222, 0.547, -0.0599, 0.0259, 0.382, -0.367]),
    positive=np.array([0.679, 0.758, 0.11, 0.325, 0, 0, 0.334, 0, 0.0759, 0.405, -0.385]),
    among=np.array([0.286, 0.0905, 0.617, 0.452, 0, 0, 0.446, 0, 0.142, 0.31, 0.205]),
)
SHIPPED_LARGE = SHIPPED

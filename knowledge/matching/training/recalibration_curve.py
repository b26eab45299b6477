"""A curve from a stated confidence to what judged questions made of it: slope, height, and a little of each signal."""

from dataclasses import dataclass

import numpy as np

from knowledge.matching.confidence import CURVE_SLOPE, CURVE_STRENGTH
from knowledge.matching.newton_fits import Array, decide

_NEAREST = 1e-4
"""How near a confidence comes to 0 and 1."""


@dataclass(frozen=True, slots=True)
class RecalibrationCurve:
    """A logistic model of a stated confidence's log odds and of the standardised signals behind it."""

    weights: Array
    """Of the log odds, of every signal, and the height last."""

    def of(self, stated: Array, rows: Array) -> Array:
        """Return what the stated confidences are worth; `rows` are the standardised signals, one row each."""
        score = _wide(stated, rows) @ self.weights[:-1] + self.weights[-1]
        chance = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
        return np.asarray(np.clip(chance, _NEAREST, 1 - _NEAREST))


def fit_curve(stated: Array, rows: Array, right: Array, importance: Array) -> RecalibrationCurve:
    """Fit a curve to judged questions; with few of them it stays near a usual slope and gives the signals nothing."""
    strengths = np.array([CURVE_STRENGTH["slope"], *[CURVE_STRENGTH["signal"]] * rows.shape[1]])
    scale = np.sqrt(strengths / CURVE_STRENGTH["height"])
    prior = np.zeros(len(scale) + 1)
    prior[0] = CURVE_SLOPE * scale[0]
    wide = _wide(stated, rows) / scale
    fitted = decide(wide, right, importance, prior, CURVE_STRENGTH["height"], positive=False)
    return RecalibrationCurve(np.append(fitted[:-1] / scale, fitted[-1]))


def _wide(stated: Array, rows: Array) -> Array:
    within = np.clip(stated, _NEAREST, 1 - _NEAREST)
    return np.column_stack((np.log(within / (1 - within)), rows))

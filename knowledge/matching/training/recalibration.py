"""Confidence re-fitted from judged questions, and the threshold from which Spot speaks alone."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.entry import Entry
from knowledge.judgement import Judgement, JudgementSource
from knowledge.matching.confidence import (
    BOUND,
    CONFIRMED_IMPORTANCE,
    CURVE_COUNTS,
    JUDGED_ENOUGH,
    LEAST_TO_ANSWER,
)
from knowledge.matching.newton_fits import Array
from knowledge.matching.training.calibration import CalibrationKind, Weights, standardised
from knowledge.matching.training.recalibration_curve import RecalibrationCurve, fit_curve

_STEPS = 10_000
"""Of a threshold: it is rounded down to four decimals, as confidences are to the nearest."""


class Observation(NamedTuple):
    """What a view makes of a judged question, as far as the judgement tells."""

    signals: Array
    right: bool | None
    """Whether the winner is right."""
    among: bool | None
    """Whether a right entry is one of the best three."""
    source: JudgementSource = JudgementSource.LEAD
    is_sampled: bool = True


def observed(judgement: Judgement, signals: Array, best: Sequence[Entry], accepted: AbstractSet[str]) -> Observation:
    """Hold a judgement against the best entries of a ranking, the winner first.

    `accepted` are the names that count as right here: those that the judgement names, or entries that stand for them.
    """
    if judgement.right and not accepted:
        return Observation(signals, None, None)
    told = [True if entry.name in accepted else judgement.of(entry) for entry in best]
    among = True if any(told) else None if None in told else False
    return Observation(signals, told[0], among, judgement.source, judgement.is_sampled)


@dataclass(frozen=True, slots=True)
class Recalibration:
    """What judged questions make of a view's confidence."""

    weights: Weights
    answer: float
    """The confidence from which Spot speaks alone."""


def recalibrate(own: Weights, observed: Sequence[Observation], target: float) -> Recalibration:
    """Re-fit the confidence that a base taught itself.

    With too few judgements of leads nothing changes, and the target is the threshold. A customer's word moves the
    curve a little; the threshold rests on what leads judged by lot, since what somebody picks is not what people ask.
    """
    told = [each for each in observed if each.right is not None]
    leads = _by_leads(told)
    if leads.sum() < JUDGED_ENOUGH:
        return Recalibration(own, target)
    rows = standardised(np.stack([each.signals for each in told]))
    right = np.array([bool(each.right) for each in told])
    stated = np.array([own.confidence(each.signals) for each in told])
    winner = fit_curve(stated, rows, right.astype(float), _importance(leads))
    judged = replace(own, kind=CalibrationKind.JUDGED, winner=winner, offered=_offered(own, observed))
    drawn = leads & np.array([each.is_sampled for each in told])
    if drawn.sum() < JUDGED_ENOUGH:
        return Recalibration(judged, target)
    return Recalibration(judged, threshold(winner.of(stated, rows)[drawn], right[drawn], target))


def threshold(values: Array, right: NDArray[np.bool_], target: float) -> float:
    """Return the lowest confidence from which so many of the answers are right, by a binomial lower bound.

    Beside the judged answers above it, what the curve expects of them counts as if as many again as all judgements
    had been counted: it was learned from all of them. Where nothing is supported, each answer alone must be surer.
    """
    order = np.argsort(-values, kind="stable")
    values, right = values[order], right[order]
    count = np.arange(1.0, len(values) + 1)
    expected = np.cumsum(values) / count
    more = CURVE_COUNTS * len(values)
    share = (np.cumsum(right) + more * expected) / (count + more)
    ends = np.append(values[1:] != values[:-1], True)
    supported = values[(lower_bound(share, count + more) >= target) & ends]
    lowest = float(supported[-1]) if len(supported) else (1 + target) / 2
    if lowest == values[-1]:  # everything judged supports it: nothing speaks against each answer that is as sure
        lowest = min(lowest, target)
    return max(LEAST_TO_ANSWER, float(np.floor(lowest * _STEPS) / _STEPS))


def lower_bound(share: Array, count: Array) -> Array:
    """Return Wilson's one-sided lower bound of a share seen in so many trials."""
    middle = share + BOUND**2 / (2 * count)
    width = BOUND * np.sqrt(share * (1 - share) / count + (BOUND / (2 * count)) ** 2)
    return np.asarray((middle - width) / (1 + BOUND**2 / count))


def _offered(own: Weights, observed: Sequence[Observation]) -> RecalibrationCurve | None:
    told = [each for each in observed if each.among is not None]
    if _by_leads(told).sum() < JUDGED_ENOUGH:
        return None
    rows = standardised(np.stack([each.signals for each in told]))
    stated = np.array([own.among_offered(each.signals) for each in told])
    among = np.array([bool(each.among) for each in told], dtype=float)
    return fit_curve(stated, rows, among, _importance(_by_leads(told)))


def _by_leads(observed: Sequence[Observation]) -> NDArray[np.bool_]:
    return np.array([each.source is JudgementSource.LEAD for each in observed], dtype=bool)


def _importance(leads: NDArray[np.bool_]) -> Array:
    """A customer's word counts a part of a lead's, and all of them together no more than all of the leads'."""
    others = int((~leads).sum())
    each = min(CONFIRMED_IMPORTANCE, leads.sum() / others) if others else 0.0
    return np.where(leads, 1.0, each)

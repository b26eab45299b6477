"""Two small fits by damped Newton steps, drawn towards shipped weights: a choice among rows, and yes or no."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_STEPS = 40
_SETTLED = 1e-6

Objective = Callable[[Array], tuple[float, Array, Array]]
"""Weights → loss, gradient, Hessian."""


def choose(rows: Array, right: NDArray[np.intp], shipped: Array, strength: float) -> Array:
    """Fit non-negative weights under which the right row of each set wins a softmax over its set.

    `rows` is sets × rows × channels; `strength` is how many sets the shipped weights weigh as much as.
    """

    def objective(weights: Array) -> tuple[float, Array, Array]:
        score = rows @ weights
        score -= score.max(axis=1, keepdims=True)
        chance = np.exp(score)
        chance /= chance.sum(axis=1, keepdims=True)
        won = chance[np.arange(len(rows)), right]
        mean = np.einsum("se,sec->sc", chance, rows)
        gradient = (mean - rows[np.arange(len(rows)), right]).sum(axis=0)
        spread = (rows * chance[:, :, None]).reshape(-1, rows.shape[2])
        hessian = spread.T @ rows.reshape(-1, rows.shape[2]) - mean.T @ mean
        return -float(np.log(np.maximum(won, 1e-12)).sum()), gradient, hessian

    return _descend(objective, shipped, strength, positive=np.ones(len(shipped), dtype=bool))


def decide(rows: Array, yes: Array, importance: Array, shipped: Array, strength: float, positive: bool) -> Array:
    """Fit a logistic model whose last weight is the bias; with `positive`, no other weight is negative."""
    wide = np.column_stack((rows, np.ones(len(rows))))

    def objective(weights: Array) -> tuple[float, Array, Array]:
        score = wide @ weights
        chance = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
        loss = float(importance @ (np.logaddexp(0, score) - yes * score))
        gradient = wide.T @ (importance * (chance - yes))
        hessian = (wide * (importance * chance * (1 - chance))[:, None]).T @ wide
        return loss, gradient, hessian

    bound = np.full(len(shipped), positive)
    bound[-1] = False
    return _descend(objective, shipped, strength, bound)


def _descend(objective: Objective, shipped: Array, strength: float, positive: NDArray[np.bool_]) -> Array:
    weights = np.where(positive, np.maximum(shipped, 0), shipped).astype(np.float64)

    def penalised(at: Array) -> tuple[float, Array, Array]:
        loss, gradient, hessian = objective(at)
        away = at - shipped
        return (
            loss + strength / 2 * float(away @ away),
            gradient + strength * away,
            hessian + strength * np.eye(len(at)),
        )

    loss, gradient, hessian = penalised(weights)
    for _ in range(_STEPS):
        free = ~(positive & (weights <= 0) & (gradient > 0))
        step = np.zeros(len(weights))
        step[free] = np.linalg.solve(hessian[np.ix_(free, free)], gradient[free])
        size = 1.0
        while size > 1e-4:
            tried = weights - size * step
            tried = np.where(positive, np.maximum(tried, 0), tried)
            result = penalised(tried)
            if result[0] <= loss:
                break
            size /= 2
        moved = float(np.abs(tried - weights).max())
        weights, (loss, gradient, hessian) = tried, result
        if moved < _SETTLED:
            break
    return weights

"""The two fits: they find what is there, stay non-negative where they must, and stay put with nothing to learn."""

import numpy as np
import pytest

from knowledge.matching.newton_fits import choose, decide

DRAW = np.random.default_rng(5)


def test_a_choice_finds_the_channel_that_tells():
    rows = DRAW.normal(size=(200, 6, 3))
    right = np.argmax(2 * rows[:, :, 1], axis=1)
    weights = choose(rows, right, np.ones(3), 0.1)
    assert weights[1] > 5 * max(weights[0], weights[2])
    assert (weights >= 0).all()


def test_a_choice_without_evidence_stays_with_what_was_shipped():
    rows = np.zeros((10, 4, 2))
    assert choose(rows, np.zeros(10, dtype=int), np.array([3.0, 0.5]), 1.0) == pytest.approx([3.0, 0.5])


def test_a_decision_recovers_a_logistic_model():
    rows = DRAW.normal(size=(4000, 2))
    yes = (DRAW.random(4000) < 1 / (1 + np.exp(-(1.5 * rows[:, 0] - 1.0 * rows[:, 1] + 0.3)))).astype(float)
    weights = decide(rows, yes, np.ones(4000), np.zeros(3), 1.0, positive=False)
    assert weights == pytest.approx([1.5, -1.0, 0.3], abs=0.15)


def test_a_positive_decision_has_no_negative_weight_but_may_have_a_negative_bias():
    rows = DRAW.normal(size=(2000, 2))
    yes = (rows[:, 0] - rows[:, 1] > 1.5).astype(float)
    weights = decide(rows, yes, np.ones(2000), np.zeros(3), 1.0, positive=True)
    assert weights[0] > 0
    assert weights[1] == 0
    assert weights[2] < 0


def test_strength_holds_learned_weights_to_the_shipped_ones():
    rows = DRAW.normal(size=(50, 1))
    yes = (rows[:, 0] > 0).astype(float)
    near = decide(rows, yes, np.ones(50), np.array([-1.0, 0.0]), 1e6, positive=False)
    assert near == pytest.approx([-1.0, 0.0], abs=0.01)

"""The bench of judged questions: its arithmetic, and that judging is worth what it should be."""

import numpy as np
import pytest

from tests.bench import calibration
from tests.bench.calibration import REACH, error, oracle, outcome, seen, with_numbers


def test_an_oracle_answers_as_far_down_as_the_target_is_kept():
    stated = np.array([0.9, 0.8, 0.7, 0.6] * 5 + [0.1] * 20)
    right = np.array([True] * 18 + [False] * 22)
    assert oracle(stated, right) == pytest.approx(0.5)
    assert oracle(stated, np.zeros(40, dtype=bool)) == 0


def test_stating_what_comes_true_is_no_error_and_stating_more_is():
    stated = np.full(100, 0.75)
    assert error(stated, np.arange(100) < 75) == pytest.approx(0)
    assert error(stated, np.arange(100) < 50) == pytest.approx(0.25)


def test_other_numbers_are_put_back():
    bound = calibration.recalibration.BOUND
    with_numbers({"BOUND": 0.0})
    assert calibration.recalibration.BOUND == 0
    with_numbers({})
    assert bound == calibration.recalibration.BOUND


@pytest.mark.slow
@pytest.mark.evaluation
@pytest.mark.usefixtures("eval_data")
def test_two_hundred_judged_questions_of_a_live_bot_keep_the_target_and_most_answers():
    found = outcome(seen("hint3_curekart", None), draws=8)
    assert found.precision >= REACH["precision"] - 0.01
    assert found.share >= REACH["share"] - 0.05
    assert found.error <= REACH["error"]

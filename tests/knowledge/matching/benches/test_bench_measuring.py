"""The measures of the bench, on answers worked out by hand."""

import math

import pytest

from knowledge.evaluation.evaluation_sets import EvaluationQuestion
from tests.bench.measuring import Figures, answers, figures, spread, timed_fit
from tests.bench.peers.protocol import Spared

ASKED = (
    EvaluationQuestion("a", "one"),
    EvaluationQuestion("b", "two"),
    EvaluationQuestion("c", "three"),
    EvaluationQuestion("d", None),
)


def found(*lists):
    return [[(id, 1 - at / 10) for at, id in enumerate(ids)] for ids in lists]


def test_top_one_and_top_three_are_over_the_questions_in_scope():
    got = figures(ASKED, found(["one"], ["x", "two"], ["x", "y", "z", "three"], ["one"]), 0, 0)
    assert got.top1 == pytest.approx(100 / 3)
    assert got.top3 == pytest.approx(200 / 3)


def test_a_matcher_of_one_answer_has_no_top_three():
    assert figures(ASKED, found(["one"], ["x"], ["three"], []), 0, 0).top3 is None


def test_coverage_is_over_all_questions():
    asked = [EvaluationQuestion(str(n), "one") for n in range(30)] + [
        EvaluationQuestion(str(n), None) for n in range(30)
    ]
    got = figures(asked, [[("one", 0.9), ("two", 0.1)]] * 30 + [[("two", 0.2), ("one", 0.1)]] * 30, 0, 0)
    assert got.covered == 50
    assert got.area == 1


def test_an_answer_to_what_is_out_of_scope_is_wrong():
    asked = [EvaluationQuestion(str(n), None) for n in range(30)]
    assert figures(asked, [[("one", 0.9)]] * 30, 0, 0).covered == 0


def test_no_answer_is_the_least_confidence():
    got = figures((EvaluationQuestion("a", "one"), EvaluationQuestion("b", None)), [[("one", -5.0)], []], 0, 0)
    assert (got.top1, got.area) == (100, 1)


def test_everything_in_scope_has_no_area():
    assert figures(ASKED[:2], found(["one", "two"], ["two", "one"]), 0, 0).area is None


def test_times_are_seconds_to_build_and_milliseconds_a_question():
    got = figures(ASKED, found([], [], [], []), 1.5, 2.0)
    assert (got.built, got.each) == (1.5, 500)


class Remembering:
    NAME = "remembering"

    @staticmethod
    def fit(entries):
        Spared.seconds += 7

        def ask(text):
            Spared.seconds += 2
            return [("one", 1.0)]

        return ask


def test_what_a_memory_spared_is_timed_as_if_it_had_been_done():
    ask, built = timed_fit(Remembering, ())
    _, took = answers(ask, ["a", "b"])
    assert 7 <= built < 8
    assert 4 <= took < 5


def test_a_single_draw_has_no_deviation():
    only = spread([Figures(80, None, 50, None, 1, 1)])
    assert (only["top1"].mean, only["top1"].deviation) == (80, None)
    assert only["top3"] is None


def test_draws_give_their_mean_and_deviation():
    both = spread([Figures(80, 90, 50, 0.9, 1, 1), Figures(82, 90, 50, 0.9, 1, 1)])["top1"]
    assert both.mean == 81
    assert both.deviation == pytest.approx(math.sqrt(2))

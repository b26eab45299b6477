"""The figures: coverage at 95 % precision and the AUROC, on cases worked out by hand."""

import pytest

from knowledge.evaluation.metrics import area_under_curve, coverage_at_precision


def test_all_right_is_covered_whole():
    assert coverage_at_precision([(n / 100, True) for n in range(40)]) == 1.0


def test_fewer_than_twenty_answers_cover_nothing():
    assert coverage_at_precision([(n / 100, True) for n in range(19)]) == 0.0


def test_the_longest_prefix_counts_even_after_a_dip():
    answers = [(1 - n / 100, n != 5) for n in range(40)] + [(0.1, False)] * 60
    assert coverage_at_precision(answers) == 0.40


def test_questions_out_of_scope_count_in_the_whole_and_as_wrong():
    answers = [(0.9, True)] * 19 + [(0.9, False)] * 2 + [(0.1, False)] * 9
    assert coverage_at_precision(answers) == 0.0
    assert coverage_at_precision([(0.9, True)] * 20 + [(0.1, False)] * 20) == 0.5


def test_equal_confidences_are_taken_together():
    assert coverage_at_precision([(0.9, True)] * 25 + [(0.9, False)] * 2) == 0.0


def test_no_questions_are_no_coverage():
    assert coverage_at_precision([]) == 0.0


@pytest.mark.parametrize(
    ("inside", "outside", "area"),
    [
        ([0.9, 0.8], [0.1], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5], [0.5], 0.5),
        ([0.9, 0.3], [0.5, 0.1], 0.75),
        ([0.5], [], None),
        ([], [0.5], None),
    ],
)
def test_the_area_is_the_chance_that_scope_is_told(inside, outside, area):
    assert area_under_curve(inside, outside) == area

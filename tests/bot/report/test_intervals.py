import math
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.report.intervals import FEW, Interval, of_mean, of_quantile, of_share, quantile, t_quantile
from bot.report.measures import Measure

VALUES = st.lists(st.floats(0, 1e6), min_size=1, max_size=80)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),  # Wilson's interval as printed in tables
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_a_share_has_wilsons_interval(count, of, low, high):
    found = of_share(count, of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_a_share_of_nothing_has_no_interval():
    assert of_share(0, 0) is None


@given(st.integers(0, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_of_a_share_holds_it_and_stays_a_share(pair):
    count, of = pair
    found = of_share(count, of)
    if of:
        assert 0 <= found.low <= count / of <= found.high <= 1


@pytest.mark.parametrize(("freedom", "t"), [(9, 2.2622), (10, 2.2281), (14, 2.1448), (29, 2.0452), (120, 1.9799)])
def test_students_t_is_that_of_the_tables(freedom, t):
    assert t_quantile(freedom) == pytest.approx(t, abs=5e-4)


def test_a_mean_of_few_has_no_interval():
    assert of_mean([1.0] * (FEW - 1)) is None
    assert of_mean([1.0] * FEW) == Interval(1.0, 1.0)


def test_the_interval_of_a_mean_is_as_worked_out_by_hand():
    found = of_mean([*range(1, 11)])  # mean 5.5, deviation 3.0277, t 2.2622: 5.5 ± 2.1659
    assert (round(found.low, 3), round(found.high, 3)) == (3.334, 7.666)


@given(VALUES)
def test_intervals_hold_their_estimates(values):
    mean = of_mean(values)
    if mean:
        assert mean.low <= fmean(values) + 1e-6
        assert fmean(values) - 1e-6 <= mean.high
    for share in (0.5, 0.9):
        found, middle = of_quantile(values, share), quantile(values, share)
        assert (-math.inf if found.low is None else found.low) <= middle
        assert middle <= (math.inf if found.high is None else found.high)


def test_a_quantile_is_one_of_the_values():
    assert [quantile([4, 1, 3, 2], share) for share in (0.5, 0.9)] == [2, 4]
    assert quantile([7], 0.5) == 7
    assert quantile([*range(1, 11)], 0.9) == 9


def test_the_median_of_ten_lies_between_the_second_and_the_ninth():
    assert of_quantile([*range(1, 11)], 0.5) == Interval(2, 9)  # 11/1024 below each end


def test_five_values_are_too_few_for_a_median_and_thirty_for_an_upper_end_of_p90():
    assert of_quantile([*range(1, 6)], 0.5) == Interval(None, None)
    assert of_quantile([*range(1, 7)], 0.5) == Interval(1, 6)
    found = of_quantile([*range(1, 31)], 0.9)
    assert (found.low is not None, found.high) == (True, None)
    assert of_quantile([], 0.5) is None


def test_no_mean_of_amounts_is_said_to_be_negative():
    rare = Measure("told twice", "", (0.0,) * 13 + (9.0,), "")
    assert of_mean(rare.values).low < 0
    assert (rare.mean_interval.low, rare.mean_interval.high) == (0.0, of_mean(rare.values).high)

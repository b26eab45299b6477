"""Pairs of numbers are sorted and counted as numbers."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.arrays.ragged_arrays import paired, tallied, unpaired

HIGHEST = st.sampled_from([1, 3, 2**15, 2**16, 2**17, 2**31 - 1])


@given(HIGHEST, HIGHEST, st.data())
def test_pairs_are_ordered_as_their_numbers_are_and_read_back(firsts, seconds, data):
    both = st.tuples(st.integers(0, firsts - 1), st.integers(0, seconds - 1))
    pairs = data.draw(st.lists(both, min_size=1, max_size=20))
    keys = np.sort(paired(*np.array(pairs).T, seconds))
    assert list(zip(*(each.tolist() for each in unpaired(keys, seconds)), strict=True)) == sorted(pairs)


def test_pairs_that_63_bits_do_not_hold_are_refused():
    with pytest.raises(OverflowError):
        paired(np.array([2**40]), np.array([0]), 2**30)


@pytest.mark.parametrize("seconds", [3, 2**25, 2**33])
@given(data=st.data())
def test_each_different_pair_of_all_parts_is_counted(seconds, data):
    both = st.tuples(st.integers(0, 40_000), st.integers(0, 2) | st.integers(0, seconds - 1))
    parts = [sorted(data.draw(st.lists(both, max_size=20))) for _ in range(2)]
    columns = [np.array(part, dtype=np.int64).reshape(-1, 2).T for part in parts]
    found = tallied(40_001, seconds, *((first, second) for first, second in columns))
    counted = Counter(pair for part in parts for pair in part)
    assert list(zip(*(each.tolist() for each in found), strict=True)) == [
        (*pair, times) for pair, times in sorted(counted.items())
    ]

"""Keys are numbered in the order in which they are first met."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.arrays.first_seen import numbered


@given(st.lists(st.integers(0, 40) | st.integers(0, 2**64 - 1), max_size=200))
def test_each_different_key_has_a_number_by_when_it_is_met(keys):
    places = {key: keys.index(key) for key in dict.fromkeys(keys)}
    met, number = numbered(np.array(keys, dtype=np.uint64))
    assert met.tolist() == list(places.values())
    assert number.tolist() == [list(places).index(key) for key in keys]


def test_a_hundred_thousand_keys_are_told_apart():
    keys = np.arange(100_000, dtype=np.uint64) << np.uint64(40)
    met, number = numbered(np.concatenate((keys, keys[::-1])))
    assert np.array_equal(met, np.arange(100_000))
    assert np.array_equal(number, np.concatenate((met, met[::-1])))

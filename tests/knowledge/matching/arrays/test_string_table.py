"""A string is found by its hash, which is the same whatever is hashed beside it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.arrays.string_table import UNKNOWN, StringTable, all_hashed, hashed_at, points


@given(st.lists(st.text(max_size=12), max_size=60))
def test_a_string_has_the_same_hash_among_many_as_alone(names):
    assert all_hashed(names).tolist() == [all_hashed([name])[0] for name in names]


@given(st.lists(st.text(st.characters(codec=None), max_size=12), max_size=60, unique=True), st.text(max_size=3))
def test_every_string_is_found_under_its_number_and_no_other_is(names, other):
    numbered = StringTable.of(names)
    assert numbered.find(names).tolist() == list(range(len(names)))
    assert numbered.all() == names
    assert numbered.find([other]).tolist() == [names.index(other) if other in names else UNKNOWN]


def test_a_run_of_letters_has_the_hash_of_the_string_that_it_is():
    assert np.array_equal(hashed_at(points("password"), np.array([0, 4]), 4), all_hashed(["pass", "word"]))


def test_an_ending_that_is_nothing_makes_another_string():
    assert len(set(all_hashed(["a", "a\x00", "a\x01", "\x00a", ""]).tolist())) == 5

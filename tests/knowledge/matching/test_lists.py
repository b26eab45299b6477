"""Runs of numbers: what is gathered, and which are the highest."""

import numpy as np

from knowledge.matching.large.candidates import added_up
from knowledge.matching.lists import Lists, highest, nearest


def test_the_highest_of_equals_are_the_first():
    values = np.array([1, 3, 2, 3, 2, 2, 0], dtype=np.float32)
    assert highest(values, 3).tolist() == [1, 2, 3]
    assert nearest(values, 3).tolist() == [1, 3, 2]
    assert nearest(values, 9).tolist() == [1, 3, 2, 4, 5, 0, 6]


def test_a_high_one_behind_many_equals_is_not_lost():
    values = np.append(np.ones(1_000), 2)
    assert highest(values, 5).tolist() == [0, 1, 2, 3, 1_000]


def test_lists_are_gathered_in_the_order_asked_for_and_empty_ones_begin_where_the_next_does():
    lists = Lists.joined(np.arange(6, dtype=np.int32), [2, 0, 3, 1])
    items, begins = lists.gathered(np.array([2, 1, 0]))
    assert items.tolist() == [2, 3, 4, 0, 1]
    assert begins.tolist() == [0, 3, 3]


def test_what_a_number_has_several_times_is_added_up():
    rows, sums = added_up(np.array([4, 4, 7, 9, 9, 9]), np.array([1, 2, 3, 4, 5, 6], dtype=np.float32))
    assert (rows.tolist(), sums.tolist()) == ([4, 7, 9], [3, 3, 15])

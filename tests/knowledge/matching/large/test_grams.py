"""Words cut together have the very character n-grams that each has alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.large.grams import cut_grams
from knowledge.matching.query.text import character_terms


@pytest.mark.parametrize("sizes", [range(2, 6), range(3, 4)])
@given(words=st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=9), max_size=6))
def test_each_word_has_the_n_grams_that_it_has_alone(sizes, words):
    grams, names = cut_grams(words, sizes)
    known = names.all()
    assert len(set(known)) == len(known)
    for place, word in enumerate(words):
        assert sorted(known[at] for at in grams.one(place)) == sorted(character_terms((word,), sizes))

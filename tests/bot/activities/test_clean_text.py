"""Text from outside: fit, composed, and quickly so."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.activities.clean_text import LONGEST, clean, clean_data, fit

ANY = st.text(st.characters(codec=None))


@given(ANY)
def test_text_that_is_clean_can_be_written_and_stays_as_it_is(text):
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert "\0" not in cleaned
    assert clean(cleaned) == cleaned


@given(st.text(st.characters(exclude_categories=["Cs", "Co", "Cc"]), max_size=900))
def test_ordinary_text_is_only_composed(text):
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\0b", "a\ufffdb"),
        ("\ud83d alone", "\ufffd alone"),
        ("\ue000opened\ue001", "\ufffdopened\ufffd"),
        ("e\u0301", "é"),
        ("👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"),
        ("\u202etxet", "\u202etxet"),
    ],
)
def test_only_what_breaks_things_is_replaced(text, cleaned):
    assert clean(text) == cleaned


def test_a_long_text_in_words_is_composed_across_its_pieces():
    text = "cafe\u0301 " * 3000
    assert clean(text) == "café " * 3000


@pytest.mark.parametrize("text", ["e" + "\u0301" * 30_000, "e" + "\u0301\u0316" * 15_000, "\u1100\u1161" * 14_000])
def test_text_that_is_made_to_take_long_does_not(text):
    began = time.process_time()
    assert len(clean(text)) <= LONGEST
    assert time.process_time() - began < 0.1


def test_data_is_clean_to_its_depths_and_fit_leaves_the_rest_alone():
    data = {"a\0": ["e\u0301", {"b": "\ud800"}], "n": 5, "none": None}
    assert clean_data(data) == {"a\ufffd": ["é", {"b": "\ufffd"}], "n": 5, "none": None}
    assert fit(data) == {"a\ufffd": ["e\u0301", {"b": "\ufffd"}], "n": 5, "none": None}

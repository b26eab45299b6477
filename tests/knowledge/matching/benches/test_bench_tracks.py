"""The tracks of the bench: typing errors and phone talk, the same for the same text and seed."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from tests.bench.tracks import EDITS, NEAR, SHORT, TRACKS, clean, misspell, neighbour, phone, typo

QUESTION = "Where can I find the invoice for my second account, please?"


@pytest.mark.parametrize("track", TRACKS)
def test_a_text_and_a_seed_always_give_the_same(track):
    assert TRACKS[track](QUESTION, 3) == TRACKS[track](QUESTION, 3)


def test_clean_leaves_the_text_alone():
    assert clean(QUESTION, 1) == QUESTION


def test_another_seed_misspells_otherwise():
    assert len({typo(QUESTION, seed) for seed in range(20)}) > 10


@pytest.mark.parametrize("seed", range(30))
def test_a_typo_is_one_or_two_edits(seed):
    assert OSA.distance(QUESTION, typo(QUESTION, seed)) <= 2


def test_hardly_a_typo_changes_nothing():
    assert sum(typo(QUESTION, seed) == QUESTION for seed in range(100)) <= 5


@pytest.mark.parametrize("text", ["", "I am on it", "?!", "12345 99999"])
def test_without_a_word_of_four_letters_nothing_is_misspelt(text):
    assert typo(text, 1) == text


@pytest.mark.parametrize("seed", range(20))
def test_shorter_words_are_never_misspelt(seed):
    assert typo("a to the invoice of me", seed).startswith("a to the ")
    assert typo("a to the invoice of me", seed).endswith(" of me")


def test_no_edit_needs_more_than_its_word():
    chance = random.Random(1)
    for edit in EDITS:
        assert all(OSA.distance("word", edit("word", at, chance)) <= 1 for at in range(4))


def test_every_letter_has_neighbours_and_they_are_mutual():
    assert all(NEAR[letter] for letter in string.ascii_lowercase)
    assert all(letter in NEAR[other] for letter in string.ascii_lowercase for other in NEAR[letter])


def test_a_letter_of_no_key_stays():
    assert neighbour("ß", random.Random(1)) == "ß"


def test_a_phone_question_has_no_capitals_and_no_punctuation():
    for seed in range(20):
        assert set(phone("Don't you SEE: my card, is_lost?!", seed)) <= set(
            string.ascii_lowercase + string.digits + " "
        )


def test_a_phone_question_has_a_typo_in_half_of_the_cases():
    plain = "which colour does refund show"
    assert 60 < sum(phone(plain, seed) != plain for seed in range(200)) < 140


def test_a_phone_question_is_abbreviated_now_and_then():
    found = {word for seed in range(40) for word in phone("your password", seed).split()}
    assert {"ur", "your", "pw", "password"} <= found


def test_short_forms_are_bare_words():
    assert all(short.isalnum() and short == short.lower() for short in SHORT.values())


@given(st.text(max_size=60), st.integers(0, 5))
def test_no_text_breaks_a_track(text, seed):
    for change in TRACKS.values():
        assert isinstance(change(text, seed), str)
    assert misspell(text, 0, random.Random(seed)) == text

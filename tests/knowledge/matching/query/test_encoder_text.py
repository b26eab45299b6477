"""What an encoder reads of a text: the words that were meant, as they are written, spelt right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.confidence import SPOKEN
from knowledge.matching.query.encoder_text import spellings, spoken
from knowledge.matching.query.spelling import Speller
from knowledge.matching.query.text_parsing import read


def heard(text, language="en", speller=None):
    return spoken(text, read(text, language, speller))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How do I reset my password?", "how do i reset my password"),
        ("Wie setze ich mein Kennwort zurück?!", "wie setze ich mein kennwort zurück"),
        ("I can’t log in…", "i can’t log in"),
        ("Where is my E-Mail?", "where is my e-mail"),
        ("two-step sign-in", "two step sign in"),
        ("C++ and .NET 4.5", "c and net 4 5"),
        ("Straße", "straße"),
    ],
)
def test_accents_and_apostrophes_stay_and_punctuation_goes(text, expected):
    assert heard(text) == expected


@pytest.mark.parametrize(
    "text", ["hi, where is my parcel", "Where is my parcel please!", "where is my parcel\nKind regards"]
)
def test_courtesies_and_punctuation_change_nothing(text):
    assert heard(text) == "where is my parcel"


def test_spelling_is_put_right_before_encoding():
    speller = Speller({"password": 3, "forgot": 2}, (), ("en",))
    assert heard("I forgott my Pasword!", speller=speller) == "i forgot my password"


def test_what_was_put_right_is_read_as_typed_too_and_a_word_of_the_table_only_as_typed():
    speller = Speller({"fifth": 300, "password": 2}, (), ("en",))

    def read_as(text):
        reading = read(text, "en", speller)
        assert reading.corrections
        return spellings(text, reading)

    assert read_as("my Pasword!") == ("my password", "my pasword")
    assert read_as("move fifty dollars") == ("move fifty dollars",)
    assert read_as("fifty paswords") == ("fifty passwords", "fifty paswords")


def test_a_question_that_is_spelt_right_is_read_once():
    assert spellings("Where is my parcel?", read("Where is my parcel?", "en")) == ("where is my parcel",)


def test_a_script_without_spaces_stays_whole():
    assert heard("パスワードを忘れました。", "ja") == "パスワードを忘れました"


def test_a_text_that_cannot_be_followed_is_given_as_it_was_read():
    other = read("something else", "en")
    assert spoken("my parcel", other) == "something else"


@given(st.text(max_size=300))
def test_any_text_can_be_spoken_and_is_bounded(text):
    assert len(heard(text)) <= 2 * SPOKEN


def test_a_long_text_is_cut():
    assert len(heard("word " * 1000)) <= SPOKEN
    assert len(heard("ﷺ" * 900)) <= SPOKEN

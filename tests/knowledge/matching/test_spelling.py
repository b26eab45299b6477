"""Spelling: what is misspelt is put right against the base; what may be meant stays."""

import random

import pytest
from rapidfuzz.distance import OSA

from knowledge.matching.spelling import Speller, Spellings
from knowledge.matching.words import spelled


@pytest.fixture(scope="module")
def speller():
    frequency = {
        "password": 5,
        "invoice": 3,
        "invoices": 1,
        "tenant": 2,
        "calendar": 2,
        "forgot": 2,
        "licence": 4,
        "vpn": 9,
    }
    return Speller(frequency, spelled("en"), ("en",))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pasword", "password"),
        ("invioce", "invoice"),
        ("forgott", "forgot"),
        ("tenent", "tenant"),
        ("calender", "calendar"),
        ("calnedra", "calendar"),
        ("assword", "password"),
    ],
)
def test_a_misspelt_word_is_put_right(speller, typed, meant):
    assert speller.correct((typed,), "en") == ((meant,), ((typed, meant),))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("passwords", "its stem is in the base"),
        ("license", "an everyday word, one letter from one of ours"),
        ("vpm", "three letters"),
        ("invo1ce", "no word"),
        ("warehouse", "near to nothing"),
        ("pxlxn", "two edits in a short word"),
    ],
)
def test_what_may_be_meant_stays(speller, typed, why):
    assert speller.correct((typed,), "en") == ((typed,), ()), why


def test_an_everyday_word_is_never_taken_for_one_of_the_base():
    speller = Speller({"moor": 5}, spelled("en"), ("en",))
    assert speller.correct(("moon", "door", "mood"), "en")[0] == ("moon", "door", "moor")


def test_the_nearest_word_wins_then_the_base_then_the_more_frequent():
    speller = Speller({"carts": 1, "cards": 7}, ("carps",), ("en",))
    assert speller.correct(("carxs",), "en")[0] == ("cards",)


def test_each_correction_is_told_once(speller):
    assert speller.correct(("pasword", "pasword"), "en")[1] == (("pasword", "password"),)


def test_a_word_is_never_taken_for_an_everyday_word_of_another_language():
    speller = Speller({"facture": 2, "invoice": 2}, spelled("en") | spelled("fr"), ("en", "fr"))
    assert speller.correct(("demain",), "fr") == (("demain",), ())
    assert speller.correct(("remian",), "en")[0] == ("remain",)
    assert speller.correct(("invioce",), "fr")[0] == ("invoice",)


def test_every_word_within_reach_is_looked_at():
    draw = random.Random(4)
    words = sorted({"".join(draw.choices("abc", k=draw.randint(4, 10))) for _ in range(50)})
    spellings = Spellings.of(dict.fromkeys(words, 1), (), ())
    for typed in ("".join(draw.choices("abc", k=draw.randint(4, 10))) for _ in range(200)):
        edits = 1 if len(typed) < 8 else 2
        near = [
            word
            for word in words
            if OSA.distance(typed, word) <= edits and (OSA.distance(typed, word) < 2 or typed[0] == word[0])
        ]
        assert spellings.nearest(typed, (), 8) == min(
            near, key=lambda word: (OSA.distance(typed, word), word), default=typed
        )

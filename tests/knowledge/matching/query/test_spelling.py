"""Spelling: what is misspelt is put right against the base; what may be meant stays."""

import random
from collections import Counter

import pytest
from rapidfuzz.distance import OSA

from knowledge.matching.query.bigrams import Bigrams
from knowledge.matching.query.spelling import Speller, Spellings
from knowledge.matching.query.words import spelled


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
        within = {word for word in words if OSA.distance(typed, word) <= edits}
        assert {near.word for near in spellings.near(typed, edits, ())} == within


ORDERS = [
    "i want to cancel my order",
    "cancel the order",
    "where is my order",
    "i want to return my order",
    "what is the expiry date",
    "which diet plan is best",
    "i want a good diet plan",
    "how do i change the delivery date",
    "enter the code",
    "reset the position of the slider",
]


@pytest.fixture(scope="module")
def shop():
    return speller_of(ORDERS * 3, with_bigrams=True)


def speller_of(texts, with_bigrams=False):
    said = [text.split() for text in texts]
    frequency = Counter(word for words in said for word in words)
    return Speller(frequency, spelled("en"), ("en",), *([Bigrams(said)] if with_bigrams else []))


@pytest.mark.parametrize(
    ("typed", "meant", "why"),
    [
        ("acnncel it", "cancel it", "two slips in a short word that is none, from its first letter on"),
        ("i wnt to pay", "i want to pay", "three letters that are no word, and one is missing"),
        ("i ant to pay", "i want to pay", "a word, but nobody says it here"),
        ("a good dite plan", "a good diet plan", "the neighbours know"),
        ("the ant", "the ant", "nothing speaks against what is written"),
        (
            "positive feedback",
            "positive feedback",
            "an English word that the base does not have, near to one of its own",
        ),
        ("my kyc", "my kyc", "near to nothing"),
        ("orxe", "order", "two slips in four letters, and nothing else was asked"),
        ("orxe me", "orxe me", "a name, as likely as a word of the base that never stands here"),
    ],
)
def test_what_is_likeliest_to_be_typed_like_this_is_meant(shop, typed, meant, why):
    assert " ".join(shop.correct(tuple(typed.split()), "en")[0]) == meant, why


def test_of_two_words_as_near_the_neighbours_choose(shop):
    assert shop.correct(("expiry", "daet"), "en")[0] == ("expiry", "date")
    assert shop.correct(("good", "daet", "plan"), "en")[0] == ("good", "diet", "plan")


def test_three_letters_are_put_right_only_beside_words_that_say_so(shop):
    assert shop.correct(("wnt",), "en")[0] == ("wnt",)
    assert shop.correct(("zebras", "wnt", "zebras"), "en")[0][1] == "wnt"
    assert speller_of(ORDERS * 3).correct(("i", "wnt", "to"), "en")[0][1] == "wnt"


def test_without_company_the_same_word_is_meant_everywhere():
    alone = speller_of(ORDERS * 3)
    assert len({alone.correct(("good", "daet", "plan"), "en")[0][1], alone.correct(("daet",), "en")[0][0]}) == 1


def test_a_likely_slip_is_preferred_to_an_unlikely_one():
    speller = speller_of(["card", "cart"])
    assert speller.correct(("carx",), "en")[0] == ("card",)
    assert speller.correct(("carg",), "en")[0] == ("cart",)


def test_three_letters_of_a_language_without_a_table_stay():
    speller = Speller({"rechnung": 4, "kontos": 3, "fach": 9}, spelled("de"), ("de",))
    assert speller.correct(("fac", "rechnng"), "de")[0] == ("fac", "rechnung")

"""The words behind a match: what an entry has of a question, what is near in meaning, what it has nothing for."""

import pytest

from knowledge.matching.confidence import NEARLY, TOLD
from knowledge.matching.matched_terms import pair
from tests.knowledge.matching.small import DESK, entry, view


@pytest.fixture(scope="module")
def desk():
    return view(*DESK, entry("harbor/refund", "How do I get my money back?", "refund for a laptop"))


def test_a_word_near_in_meaning_is_paired_and_not_missing(desk):
    best = desk.ask("reimbursement for a laptop with wheels").best
    assert best.entry.name == "harbor/refund"
    assert best.words == ("laptop",)
    [(typed, word, near)] = best.pairs
    assert (typed, word) == ("reimbursement", "refund")
    assert TOLD <= near < 1
    assert best.missing == ("wheels",)


def test_only_the_best_two_are_looked_at_closely(desk):
    matches = desk.ask("reimbursement for a laptop with wheels").matches
    assert all(match.pairs or match.missing for match in matches[:2])
    assert all((match.pairs, match.missing) == ((), ()) for match in matches[2:])


def test_a_corrected_word_is_shown_as_typed(desk):
    best = desk.ask("refnud for the elevatr").best
    assert (best.words, best.missing) == (("refnud",), ("elevatr",))


def test_a_compound_that_holds_a_word_is_not_missing():
    printer = view(entry("harbor/drucker", "Druckerpatrone wechseln", language="de"))
    assert printer.ask("Drucker").best.missing == ()


def test_other_languages_have_no_pairs(desk):
    assert all(match.pairs == () for match in desk.ask("Erstattung für mein Kennwort").matches)


def test_words_without_a_vector_are_near_nothing():
    assert pair([("xqzzt", "xqzzt")], ["refund"]) == ()
    assert pair([], ["refund"]) == pair([("refund", "refund")], []) == ()


def test_no_pair_is_as_near_as_the_same_word():
    [(_, _, near)] = pair([("refund", "refund")], ["refund"])
    assert near == pytest.approx(NEARLY, abs=1e-3)

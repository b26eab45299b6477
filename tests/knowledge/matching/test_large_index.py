"""The index of a large base: what it says of some phrasings is what comparing with all of them says."""

import numpy as np
import pytest

from knowledge.matching.confidence import SLIGHT
from knowledge.matching.index import Cosines, Shares
from knowledge.matching.large.build import build, grammar
from knowledge.matching.large.candidates import Candidates
from knowledge.matching.large.nearness import Comparison
from knowledge.matching.reading import read
from tests.knowledge.matching.small import DESK, entry

ALL, TRIGRAMS = range(2, 6), range(3, 4)
ENTRIES = sorted(DESK, key=lambda each: each.name)
READINGS = [read(text, each.language) for each in ENTRIES for text in each.phrasings]
QUESTIONS = [
    "how do I reset my password",
    "reset reset the passwords of my own calendar",
    "invoice",
    "is there something about elevators",
    "Kennwort zurücksetzen",
    "…",
]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("sizes", [ALL, TRIGRAMS])
def test_what_it_says_of_a_phrasing_is_what_comparing_with_all_says(question, sizes):
    words, phrasings, _ = build(ENTRIES, sizes)
    reading = read(question, "en")
    rows = np.array([0, 2, 3, 7, 8])
    near = Comparison(words, phrasings, sizes).near(reading, rows)
    shares = Shares([each.stems for each in READINGS], grammar(), SLIGHT)
    whole = shares.mass + shares.whole(reading.stems)
    assert near.words == pytest.approx(Cosines([each.terms for each in READINGS]).of(reading.terms)[rows], abs=1e-5)
    exact = Cosines([each.grams(sizes) for each in READINGS]).of(reading.grams(sizes))
    assert near.characters == pytest.approx(exact[rows], abs=1e-5)
    assert near.agreement == pytest.approx((2 * shares.shared(reading.stems) / np.maximum(whole, 1e-9))[rows], abs=1e-5)


def found(entries, question):
    """Give the names of the entries whose phrasings are compared with a question, in the order of their places."""
    words, phrasings, _ = build(entries, TRIGRAMS)
    candidates = Candidates(words, phrasings)
    stems = words.stems.find(dict.fromkeys(read(question, "en").stems))
    stems = stems[stems >= 0]
    rows = candidates.find(stems, candidates.weights[stems])
    assert rows.tolist() == sorted(set(rows.tolist()))
    return [entries[owner].name for owner in dict.fromkeys(phrasings.owner[rows].tolist())]


CROWD = tuple(entry(f"harbor/{n:04}", f"how do I find room {n}", f"is room {n} on floor {n % 9}") for n in range(9_000))


def test_the_entry_with_the_rare_word_is_found_in_a_crowd():
    lost = entry("harbor/lost", "what happens to things left behind", "where is room and umbrella")
    assert "harbor/lost" in found([*CROWD, lost], "how do I find my umbrella in a room on the floor")


def test_of_a_crowd_few_are_compared():
    assert 0 < len(found(CROWD, "how do I find a room")) <= 100


def test_an_entry_comes_with_all_its_phrasings():
    words, phrasings, _ = build(ENTRIES, TRIGRAMS)
    candidates = Candidates(words, phrasings)
    stems = words.stems.find(["expir"])
    assert candidates.find(stems, candidates.weights[stems]).tolist() == [
        place for place, owner in enumerate(phrasings.owner) if ENTRIES[owner].id == "reset"
    ]


def test_words_that_nobody_has_find_nothing():
    assert found(ENTRIES, "elevators") == []

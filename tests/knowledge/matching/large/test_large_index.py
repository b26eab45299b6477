"""The index of a large base: what it says of some phrasings is what comparing with all of them says.

One thing it says otherwise than a small base, which counts a term little more for each further time that a text has it:
here a term twice counts twice. `counted` works that out the long way.
"""

from collections import Counter
from math import log, sqrt

import numpy as np
import pytest

from knowledge.matching.evidence import Evidence, coverage
from knowledge.matching.large.build import build
from knowledge.matching.large.candidates import Candidates
from knowledge.matching.large.evidence import LargeEvidence
from knowledge.matching.large.index import LargeIndex
from knowledge.matching.large.vocabulary import LargeVocabulary
from knowledge.matching.query.terms import Term
from knowledge.matching.query.text_parsing import read
from knowledge.matching.query.thesaurus import Thesaurus
from knowledge.matching.vocabulary import SpokenLanguage
from tests.knowledge.matching.small import DESK, entry

ALL, TRIGRAMS = range(2, 6), range(3, 4)
ENTRIES = sorted(DESK, key=lambda each: each.name)
THESAURUS = Thesaurus([Term(("credit", "card"), ("plastic",)), Term(("pw",), ("password",), True)], ["en", "de"])
READINGS = [read(text, each.language, thesaurus=THESAURUS) for each in ENTRIES for text in each.phrasings]
QUESTIONS = [
    "how do I reset my password",
    "reset reset the passwords of my own calendar",
    "invoice",
    "is there something about elevators",
    "Kennwort zurücksetzen",
    "…",
]
TWICE = 0.03
"""By how much a channel may differ from a small base's where a text has a term twice."""


@pytest.fixture(scope="module")
def small():
    return Evidence(ENTRIES, ALL, THESAURUS)


@pytest.fixture(scope="module")
def large():
    return LargeEvidence(ENTRIES, LargeIndex.of(ENTRIES, THESAURUS), THESAURUS)


def counted(asked, rows):
    """Yield the cosine of a question's terms with each row's, every term counted as often as it is there."""
    frequency = Counter(term for row in rows for term in set(row))
    rarity = {term: log((1 + len(rows)) / (1 + count)) + 1 for term, count in frequency.items()}

    def vector(terms):
        return {term: times * rarity[term] for term, times in Counter(terms).items() if term in rarity}

    def length(weights):
        return sqrt(sum(weight * weight for weight in weights.values())) or 1.0

    question = vector(asked)
    for row in map(vector, rows):
        shared = sum(weight * row.get(term, 0.0) for term, weight in question.items())
        yield shared / (length(question) * length(row))


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_it_says_of_candidates_is_what_comparing_with_all_says(small, large, question):
    reading = small.read(question, "en")
    exact, near = small.near(reading), large.near(reading)
    words = list(counted(reading.terms, [each.terms for each in READINGS]))
    characters = list(counted(reading.grams(ALL), [each.grams(ALL) for each in READINGS]))
    assert near.words == pytest.approx([words[row] for row in near.rows], abs=2e-5)
    assert near.characters == pytest.approx([characters[row] for row in near.rows], abs=2e-5)
    assert near.aligned == pytest.approx(exact.aligned[near.rows], abs=2e-5)
    meant = exact.meaning != exact.characters  # where a side has no vector, the characters stand in
    assert near.meaning == pytest.approx(np.where(meant, exact.meaning, characters)[near.rows], abs=2e-5)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_channels_of_its_entries_are_about_those_of_a_small_base(small, large, question):
    reading = small.read(question, "en")
    nobody = np.zeros(len(ENTRIES), dtype=np.float32)
    exact = small.compare(reading, small.near(reading), nobody, small.whole)
    found = large.compare(reading, large.near(reading), nobody, large.whole)
    assert found.channels == pytest.approx(exact.channels[np.isin(exact.entries, found.entries)], abs=TWICE)


def test_what_is_held_out_is_covered_by_the_rest_only(small, large):
    kept = np.arange(len(READINGS)) % 2 == 0
    reading = small.read("download my invoice for the credit card", "en")
    everything = np.arange(len(ENTRIES))
    left, exact = large.cover(kept), small.cover(kept.tolist())
    assert left.covered(reading.stems, everything) == pytest.approx(coverage(exact, reading), abs=1e-5)
    for without in (None, 2):
        assert left.known(reading.stems, without) == pytest.approx(exact.known(reading.stems, without), abs=1e-5)


def test_phrasings_and_subjects_are_read_back_as_they_were(small, large):
    for place, reading in enumerate(small.readings):
        assert (large.readings[place].words, large.readings[place].stems) == (reading.words, reading.stems)
    assert [large.subjects(entry) for entry in range(len(ENTRIES))] == [
        small.subjects(entry) for entry in range(len(ENTRIES))
    ]
    asked = {"password", "invoic", "card", "umbrella"}
    assert [large.held(entry, asked) for entry in range(len(ENTRIES))] == [
        small.subjects(entry) & asked for entry in range(len(ENTRIES))
    ]


def test_the_vocabulary_knows_what_that_of_a_small_base_knows(small, large):
    spoken = SpokenLanguage(small)
    known = LargeVocabulary(ENTRIES, large.index)
    for text in ("I forgot my password", "I forgto my pasword", "nothing of the kind", "Passwort vergessen"):
        reading = read(text, "en", known.speller, THESAURUS)
        assert reading == read(text, "en", spoken.speller, THESAURUS)
        assert list(known.exact(reading)) == list(spoken.exact(reading))
    assert known.languages.known == spoken.languages.known
    asked = [known.asked(entry) for entry in range(len(ENTRIES))]
    assert [len(set(each)) for each in asked] == [len(set(spoken.asked(entry))) for entry in range(len(ENTRIES))]


def found(entries, question):
    """Return the names of the entries whose phrasings are compared with a question, in the order of their places."""
    words, phrasings, _ = build(entries, TRIGRAMS)
    candidates = Candidates(words, phrasings)
    stems = words.stems.find(dict.fromkeys(read(question, "en").stems))
    stems = stems[stems >= 0]
    rows = candidates.find(stems)
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
    assert candidates.find(stems).tolist() == [
        place for place, owner in enumerate(phrasings.owner) if ENTRIES[owner].id == "reset"
    ]


def test_words_that_nobody_has_find_nothing():
    assert found(ENTRIES, "elevators") == []

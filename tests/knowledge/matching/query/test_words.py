"""The word lists: folded, apart, and safe to match by."""

import pytest

from knowledge.languages.language import codes
from knowledge.matching.query.courtesies import LONGEST
from knowledge.matching.query.text import SNOWBALL, alike, fold, tokens
from knowledge.matching.query.words import courtesies, elsewhere, function_words, phrases, spelled


@pytest.mark.parametrize("language", codes())
def test_listed_words_are_folded(language):
    assert [word for word in function_words(language) | spelled(language) if fold(word) != word] == []


@pytest.mark.parametrize("kind", ["greetings", "closings", "signings", "addressees", "mailers"])
def test_courtesies_are_folded_and_no_longer_than_is_looked_for(kind):
    assert [word for phrase in phrases(kind) for word in phrase if fold(word) != word] == []
    assert {len(phrase) for phrase in phrases(kind)} <= set(range(1, LONGEST + 1))


def test_words_that_are_only_polite_are_folded():
    assert [word for word in courtesies() if fold(word) != word] == []


@pytest.mark.parametrize("language", sorted({*SNOWBALL, "uk"} - {*codes()}))
def test_function_words_of_the_other_languages_are_folded(language):
    assert [word for word in function_words(language) if tokens(word) != (word,)] == []


def test_german_words_are_listed_as_they_are_read():
    assert [word for word in spelled("de") if alike(word, "de") != word] == []


def test_of_other_languages_only_function_words_are_known():
    assert "nuestro" in function_words("es")
    assert spelled("es") == function_words("es")
    assert elsewhere("es") == ()


def test_a_language_nobody_listed_has_no_words():
    assert spelled("xx") == frozenset()


def test_a_region_changes_no_words():
    assert function_words("de-at") == function_words("de")
    assert spelled("es-mx") == spelled("es")


@pytest.mark.parametrize("language", codes())
def test_there_are_things_that_nobody_answers(language):
    assert len(elsewhere(language)) > 30

"""The word lists: folded, apart, and safe to match by."""

import pytest

from knowledge.matching.text import fold
from knowledge.matching.words import LISTED, courtesies, courtesy_phrases, elsewhere, function_words, spelled


@pytest.mark.parametrize("language", LISTED)
def test_listed_words_are_folded(language):
    assert [word for word in function_words(language) | spelled(language) if fold(word) != word] == []


def test_courtesies_are_folded_and_short():
    assert [word for word in courtesies() if fold(word) != word] == []
    assert {len(phrase) for phrase in courtesy_phrases()} <= {2, 3, 4}


def test_a_language_without_lists_has_no_words():
    assert function_words("fr") == frozenset()
    assert elsewhere("fr") == ()


@pytest.mark.parametrize("language", LISTED)
def test_there_are_things_that_nobody_answers(language):
    assert len(elsewhere(language)) > 30

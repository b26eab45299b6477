import numpy as np
import pytest

from tests.bench.trials.german_table import GermanWords
from tests.bench.trials.german_words import cell


class ByChance:
    """Stands for the encoder: any direction for a word, always the same."""

    name, languages = "by chance", frozenset({"de"})
    dimensions = english = 200

    def encode(self, texts):
        return np.stack([np.random.default_rng(list(text.encode())).normal(size=self.dimensions) for text in texts])


@pytest.fixture(scope="module")
def words():
    return GermanWords(["Rechnungskopie der Rechnung", "Kopie"], ["Rechnungskopie", "Kopie der Rechnung"], ByChance())


def vector(table, word):
    return table.vectors(np.array([table.places[word]]))[0]


def test_a_compound_in_two_is_the_sum_of_its_words_without_what_links_them(words):
    table = words.table()
    split = words.split(table, words.places)
    both = vector(table, "rechnung") + vector(table, "kopie")
    assert np.allclose(vector(split, "rechnungskopie"), both)
    assert np.array_equal(vector(split, "kopie"), vector(table, "kopie"))


def test_of_the_listed_words_nothing_else_is_known_but_compounds_where_they_are_wished_for(words):
    known = {"rechnung", "kopie"}
    assert words.listed(words.table(), known, compounds=False).places.keys() == known
    assert words.listed(words.table(), known, compounds=True).places.keys() == {*known, "rechnungskopie"}


def test_a_grammar_word_is_shorter_than_a_word_of_its_own_subject(words):
    alike, rare = words.table(rare=False), words.table()
    grown = {
        word: np.linalg.norm(vector(rare, word)) / np.linalg.norm(vector(alike, word)) for word in ("der", "kopie")
    }
    assert grown["der"] < grown["kopie"] / 2


def test_questions_of_one_entry_count_as_one_in_the_error():
    today = [(0, "a", 0.0), (0, "a", 0.0), (0, "b", 0.0), (0, "b", 0.0)]
    assert cell([(0, "a", 1.0), (0, "a", 1.0), (0, "b", 0.0), (0, "b", 0.0)], today) == "50.0 (+50.0 ± 50.0)"
    assert cell(today, today) == "0.0"

"""The inverted index: exact cosines, shares by rarity, and a budget that keeps the rarest terms."""

import numpy as np
import pytest

from knowledge.matching.index import Cosines, Postings, Shares, Vector

ROWS = [["a", "b"], ["a", "c", "c"], ["d"], []]


def brute(rows, query):
    """Work the cosines out term by term."""
    names = sorted({term for row in rows for term in row})
    frequency = {term: sum(term in row for row in rows) for term in names}
    idf = {term: np.log((1 + len(rows)) / (1 + frequency[term])) + 1 for term in names}

    def vector(terms):
        values = np.array([(1 + np.log(terms.count(t))) * idf[t] if t in terms else 0.0 for t in names])
        return values / (np.linalg.norm(values) or 1)

    return [float(vector(query) @ vector(row)) for row in rows]


@pytest.mark.parametrize("query", [["a"], ["a", "c"], ["c", "c", "b", "unknown"], ["unknown"], []])
def test_cosines_are_those_of_tf_idf(query):
    assert Cosines(ROWS).of(query) == pytest.approx(brute(ROWS, query), abs=1e-6)


def test_postings_are_small_integers():
    postings = Postings(ROWS)
    assert postings.posted_rows.dtype == np.int32
    assert postings.frequency.tolist() == [2, 1, 1, 1]


def test_a_budget_reads_the_rarest_terms_first():
    rows = [["common", "rare"]] + [["common"]] * 9
    postings = Postings(rows)
    rarest_first = np.array([postings.names["rare"], postings.names["common"]], dtype=np.int32)
    vector = Vector(rarest_first, np.ones(2, dtype=np.float32))
    assert postings.sums(vector, None, budget=5).tolist() == [1.0] + [0.0] * 9
    assert postings.sums(vector, None, budget=11).tolist() == [2.0] + [1.0] * 9


def test_a_function_word_counts_little():
    shares = Shares([["the", "card"], ["the"]], frozenset({"the"}), 0.2)
    assert shares.weight("the") < shares.weight("card") / 2


def test_an_unknown_word_counts_most():
    shares = Shares([["card"], ["card", "pin"]], frozenset(), 0.2)
    assert shares.weight("card") < shares.weight("pin") < shares.weight("elevator")


def test_what_only_one_row_has_is_unknown_without_it():
    shares = Shares([["card"], ["card", "pin"]], frozenset(), 0.2)
    assert shares.known(["card", "pin"]) == 1.0
    assert 0 < shares.known(["card", "pin"], without=1) < 1.0
    assert shares.known([]) == 0.0

"""The peers of the bench: every one that can run here keeps the protocol; who cannot is named in one line."""

import pytest

from knowledge.entry import Entry, Visibility
from knowledge.evaluation.evaluation_sets import FOLDER
from tests.bench.peers import roster
from tests.bench.peers.protocol import MOST, documents, each_once, phrasings
from tests.bench.sets import drawn

ENTRIES = tuple(
    Entry(FOLDER, id, question, "", also, visibility=Visibility.PUBLIC)
    for id, question, also in (
        ("reset", "How do I reset my password?", ("I forgot my password", "my password has expired")),
        ("invoice", "Where is my invoice?", ("download an invoice", "a copy of last month's bill")),
        ("calendar", "How do I share my calendar?", ("let somebody see my appointments", "a calendar for two")),
    )
)
ALWAYS = ("spot", "wratio", "token_set", "fts5")
"""Those that need nothing beyond what Spot runs on."""
ODD = (
    "",
    " ",
    "?",
    "ab",
    '"quoted" AND -this OR (that',
    "null\0byte",
    "NEAR(a b)",
    "text:field^2 *",
    "日本語",
    "x" * 3000,
)


@pytest.fixture(params=[name for name in roster.ROSTER if not roster.missing(name)], scope="module")
def ask(request):
    [peer] = roster.present((request.param,))
    return peer.fit(ENTRIES)


def test_a_peer_finds_what_it_was_given(ask):
    for entry in ENTRIES:
        assert ask(entry.question)[0][0] == entry.id


@pytest.mark.parametrize("text", ["password invoice calendar", *ODD])
def test_a_peer_ranks_each_entry_once_best_first(ask, text):
    found = ask(text)
    ids, scores = [id for id, _ in found], [score for _, score in found]
    assert len(ids) == len(set(ids)) <= MOST
    assert set(ids) <= {entry.id for entry in ENTRIES}
    assert scores == sorted(scores, reverse=True)
    assert all(isinstance(score, int | float) for score in scores)


def test_some_peers_need_nothing_more():
    assert all(not roster.missing(name) for name in ALWAYS)
    assert len(roster.present(ALWAYS)) == len(ALWAYS)


def test_who_cannot_run_is_named_in_one_line(monkeypatch):
    monkeypatch.setitem(roster.ROSTER, "nobody", ("no_such_package",))
    assert roster.left_out(("spot", "nobody")).startswith("left out: nobody (not installed: no_such_package;")
    assert [peer.NAME for peer in roster.present(("spot", "nobody"))] == ["Spot"]
    assert roster.left_out(("spot",)) == ""


def test_phrasings_come_with_their_entry():
    texts, owners = phrasings(ENTRIES)
    assert (len(texts), owners[:4]) == (9, ["reset", "reset", "reset", "invoice"])
    assert documents(ENTRIES)[1].splitlines() == list(ENTRIES[1].phrasings)


def test_an_entry_counts_by_its_best_phrasing():
    assert each_once([("a", 3), ("b", 2), ("a", 1)]) == [("a", 3), ("b", 2)]
    assert len(each_once((str(n), -n) for n in range(50))) == MOST


def test_the_first_draw_takes_the_first_phrasings():
    assert [entry.phrasings for entry in drawn(ENTRIES, 2, 0)] == [entry.phrasings[:2] for entry in ENTRIES]
    assert drawn(ENTRIES, None, 0) == ENTRIES
    assert drawn(ENTRIES, 9, 4) == ENTRIES


def test_other_draws_are_by_lot_and_always_the_same():
    assert drawn(ENTRIES, 1, 2) == drawn(ENTRIES, 1, 2)
    assert len({drawn(ENTRIES, 1, draw) for draw in range(12)}) > 3
    for entry, whole in zip(drawn(ENTRIES, 2, 5), ENTRIES, strict=True):
        assert set(entry.phrasings) < set(whole.phrasings)

"""Determinism: what a question gets depends on the knowledge alone; a change of matching shows as a diff."""

import os
import subprocess
import sys

import pytest

from tests.knowledge.matching.replay import ROOT, ask_all, everything, result, shuffled, stored

ASKER = "oakline/bea"
CONFIDENCE, SCORE = 0.005, 0.05
"""How far a number may be from the stored one: another processor adds up in another order, and learning carries on
from there. On one machine nothing may differ, which the other tests here hold."""
REFRESH = "if it is meant: .venv/bin/python -m tests.knowledge.matching.replay --write, and look at the diff"


@pytest.fixture(scope="module")
def rows():
    return [row for row in stored() if row["as"] == ASKER]


@pytest.fixture(scope="module")
def bytes_here(sample, rows):
    return everything(ask_all(sample, rows, sample.view))


@pytest.mark.parametrize("row", stored(), ids=lambda row: row["ask"][:40])
def test_a_stored_question_gets_what_it_got(sample, row):
    found = result(row, *ask_all(sample, [row], sample.view))
    numbers, before = found.pop("matches"), dict(row)
    told = before.pop("matches")
    assert found == before, REFRESH
    assert list(numbers)[:1] == list(told)[:1], REFRESH
    for name in numbers.keys() & told.keys():
        assert numbers[name][0] == pytest.approx(told[name][0], abs=CONFIDENCE), REFRESH
        assert numbers[name][1] == pytest.approx(told[name][1], abs=SCORE), REFRESH


def test_the_stored_questions_are_of_every_kind():
    assert {row["verdict"] for row in stored()} == {"answer", "clarify", "handoff"}
    assert {row["language"] for row in stored()} == {"en", "de"}
    assert any(row["corrections"] for row in stored())
    assert 30 <= len(stored()) <= 60


def test_asking_again_gives_the_same_bytes(sample, rows, bytes_here):
    assert everything(ask_all(sample, rows, sample.view)) == bytes_here


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_gives_the_same_bytes(seed, bytes_here):
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    told = subprocess.run(
        [sys.executable, "-m", "tests.knowledge.matching.replay", "--all", "--person", ASKER, "--shuffled", seed],
        cwd=ROOT,
        env={**environment, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    assert told.stdout.decode() == bytes_here


def test_neither_the_order_of_files_nor_what_was_asked_before_changes_a_byte(sample, rows, bytes_here):
    fresh = shuffled(sample, 3)
    backwards = ask_all(sample, rows[::-1], fresh)
    assert everything(backwards[::-1]) == bytes_here

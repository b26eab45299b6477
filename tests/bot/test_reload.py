"""The shelf: what is saved goes live whole, and nobody who asks meanwhile waits for it."""

from datetime import date

import pytest
from structlog.testing import capture_logs

from bot import logging as spot_logging
from bot.reload import MOST_NAMED, Shelf
from knowledge.base import KnowledgeBase

TODAY = date(2026, 3, 2)


class Watched(Shelf):
    """Notes what was in force while a new knowledge base was learned."""

    async def _learned(self, base):
        await super()._learned(base)
        self.meanwhile = self.base


@pytest.fixture
async def shelf(tmp_path):
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "faq.yaml").write_text("entries:\n  - {question: Where is the key?, answer: Under the mat.}\n")
    return Watched(tmp_path, KnowledgeBase.open(tmp_path), lambda: TODAY)


async def test_the_old_knowledge_answers_until_the_new_has_learned(shelf, tmp_path):
    before = shelf.base
    faq = tmp_path / "desk" / "faq.yaml"
    faq.write_text(faq.read_text() + "  - {question: Where is the lamp?, answer: On the desk.}\n")
    await shelf.reload()
    assert shelf.meanwhile is before
    assert shelf.base is not before
    audiences = {asker.audience for asker in shelf.base.directory.everybody(TODAY)}
    assert audiences == set(shelf.base.learned)


async def test_a_problem_is_named_once_and_not_at_every_save(shelf, tmp_path):
    faq = tmp_path / "desk" / "faq.yaml"
    with capture_logs() as told:
        faq.write_text(faq.read_text() + "  - {question: Where is the lamp?}\n")
        await shelf.reload()
        (tmp_path / "desk" / "more.yaml").write_text("entries:\n  - {question: Where is the cat?, answer: Asleep.}\n")
        await shelf.reload()
    assert [each["event"] for each in told].count("knowledge problem") == 1
    assert (told[-1]["event"], told[-1]["problems"]) == ("knowledge live", 1)


async def test_a_folder_full_of_problems_does_not_flood_the_log(shelf, tmp_path):
    bad = "entries:\n" + "  - {question: Where is it?, answer: Here., wrong: 1}\n" * (3 * MOST_NAMED)
    (tmp_path / "desk" / "bad.yaml").write_text(bad)
    with capture_logs() as told:
        await shelf.reload()
    assert [each["event"] for each in told].count("knowledge problem") == MOST_NAMED
    assert told[-1]["more"] == len(shelf.base.problems) - MOST_NAMED


def test_a_problem_reads_as_one_sentence_at_a_terminal():
    problem = {"where": "desk/faq.yaml:3", "what": "no answer", "remedy": "write one", "code": "KB1"}
    said = spot_logging.problem_as_sentence(None, "warning", {"event": "knowledge problem", **problem})
    assert said == {"event": "desk/faq.yaml:3: no answer: write one", "code": "KB1"}

"""The shelf: what is saved goes live whole, and nobody who asks meanwhile waits for it."""

from datetime import date

import pytest

from bot.reload import Shelf
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

"""Receipts: whoever saves learns what went live, what is wrong in it, and what became of the labelled questions."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.live.current_knowledge import CurrentKnowledge
from bot.live.receipts import Receipts
from bot.store.knowledge import receipts
from knowledge.base import KnowledgeBase

KEY = "  - {id: key, question: Where is the key?, answer: Under the mat.}\n"
LAMP = "  - {id: lamp, question: Where is the lamp?, answer: On the desk.}\n"
ASKED = "- {ask: Where is the key?, expect: key}\n- {ask: where do llamas graze in spring, expect: nobody}\n"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Desk:
    """A content folder with a running shelf, and receipts for what goes live on it."""

    def __init__(self, root, store):
        self.folder, self.store = root / "content" / "desk", store
        self.at = NOON

    def now(self):
        self.at += timedelta(seconds=1)
        return self.at

    def write(self, text, file="faq.yaml"):
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / file).write_text(text)

    async def save(self, text, file="faq.yaml"):
        self.write(text, file)
        await self.shelf.reload()

    @asynccontextmanager
    async def running(self):
        """Run as a fresh process does."""
        base = await asyncio.to_thread(KnowledgeBase.open, self.folder.parent)
        self.shelf = CurrentKnowledge(self.folder.parent, base, lambda: NOON.date())
        giving = Receipts(self.store, self.shelf, self.now)
        tasks = [asyncio.create_task(each()) for each in (giving.run, giving.test)]
        try:
            yield self
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    async def last(self, known):
        """Wait until the last receipt is as it should be, and return it."""
        for _ in range(200):
            found = await asyncio.to_thread(self.store.read, receipts.last)
            if found and known(found[0]):
                return found[0]
            await asyncio.sleep(0.02)
        raise AssertionError(f"no such receipt; the last is {found}")

    async def all(self):
        return await asyncio.to_thread(self.store.read, lambda reader: receipts.last(reader, receipts.KEPT))


@pytest.fixture
def desk(tmp_path, store):
    desk = Desk(tmp_path, store)
    desk.write("entries:\n" + KEY)
    return desk


async def test_a_save_gives_a_receipt_of_what_it_changed_and_since_when(desk):
    async with desk.running():
        started = await desk.last(lambda each: each.started)
        await desk.save("entries:\n" + KEY.replace("Under", "Over") + LAMP)
        found = await desk.last(lambda each: not each.started)
    assert found.at > started.at
    assert (found.added.first, found.changed.first, found.removed.first) == (("desk/lamp",), ("desk/key",), ())
    assert (found.saved.first, found.version, found.entries) == (("desk/faq.yaml",), desk.shelf.base.version, 2)


async def test_a_save_with_a_mistake_names_it_and_the_file_that_keeps_its_last_good_version(desk):
    async with desk.running():
        await desk.save("entries:\n" + KEY.replace("answer", "anwser"))
        found = await desk.last(lambda each: each.errors)
    [first, *_] = found.mistakes
    assert (first.where, first.level, first.code) == ("desk/faq.yaml:2", "error", "KB301")
    assert "answer" in first.remedy
    assert [(each.file, each.answers, each.reason.where) for each in found.behind] == [
        ("desk/faq.yaml", True, "desk/faq.yaml:2")
    ]


async def test_the_labelled_questions_are_asked_after_it_is_live_and_what_goes_wrong_newly_is_named(desk):
    desk.write(ASKED, "asked.yaml")
    async with desk.running():
        started = await desk.last(lambda each: each.tested)
        assert (started.tested.asked, started.tested.expected, started.tested.newly) == (2, 2, ())
        await desk.save("entries:\n" + LAMP)
        found = await desk.last(lambda each: each.tested and not each.started)
    assert (found.tested.expected, found.tested.newly_total) == (1, 1)
    [failed] = found.tested.newly
    assert (failed.where, failed.ask, failed.expected) == ("desk/asked.yaml:1", "Where is the key?", ("desk/key",))


async def test_what_failed_before_is_no_news_and_a_restart_remembers_that(desk):
    desk.write(ASKED.replace("expect: key", "expect: lamp"), "asked.yaml")
    async with desk.running():
        assert (await desk.last(lambda each: each.tested)).tested.expected == 1
    async with desk.running():
        await desk.save("entries:\n" + KEY.replace("Under", "Over"))
        found = await desk.last(lambda each: each.tested and not each.started)
    assert (found.tested.expected, found.tested.newly) == (1, ())


async def test_an_asker_whom_nobody_knows_is_counted_and_stops_nothing(desk):
    (desk.folder.parent / "directory").mkdir()
    (desk.folder.parent / "directory" / "all.yaml").write_text("partners: [{id: desk, name: Desk}]\n")
    desk.write(ASKED + "- {ask: key, expect: key, as: bakery/olu}\n", "asked.yaml")
    async with desk.running():
        assert (await desk.last(lambda each: each.tested)).tested.unasked == 1


async def test_a_restart_with_the_same_files_goes_on_with_the_same_receipt(desk):
    async with desk.running():
        first = await desk.last(lambda each: each.tested)
    async with desk.running():
        await asyncio.sleep(0.1)
        assert await desk.all() == [first]


async def test_a_restart_with_other_files_gives_a_receipt_that_knows_no_changes(desk):
    async with desk.running():
        await desk.last(lambda each: each.tested)
    desk.write("entries:\n" + LAMP)
    async with desk.running():
        found = await desk.last(lambda each: each.version == desk.shelf.base.version)
    assert (found.started, found.added.total) == (True, 0)


async def test_a_reload_that_changes_nothing_gives_none(desk):
    async with desk.running():
        first = await desk.last(lambda each: each.tested)
        await desk.shelf.reload()
        await asyncio.sleep(0.1)
        assert await desk.all() == [first]


async def test_receipts_of_saves_in_quick_succession_are_all_given_and_the_last_is_tested(desk):
    desk.write(ASKED, "asked.yaml")
    async with desk.running():
        for number in range(5):
            await desk.save("entries:\n" + KEY.replace("Under", f"{number} under"))
        found = await desk.last(lambda each: each.tested and each.version == desk.shelf.base.version)
        assert len(await desk.all()) == 6
    assert found.tested.expected == 2


async def test_a_hundred_names_are_counted_and_twenty_named(desk):
    async with desk.running():
        more = "".join(KEY.replace("key", f"key-{number:03}") for number in range(100))
        await desk.save("entries:\n" + more)
        found = await desk.last(lambda each: not each.started)
    assert (found.added.total, len(found.added.first), found.added.more) == (100, 20, 80)


async def test_the_log_has_the_receipt_and_none_of_the_texts(desk):
    desk.write(ASKED, "asked.yaml")
    with capture_logs() as told:
        async with desk.running():
            await desk.last(lambda each: each.tested)
            await desk.save("entries:\n" + LAMP)
            await desk.last(lambda each: each.tested and not each.started)
    [saved] = [each for each in told if each["event"] == "receipt_written"]
    assert (saved["added"], saved["removed"], saved["errors"]) == (["desk/lamp"], ["desk/key"], 0)
    [_, asked] = [each for each in told if each["event"] == "labelled_questions_tested"]
    assert (asked["asked"], asked["as_expected"], asked["newly_wrong"]) == (2, 1, ["desk/asked.yaml:1"])
    assert "llamas" not in str(told)


async def test_the_last_two_hundred_are_kept(desk, monkeypatch):
    monkeypatch.setattr(receipts, "KEPT", 3)
    async with desk.running():
        for number in range(5):
            await desk.save("entries:\n" + KEY.replace("Under", f"{number} under"))
            await desk.last(lambda each: each.version == desk.shelf.base.version)
        rows = await asyncio.to_thread(desk.store.read, lambda reader: reader.query("select seq from receipts"))
    assert [row["seq"] for row in rows] == [4, 5, 6]

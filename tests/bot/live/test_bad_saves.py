"""Whatever happens to the files while they are saved and read: what answers is whole, and what is wrong is told."""

import asyncio
import errno
import os
import threading

import pytest
from structlog.testing import capture_logs

from bot.live import watcher
from bot.live.current_knowledge import CurrentKnowledge
from knowledge.base import KnowledgeBase
from knowledge.files import record
from knowledge.formats import source
from knowledge.load import FolderMissing
from tests.bot.live.test_current_knowledge import TODAY, becomes


def entry(id, answer, question=None):
    return f"entries:\n  - {{id: {id}, question: {question or id}?, answer: {answer}}}\n"


class Folder:
    """A content folder with a shelf over it that is watched, and what was ever in force."""

    def __init__(self, root):
        self.root = root
        self.seen = []

    def save(self, file, text):
        """Save as most editors do: beside it, then in its place."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f".{path.name}.{threading.get_ident()}")
        half.write_text(text)
        half.replace(path)

    async def open(self):
        self.shelf = CurrentKnowledge(self.root, await asyncio.to_thread(KnowledgeBase.open, self.root), lambda: TODAY)
        self.shelf.on_live(lambda _, after: self.seen.append(answers(after)))
        return self.shelf

    @property
    def answers(self):
        return answers(self.shelf.base)


def answers(base):
    return {each.name: each.answer for each in base.entries}


@pytest.fixture
async def folder(tmp_path):
    folder = Folder(tmp_path / "content")
    folder.save("desk/one.yaml", entry("key", "first"))
    folder.save("desk/two.yaml", entry("lamp", "first"))
    await folder.open()
    return folder


@pytest.fixture
async def watched(folder):
    task = asyncio.create_task(folder.shelf.watch())
    await asyncio.sleep(0.1)
    yield folder
    task.cancel()
    await asyncio.wait([task])


def meanwhile(monkeypatch, act):
    """Do something once, after the first file of the next load was read."""
    contents, acts = record.contents, [act]

    def read(*arguments):
        data = contents(*arguments)
        if acts:
            acts.pop()()
        return data

    monkeypatch.setattr(record, "contents", read)


def saving(folder, file, id, times=25):
    """Return somebody who saves a file again and again."""

    def work():
        for number in range(times):
            folder.save(file, entry(id, f"answer {number}"))

    return asyncio.to_thread(work)


async def test_two_curators_who_save_at_once_both_go_live_and_neither_is_ever_missing(watched):
    await asyncio.gather(saving(watched, "desk/one.yaml", "key"), saving(watched, "desk/two.yaml", "lamp"))
    await becomes(lambda: watched.answers == {"desk/key": "answer 24", "desk/lamp": "answer 24"})
    assert {frozenset(each) for each in watched.seen} == {frozenset({"desk/key", "desk/lamp"})}
    assert watched.shelf.base.problems == ()


async def test_two_curators_who_save_the_same_file_get_one_of_the_two_whole(watched):
    await asyncio.gather(saving(watched, "desk/one.yaml", "hers"), saving(watched, "desk/one.yaml", "his"))
    await becomes(lambda: watched.answers.keys() & {"desk/hers", "desk/his"})
    assert len(watched.answers) == 2
    assert all(len(each) == 2 for each in watched.seen)


async def test_of_two_curators_who_take_one_id_at_once_one_is_told_of_the_other(watched):
    watched.save("desk/three.yaml", entry("umbrella", "hers"))
    watched.save("desk/four.yaml", entry("umbrella", "his"))
    await becomes(lambda: watched.shelf.base.problems)
    [told] = watched.shelf.base.problems
    assert (told.code, told.where) == ("KB305", "desk/three.yaml:2")
    assert "desk/four.yaml:2" in told.what
    assert watched.answers["desk/umbrella"] == "his"


async def test_a_folder_that_vanishes_while_it_is_read_changes_nothing(folder, monkeypatch, tmp_path):
    folder.save("desk/one.yaml", entry("key", "second"))
    meanwhile(monkeypatch, lambda: folder.root.rename(tmp_path / "away"))
    with pytest.raises(FolderMissing):
        await folder.shelf.reload()
    assert folder.answers == {"desk/key": "first", "desk/lamp": "first"}


async def test_a_folder_that_is_exchanged_while_it_is_read_is_read_whole_again(watched, monkeypatch, tmp_path):
    other = Folder(tmp_path / "other")
    other.save("desk/one.yaml", entry("key", "of the other"))
    other.save("desk/two.yaml", entry("lamp", "of the other"))

    def exchange():
        watched.root.rename(tmp_path / "old")
        other.root.rename(watched.root)

    meanwhile(monkeypatch, exchange)
    watched.save("desk/one.yaml", entry("key", "second"))
    await becomes(lambda: watched.answers == {"desk/key": "of the other", "desk/lamp": "of the other"})
    assert all(len({*each.values()}) == 1 for each in watched.seen)


async def test_a_checkout_in_the_middle_of_a_load_is_never_half_in_force(watched, monkeypatch):
    def check_out():
        for file, id in (("desk/one.yaml", "key"), ("desk/two.yaml", "lamp")):
            watched.save(file, entry(id, "second"))

    meanwhile(monkeypatch, check_out)
    watched.save("desk/one.yaml", entry("key", "first", "Where is the key"))
    await becomes(lambda: watched.answers == {"desk/key": "second", "desk/lamp": "second"})
    assert all(len({*each.values()}) == 1 for each in watched.seen)


async def test_a_folder_that_never_rests_goes_live_all_the_same(folder, monkeypatch):
    monkeypatch.setattr(watcher, "LONGEST", 0.3)
    enough = threading.Event()

    def scribble():
        number = 0
        while not enough.is_set():
            number += 1
            folder.save("desk/log.yaml", entry("log", number))

    scribbling = asyncio.create_task(asyncio.to_thread(scribble))
    task = asyncio.create_task(folder.shelf.watch())
    try:
        await becomes(lambda: "desk/log" in folder.answers)
    finally:
        enough.set()
        await scribbling
        task.cancel()
        await asyncio.wait([task])


async def test_a_file_that_may_not_be_read_keeps_its_last_good_version_and_says_what_to_do(folder, monkeypatch):
    opened = os.open

    def refuse(path, *arguments, **more):
        if str(path).endswith("one.yaml"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opened(path, *arguments, **more)

    monkeypatch.setattr(source.os, "open", refuse)
    await folder.shelf.reload()
    assert folder.answers == {"desk/key": "first", "desk/lamp": "first"}
    [told] = folder.shelf.base.problems
    assert (told.code, told.file) == ("KB102", "desk/one.yaml")
    assert "Permission denied" in told.what
    assert told.remedy == "check that it exists and may be read"


async def test_nothing_is_ever_written_into_the_content_folder(watched):
    def listed():
        return {str(path): path.stat().st_mtime_ns for path in watched.root.rglob("*")}

    before = listed()
    for path in (watched.root, *watched.root.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    with capture_logs() as told:
        await watched.shelf.reload()
        await watched.shelf.warm()
    assert listed() == before
    assert told == []
    for path in (watched.root, *watched.root.rglob("*")):
        path.chmod(0o755)

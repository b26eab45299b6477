"""Watching a folder: every save is noticed once, whoever saves it how, whether the system tells of it or not."""

import asyncio
import os
import shutil
import subprocess

import pytest
from structlog.testing import capture_logs

from bot.live import watcher
from bot.live.watcher import FolderGone, FolderWatch

PATIENCE = 10.0


@pytest.fixture
def folder(tmp_path):
    content = tmp_path / "content"
    (content / "desk").mkdir(parents=True)
    (content / "desk" / "faq.md").write_text("# Where is the key?\n\nUnder the mat.\n")
    return content


@pytest.fixture(autouse=True)
def often_is_at_once(monkeypatch):
    """Wait no longer than it takes."""
    monkeypatch.setattr(watcher, "LOOK_OFTEN", 0.1)


@pytest.fixture
def seldom_is_soon(monkeypatch):
    """Look soon where news is waited for too."""
    monkeypatch.setattr(watcher, "LOOK_SELDOM", 0.2)
    monkeypatch.setattr(watcher, "GRACE", 0.2)


async def deaf(*_, **__):
    """Be a system that never tells of a change."""
    await asyncio.Event().wait()
    yield set()


async def at_its_limit(*_, **__):
    """Be a system that cannot watch another folder."""
    raise OSError(28, "OS file watch limit reached")
    yield set()


async def change(watched):
    await asyncio.wait_for(watched.change(), PATIENCE)


async def nothing_more(watched, seconds=0.4):
    """Say that no further change is told for a while."""
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(watched.change(), seconds)


def save_by_rename(folder):
    half = folder / "desk" / ".faq.md.half"
    half.write_text("# Where is the lamp?\n\nHere.\n")
    half.replace(folder / "desk" / "faq.md")


def write_in_place(folder):
    (folder / "desk" / "faq.md").write_text("# Where is the key?\n\nOver the mat.\n")


def delete(folder):
    (folder / "desk" / "faq.md").unlink()


def add_a_folder(folder):
    (folder / "more").mkdir()
    (folder / "more" / "faq.md").write_text("# Where is the cat?\n\nAsleep.\n")


def rename_a_folder(folder):
    (folder / "desk").rename(folder / "table")


SAVES = [save_by_rename, write_in_place, delete, add_a_folder, rename_a_folder]


@pytest.mark.parametrize("often", [False, True], ids=["told", "looking"])
@pytest.mark.parametrize("save", SAVES, ids=lambda save: save.__name__)
async def test_whatever_a_save_does_is_one_change(folder, save, often):
    async with FolderWatch(folder, often=often) as watched:
        save(folder)
        await change(watched)
        await nothing_more(watched)


async def test_a_file_that_keeps_growing_is_one_change_once_it_is_whole(folder):
    async def write_slowly():
        with (folder / "desk" / "long.md").open("w") as file:
            for number in range(8):
                file.write(f"# Where is number {number}?\n\nThere.\n\n")
                file.flush()
                await asyncio.sleep(watcher.QUIET / 2)

    async with FolderWatch(folder) as watched:
        writing = asyncio.create_task(write_slowly())
        await change(watched)
        assert writing.done()
        await nothing_more(watched)


async def test_what_editors_and_git_leave_beside_the_files_is_no_change(folder):
    (folder / ".git").mkdir()
    async with FolderWatch(folder) as watched:
        (folder / ".git" / "index").write_text("x")
        (folder / "desk" / ".faq.md.swp").write_text("x")
        (folder / "desk" / "faq.md~").write_text("x")
        await nothing_more(watched)


@pytest.mark.skipif(not shutil.which("git"), reason="no git found: a real checkout was not watched")
@pytest.mark.parametrize("often", [False, True], ids=["told", "looking"])
async def test_a_checkout_that_moves_hundreds_of_files_is_one_change(folder, often):
    def git(*arguments):
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@desk.example")
        subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)

    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "one")
    git("checkout", "-b", "many")
    for number in range(400):
        (folder / "desk" / f"faq-{number}.md").write_text(f"# Where is number {number}?\n\nThere.\n")
    git("add", ".")
    git("commit", "-m", "many")
    git("checkout", "main")
    async with FolderWatch(folder, often=often) as watched:
        await asyncio.to_thread(git, "checkout", "many")
        await change(watched)
        await nothing_more(watched)


async def test_while_git_holds_its_lock_files_are_not_at_rest(folder):
    lock = folder / ".git" / "index.lock"
    lock.parent.mkdir()
    lock.touch()
    async with FolderWatch(folder) as watched:
        write_in_place(folder)
        told = asyncio.create_task(watched.change())
        await asyncio.sleep(5 * watcher.QUIET)
        assert not told.done()
        lock.unlink()
        await asyncio.wait_for(told, PATIENCE)


async def test_a_lock_that_git_left_behind_holds_nothing_up(folder):
    lock = folder / ".git" / "index.lock"
    lock.parent.mkdir()
    lock.touch()
    os.utime(lock, (1, 1))
    async with FolderWatch(folder) as watched:
        write_in_place(folder)
        await asyncio.wait_for(watched.change(), watcher.LONGEST / 2)


@pytest.mark.parametrize(
    ("system", "why"),
    [(deaf, "a change was seen that the system did not tell of"), (at_its_limit, "OSError: [Errno 28]")],
    ids=["deaf", "at its limit"],
)
async def test_where_no_news_comes_it_looks_by_itself_and_says_so_once(
    folder, monkeypatch, seldom_is_soon, system, why
):
    monkeypatch.setattr(watcher, "awatch", system)
    with capture_logs() as told:
        async with FolderWatch(folder) as watched:
            for save in (write_in_place, save_by_rename):
                save(folder)
                await change(watched)
            assert watched.looks_often
    assert [each["event"] for each in told] == ["polling_started"]
    assert told[0]["why"].startswith(why)


@pytest.mark.usefixtures("seldom_is_soon")
async def test_looking_beside_the_news_finds_no_fault_with_it(folder):
    with capture_logs() as told:
        async with FolderWatch(folder) as watched:
            for number in range(3):
                (folder / "desk" / f"{number}.md").write_text("# Where?\n\nHere.\n")
                await change(watched)
                await asyncio.sleep(0.3)
            assert not watched.looks_often
    assert told == []


def vanish(folder):
    folder.rename(folder.with_name("away"))


def empty_at_once(folder):
    shutil.rmtree(folder / "desk")


def be_another(folder):
    vanish(folder)
    folder.mkdir()
    add_a_folder(folder)


@pytest.mark.parametrize("often", [False, True], ids=["told", "looking"])
@pytest.mark.parametrize("go", [vanish, empty_at_once, be_another], ids=lambda go: go.__name__)
@pytest.mark.usefixtures("seldom_is_soon")
async def test_a_folder_that_goes_is_told_from_a_change_of_its_files(folder, go, often):
    async with FolderWatch(folder, often=often) as watched:
        go(folder)
        with pytest.raises(FolderGone):
            await change(watched)


async def test_there_is_no_watching_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(FolderGone):
        async with FolderWatch(tmp_path / "nowhere"):
            pass

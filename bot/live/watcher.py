"""Tells that files below a folder changed and are at rest again: by the system's news, and by looking.

News does not come from everywhere (network drives, folders of another machine that a container sees, a limit that is
reached). So whoever waits for it looks now and then too, and looks often from then on where news failed once.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from os.path import samestat
from pathlib import Path
from time import monotonic, thread_time, time
from typing import Self

import structlog
from watchfiles import Change, awatch

from knowledge.filenames import is_ignored

QUIET = 0.1
"""Seconds without a change after which files are at rest: a checkout of hundreds of them is one change."""
LONGEST = 10.0
"""Seconds after which files that never come to rest count as changed all the same, and a lock of git as forgotten."""
LOOK_OFTEN = 0.5
"""Seconds between looks where no news comes."""
LOOK_SELDOM = 5.0
"""Seconds between looks where news comes."""
SHARE = 20
"""A look that takes long is followed by so many times as long without one."""
GRACE = 1.0
"""Seconds that news may be late."""
STEP, AT_MOST = 50, 200
"""Milliseconds of quiet, and of waiting at most, until news is passed on."""
GIT_LOCK = "index.lock"
"""What is in .git while git moves files."""

Seen = dict[str, tuple[int, ...]]
"""What a look sees of each file and folder: times, size, identity."""

log = structlog.get_logger()


class FolderGone(Exception):
    """The watched folder is not there any more: away, empty all at once, or another has taken its place."""


class FolderWatch:
    """A folder that is watched for as long as the block runs; `often` looks from the start and wants no news."""

    def __init__(self, folder: Path, *, often: bool = False) -> None:
        self._folder = folder
        self._often = often
        self._seen: Seen = {}
        self._took = 0.0
        self._news: AsyncIterator[set[tuple[Change, str]]] | None = None
        self._coming: asyncio.Task[object] | None = None

    async def __aenter__(self) -> Self:
        """Begin to watch; raise FolderGone where there is no folder."""
        try:
            self._root = await asyncio.to_thread(os.stat, self._folder)
        except OSError as fault:
            raise FolderGone(str(self._folder)) from fault
        if not self._often:
            self._news = awatch(
                self._folder,
                watch_filter=lambda _, path: is_told(self._folder, path),
                debounce=AT_MOST,
                step=STEP,
                ignore_permission_denied=True,
            )
            await self._expect_news()
        self._seen = await self._look()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Watch no more."""
        if self._coming is not None:
            self._coming.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await self._coming

    @property
    def looks_often(self) -> bool:
        """Return whether changes are found by looking, because no news comes."""
        return self._often

    async def change(self) -> None:
        """Wait for the next change, and until the files are at rest after it; raise FolderGone when they are gone."""
        while True:
            told = await (self._rest() if self._often else self._told())
            now = await self._look()
            if now != self._seen or (told and is_coarse(now)):
                if not (told or self._often):
                    await self._doubt()
                self._seen = await self._at_rest(now)
                return

    async def is_still(self) -> bool:
        """Return whether nothing has changed since the last change that was told."""
        return await self._look() == self._seen

    async def _rest(self) -> bool:
        await asyncio.sleep(max(LOOK_OFTEN, SHARE * self._took))
        return False

    async def _told(self) -> bool:
        """Wait for news, but not longer than until it is time to look; say whether news came."""
        assert self._coming is not None
        await asyncio.wait({self._coming}, timeout=max(LOOK_SELDOM, SHARE * self._took))
        if not self._coming.done():
            return False
        return await self._heard()

    async def _heard(self) -> bool:
        """Take what came and expect more; where no more can come, look often from now on."""
        assert self._coming is not None
        try:
            self._coming.result()
        except FileNotFoundError as fault:
            raise FolderGone(str(self._folder)) from fault
        except (OSError, RuntimeError, StopAsyncIteration) as fault:
            self._look_often(f"{type(fault).__name__}: {fault}")
            return False
        await self._expect_news()
        return True

    async def _expect_news(self) -> None:
        assert self._news is not None
        self._coming = asyncio.ensure_future(anext(self._news))
        await asyncio.sleep(0)  # it watches once it has begun to run

    async def _doubt(self) -> None:
        """Look often from now on, unless the news of a change that was seen only comes late."""
        assert self._coming is not None
        await asyncio.wait({self._coming}, timeout=GRACE)
        if not self._coming.done():
            self._look_often("a change was seen that the system did not tell of")

    def _look_often(self, why: str) -> None:
        self._often = True
        log.warning(
            "polling_started",
            hint="the system tells of no changes in this folder; SPOT_WATCH=poll looks from the start",
            folder=str(self._folder),
            why=why,
            every_seconds=LOOK_OFTEN,
        )

    async def _at_rest(self, now: Seen) -> Seen:
        """Wait until nothing changes any more and git has done; return what is seen then."""
        end = monotonic() + LONGEST
        while True:
            before = now
            await asyncio.sleep(QUIET)
            now = await self._look()
            still = now == before and not await asyncio.to_thread(is_git_busy, self._folder)
            if still or monotonic() > end:
                return now

    async def _look(self) -> Seen:
        try:
            root, seen, self._took = await asyncio.to_thread(looked, self._folder)
        except OSError as fault:
            raise FolderGone(str(self._folder)) from fault
        if not samestat(root, self._root) or (self._seen and not seen):
            raise FolderGone(str(self._folder))
        return seen


def looked(folder: Path) -> tuple[os.stat_result, Seen, float]:
    """Return what can be seen of the folder itself and of what is in it, and the seconds of work that it took."""
    began = thread_time()
    return os.stat(folder), dict(look(folder)), thread_time() - began


def look(folder: Path, prefix: str = "", depth: int = 1) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield what can be seen of everything below a folder that may be knowledge, opening no file."""
    from knowledge.files.survey import DEEPEST

    with os.scandir(folder) as listed:
        for each in listed:
            if is_ignored(each.name):
                continue
            with suppress(FileNotFoundError):
                about = each.stat(follow_symlinks=False)
                file = f"{prefix}{each.name}"
                is_folder = each.is_dir(follow_symlinks=False)
                yield file, (about.st_mode, about.st_ino) if is_folder else marks(about)
                if is_folder and depth <= DEEPEST:
                    with suppress(PermissionError):
                        yield from look(folder / each.name, f"{file}/", depth + 1)


def marks(about: os.stat_result) -> tuple[int, ...]:
    """Return what is different after a file was saved, however it was saved."""
    return about.st_mode, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns


def is_coarse(seen: Seen) -> bool:
    """Return whether the folder's clock is so coarse that two saves may look like one."""
    return not any(len(each) > 3 and each[3] % 1_000_000 for each in seen.values())


def is_told(folder: Path, path: str) -> bool:
    """Return whether news of a path concerns knowledge."""
    return not any(is_ignored(part) for part in Path(os.path.relpath(path, folder)).parts if part != os.curdir)


def is_git_busy(folder: Path) -> bool:
    """Return whether git is moving files here, or in a folder of it; a lock that was left behind long ago is none."""
    return any(is_fresh(home / ".git" / GIT_LOCK) for home in homes(folder))


def homes(folder: Path) -> Iterator[Path]:
    """Yield the places where the .git of files in the folder can be: above it, and in each folder right below it."""
    resolved = folder.resolve()
    yield from (resolved, *resolved.parents)
    with suppress(OSError), os.scandir(resolved) as listed:
        yield from [Path(each.path) for each in listed if each.is_dir(follow_symlinks=False)]


def is_fresh(lock: Path) -> bool:
    """Return whether a lock is there and younger than git would need."""
    try:
        return time() - lock.stat().st_mtime < LONGEST
    except OSError:
        return False

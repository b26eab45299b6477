"""The knowledge base in force: loaded off the event loop, replaced whole when a curator saves."""

import asyncio
import gc
from collections.abc import Callable, Collection, Iterable
from datetime import date
from os.path import samestat
from pathlib import Path
from threading import Event

import structlog
from watchfiles import awatch

from knowledge.audience import Audience
from knowledge.base import KnowledgeBase
from knowledge.judgement import Judged
from knowledge.load import FolderMissing
from knowledge.matching.semantic.extra import Extra
from knowledge.matching.teaching import Teacher
from knowledge.matching.view import ON_THE_SPOT
from knowledge.problem import Problem

DEBOUNCE = 300
"""Milliseconds of quiet before a change counts as saved: a git checkout is one reload."""
LOOK_AGAIN = 0.5
"""Seconds between looks for a folder that is gone."""
MOST_NAMED = 10
"""Problems that one load names in the log; `check` names them all."""

log = structlog.get_logger()


class Shelf:
    """Where the knowledge base stands; readers take the current one and keep it for their whole turn."""

    def __init__(self, folder: Path, base: KnowledgeBase, today: Callable[[], date]) -> None:
        self._folder = folder
        self._base = base
        self._today = today
        self._changing = asyncio.Lock()
        self._changed = asyncio.Event()

    @classmethod
    async def open(
        cls, folder: Path, today: Callable[[], date], extra: Extra | None = None, teacher: Teacher = ON_THE_SPOT
    ) -> "Shelf":
        """Load the folder; raise FolderMissing when there is none."""
        base = await asyncio.to_thread(KnowledgeBase.open, folder, extra=extra, teacher=teacher)
        shelf = cls(folder, base, today)
        shelf.report()
        return shelf

    @property
    def base(self) -> KnowledgeBase:
        """Give the knowledge base in force."""
        return self._base

    async def warm(self) -> None:
        """Learn the views of everybody listed off the event loop, so that nobody's first question waits for it.

        One after another: what is saved or judged meanwhile is taken up between two of them.
        """
        for audience in self._listed(self._base):
            async with self._changing:
                await self._seen_by(self._base, [audience])
        gc.freeze()

    async def _learned(self, base: KnowledgeBase) -> None:
        await self._seen_by(base, self._listed(base))

    def _listed(self, base: KnowledgeBase) -> list[Audience]:
        return list(dict.fromkeys(asker.audience for asker in base.directory.everybody(self._today())))

    async def _seen_by(self, base: KnowledgeBase, audiences: Iterable[Audience]) -> None:
        """Learn the views of these audiences off the event loop, and stop at the next one when cancelled."""
        enough = Event()
        try:
            await asyncio.to_thread(_learn, base, audiences, enough)
        finally:
            enough.set()

    async def watch(self) -> None:
        """Load again whenever a file of the folder changes, for as long as it is awaited; wait for one that is gone."""
        while True:
            try:
                await self._watch_this_one()
            except (FolderMissing, FileNotFoundError):
                log.warning("content folder gone, what it held answers on", folder=str(self._folder))
                while not await asyncio.to_thread(self._folder.is_dir):  # noqa: ASYNC110 - nothing tells of its return
                    await asyncio.sleep(LOOK_AGAIN)

    async def _watch_this_one(self) -> None:
        """Reload at every change until another folder has taken this one's place, which needs a watch of its own."""
        watched = await asyncio.to_thread(self._folder.stat)
        changes = awatch(self._folder, debounce=DEBOUNCE, step=50, recursive=True)
        changed = asyncio.create_task(anext(changes))
        try:
            while samestat(watched, await asyncio.to_thread(self._folder.stat)):
                await self.reload()  # at first what was saved before the watch began, then what it saw
                await changed
                changed = asyncio.create_task(anext(changes))
        finally:
            changed.cancel()

    async def reload(self) -> None:
        """Replace the knowledge base by what the files say now; a file with an error keeps its last good entries.

        The one before answers until the new one has learned what it needs to answer, so nobody waits for a save.
        """
        async with self._changing:
            before = self._base
            loaded = await asyncio.to_thread(KnowledgeBase.open, self._folder, before)
            await self._learned(loaded)
            self._put(loaded)
        if self._base.version != before.version or self._base.problems != before.problems:
            self.report(before.problems)

    async def rejudge(self, judged: Judged) -> None:
        """Re-fit the confidence of the audiences that what was judged concerns; the one before answers until then."""
        async with self._changing:
            before = self._base
            base = await asyncio.to_thread(before.rejudged, judged)
            await self._seen_by(base, before.learned)
            self._put(base)

    def _put(self, base: KnowledgeBase) -> None:
        """Put a knowledge base in force; what is in it is no garbage, and looking for some there stops everything."""
        self._base = base
        self._changed.set()
        gc.freeze()

    async def teach(self) -> None:
        """Give each view its lessons as soon as they are there, for as long as it is awaited."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            base = self._base
            for audience in base.untaught:
                if base is self._base:
                    await asyncio.to_thread(base.teach, audience)

    def report(self, known: Collection[Problem] = ()) -> None:
        """Log what is live, and each problem at its file and line that is not known yet."""
        base = self._base
        log.info("knowledge live", version=base.version, entries=len(base.entries), problems=len(base.problems))
        new = sorted(set(base.problems) - set(known))
        for problem in new[:MOST_NAMED]:
            log.warning(
                "knowledge problem",
                code=problem.code,
                where=problem.where,
                what=problem.what,
                remedy=problem.remedy,
            )
        if len(new) > MOST_NAMED:
            log.warning("more knowledge problems: check names each", more=len(new) - MOST_NAMED)


def _learn(base: KnowledgeBase, audiences: Iterable[Audience], enough: Event) -> None:
    for audience in audiences:
        if enough.is_set():
            return
        base.view(audience)

"""The knowledge base in force: loaded off the event loop, replaced whole when a curator saves."""

import asyncio
import gc
import os
from collections.abc import Awaitable, Callable, Collection, Iterable
from datetime import date
from os.path import samestat
from pathlib import Path
from threading import Event

import structlog

from bot.live.watcher import FolderGone, FolderWatch
from knowledge.base import KnowledgeBase
from knowledge.files.commit import commits
from knowledge.files.last_good import LastGood
from knowledge.judgement import Judged
from knowledge.load import FolderMissing
from knowledge.matching.encoder.semantic_extra import SemanticExtra
from knowledge.matching.training.trainer import Trainer
from knowledge.matching.view import ON_THE_SPOT
from knowledge.people.audience import Audience
from knowledge.problems.problem import Problem

LOOK_AGAIN = 0.5
"""Seconds between looks for a folder that is gone."""
LOOK_FOR_COMMITS = 5.0
"""Seconds between looks for what was committed."""
MOST_MIXED = 3
"""Loads in a row that are given up because files changed meanwhile; the next goes live all the same."""
MOST_NAMED = 10
"""Problems that one load names in the log; `check` names them all."""

log = structlog.get_logger()


class CurrentKnowledge:
    """Where the knowledge base stands; readers take the current one and keep it for their whole turn."""

    def __init__(self, folder: Path, base: KnowledgeBase, today: Callable[[], date]) -> None:
        self._folder = folder
        self._base = base
        self._today = today
        self._changing = asyncio.Lock()
        self._changed = asyncio.Event()
        self._listeners: list[Callable[[KnowledgeBase, KnowledgeBase], None]] = []
        self.is_gone = False
        """Whether the folder is not there just now, and what it held answers on."""

    @classmethod
    async def open(
        cls,
        folder: Path,
        today: Callable[[], date],
        extra: SemanticExtra | None = None,
        trainer: Trainer = ON_THE_SPOT,
        kept: Path | None = None,
    ) -> "CurrentKnowledge":
        """Load the folder; raise FolderMissing when there is none. `kept` is where last good versions are kept."""
        last_good = await asyncio.to_thread(LastGood, kept, folder, log.warning) if kept else None
        base = await asyncio.to_thread(_opened, folder, KnowledgeBase.to_be(last_good, extra, trainer))
        shelf = cls(folder, base, today)
        shelf.report()
        return shelf

    def on_live(self, tell: Callable[[KnowledgeBase, KnowledgeBase], None]) -> None:
        """Call `tell` after each reload with what was in force before and what is now, at the moment that it is."""
        self._listeners.append(tell)

    @property
    def base(self) -> KnowledgeBase:
        """Return the knowledge base in force."""
        return self._base

    async def warm(self) -> None:
        """Learn the views of everybody listed off the event loop, so that nobody's first question waits for it.

        One after another: what is saved or judged meanwhile is taken up between two of them.
        """
        async with self._changing:
            await self._keep(self._base)
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

    async def watch(self, *, often: bool = False) -> None:
        """Load again whenever a file of the folder changes, for as long as it is awaited; wait for one that is gone.

        With `often` changes are found by looking only, as is done anyway where the system tells of none.
        """
        while True:
            watched = FolderWatch(self._folder, often=often)
            try:
                async with watched:
                    await self._follow(watched)
            except (FolderGone, FolderMissing):
                often = watched.looks_often
                await self._wait_for_its_return()

    async def _follow(self, watched: FolderWatch) -> None:
        mixed = 0
        while True:  # at first what was saved before the watch began, then what it saw
            is_whole = await self.reload(watched.is_still if mixed < MOST_MIXED else None)
            mixed = 0 if is_whole else mixed + 1
            await watched.change()

    async def _wait_for_its_return(self) -> None:
        """Wait until the folder is there; nothing tells of that."""
        while not await asyncio.to_thread(self._is_there):
            if not self.is_gone:
                log.warning(
                    "content_folder_lost",
                    hint="what it held still answers; put it back, and it is read again",
                    folder=str(self._folder),
                )
            self.is_gone = True
            await asyncio.sleep(LOOK_AGAIN)
        self.is_gone = False

    def _is_there(self) -> bool:
        """Return whether the folder can be read; one that is empty all at once is a drive that is not there."""
        try:
            return bool(os.listdir(self._folder)) or not self._base.loaded.files
        except OSError:
            return False

    async def reload(self, is_still: Callable[[], Awaitable[bool]] | None = None) -> bool:
        """Replace the knowledge base by what the files say now; a file with an error keeps its last good entries.

        The one before answers until the new one has learned what it needs to answer, so nobody waits for a save.
        Where files changed while they were read, as `is_still` says, nothing is replaced, and False is given; raise
        FolderMissing when the folder went away meanwhile.
        """
        async with self._changing:
            before = self._base
            loaded = await asyncio.to_thread(_opened, self._folder, before)
            if is_still and not await is_still():
                return False
            await self._learned(loaded)
            self._put(loaded)
            for tell in self._listeners:
                tell(before, loaded)
            await self._keep(loaded)
        if self._base.version != before.version or self._base.problems != before.problems:
            self.report(before.problems)
        return True

    async def rejudge(self, judged: Judged) -> None:
        """Re-fit the confidence of the audiences that what was judged concerns; the one before answers until then."""
        async with self._changing:
            before = self._base
            base = await asyncio.to_thread(before.rejudged, judged)
            await self._seen_by(base, before.learned)
            self._put(base)

    async def _keep(self, base: KnowledgeBase) -> None:
        """Keep the version of each file that is in use, for the next start."""
        if base.loaded.last_good is not None:
            await asyncio.to_thread(base.loaded.last_good.remember, base.loaded.records.values())

    async def look_for_commits(self) -> None:
        """Notice commits, which change no file, for as long as it is awaited."""
        while True:
            await asyncio.sleep(LOOK_FOR_COMMITS)
            async with self._changing:
                base = self._base
                held = await asyncio.to_thread(commits, self._folder, base.loaded.commits.looked_at)
                if held != base.loaded.commits and not self.is_gone:
                    committed = base.committed(held)
                    await self._seen_by(committed, base.learned)
                    self._put(committed)

    def _put(self, base: KnowledgeBase) -> None:
        """Put a knowledge base in force; what is in it is no garbage, and looking for some there stops everything."""
        self._base = base
        self._changed.set()
        gc.freeze()

    async def teach(self) -> None:
        """Train each view as soon as it can be, for as long as this is awaited."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            base = self._base
            for audience in base.untrained:
                if base is self._base:
                    await asyncio.to_thread(base.train, audience)

    def report(self, known: Collection[Problem] = ()) -> None:
        """Log what is live, and each problem at its file and line that is not known yet."""
        base = self._base
        log.info("knowledge_loaded", version=base.version, entries=len(base.entries), problems=len(base.problems))
        new = sorted(set(base.problems) - set(known))
        for problem in new[:MOST_NAMED]:
            log.warning(
                "knowledge_problem_found",
                code=problem.code,
                where=problem.where,
                what=problem.what,
                remedy=problem.remedy,
            )
        if len(new) > MOST_NAMED:
            log.warning("knowledge_problems_omitted", more=len(new) - MOST_NAMED, hint="check names each")


def _opened(folder: Path, before: KnowledgeBase) -> KnowledgeBase:
    """Load a folder; raise FolderMissing also when it went away, or another took its place, while it was read."""
    try:
        root = folder.stat()
        base = KnowledgeBase.open(folder, before)
        if samestat(root, folder.stat()):
            return base
    except OSError as fault:
        what = f"{folder}: the folder cannot be read ({fault.strerror}); name one that holds a folder for each partner"
        raise FolderMissing(what) from fault
    raise FolderMissing(f"{folder}: another folder took its place while it was read; start Spot again")


def _learn(base: KnowledgeBase, audiences: Iterable[Audience], enough: Event) -> None:
    for audience in audiences:
        if enough.is_set():
            return
        base.view(audience)

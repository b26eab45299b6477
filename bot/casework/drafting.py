"""Answer becomes knowledge: a case that is resolved is noted with it, and its draft is written into a file later.

The row is the promise, the file comes after it, off the event loop: a folder that cannot be written, a file that is
broken or being edited holds a draft up and loses nothing.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import structlog

from bot.casework.resolution import answered, spoken
from bot.desk.case import Case, CaseKind, CaseState, written
from bot.desk.events import Change
from bot.live.current_knowledge import CurrentKnowledge
from bot.store import audit
from bot.store.audit import Deed
from bot.store.desk import cases
from bot.store.engine.store import Reader, Store, Transaction
from bot.store.knowledge import drafts
from bot.store.knowledge.drafts import DraftRow, DraftState
from knowledge.base import KnowledgeBase
from knowledge.entry import Entry, Status
from knowledge.improve.drafting import from_cases
from knowledge.improve.drafting.answered import AnsweredCase, NothingToDraft
from knowledge.improve.drafting.from_cases import DraftBlocked
from knowledge.load import Loaded

LOOK = 1.5
"""Seconds between looks for drafts that are due."""
TRY_AGAIN = 15.0
"""Seconds before a draft that was held up is tried again."""
BECAME = {Status.PUBLISHED: DraftState.VALIDATED, Status.RETIRED: DraftState.DROPPED}

log = structlog.get_logger()


def expect_draft(tx: Transaction, change: Change, _facts: object) -> None:
    """Note that a case which was just resolved is to become a draft, once a case, where somebody answered it."""
    case = change.case
    if case.state is CaseState.RESOLVED and case.kind is CaseKind.SUPPORT and spoken(drafts.words(tx, case.number)):
        drafts.expect(tx, case.number, case.updated)


class Drafting:
    """Writes drafts that are due into the partners' files, and keeps up with what becomes of them there."""

    def __init__(self, store: Store, shelf: CurrentKnowledge, folder: Path, now: Callable[[], datetime]) -> None:
        self._store = store
        self._shelf = shelf
        self._folder = folder
        self._now = now
        self._held_up: dict[int, datetime] = {}
        self._followed: KnowledgeBase | None = None

    async def run(self) -> None:
        """Write what is due and follow what was written, for as long as it is awaited."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK)

    async def look(self) -> None:
        """Write the first draft that is due and can be written, and note what became of the others.

        One at a time: a file that was saved a moment ago is left alone.
        """
        due = await asyncio.to_thread(self._store.read, lambda reader: drafts.in_state(reader, DraftState.DUE))
        for row in due if not self._shelf.is_gone else ():
            if self._is_to_be_tried(row) and await self._write(row):
                break
        await self._follow()

    def _is_to_be_tried(self, row: DraftRow) -> bool:
        last = self._held_up.get(row.number)
        return last is None or abs((self._now() - last).total_seconds()) >= TRY_AGAIN

    async def _write(self, row: DraftRow) -> bool:
        """Write one draft; say whether a file is different now."""
        at = self._now()
        try:
            entry = await asyncio.to_thread(self._placed, row.number, at)
        except NothingToDraft:
            await self._store.transaction(lambda tx: drafts.step(tx, row.number, DraftState.DROPPED, at))
            return False
        except DraftBlocked as why:
            await self._hold_up(row, str(why), at)
            return False
        if entry is None:
            return False
        self._held_up.pop(row.number, None)
        state = BECAME.get(entry.status, DraftState.WRITTEN)
        await self._store.transaction(lambda tx: drafts.step(tx, row.number, state, at, entry.name))
        log.info("draft_written", case=written(row.number), entry=entry.name, file=entry.file)
        return True

    def _placed(self, number: int, at: datetime) -> Entry | None:
        """Write one draft, off the event loop; None while its case is open again."""
        base = self._shelf.base

        def look(reader: Reader) -> tuple[Case | None, AnsweredCase | None]:
            case = cases.find(reader, number)
            ready = case is not None and case.state in (CaseState.RESOLVED, CaseState.CLOSED)
            return case, answered(reader, case, base, at) if case and ready else None

        case, found = self._store.read(look)
        if case is None or found is None:
            return None
        return from_cases.place(self._folder, base.loaded, case.partner, found, at)

    async def _hold_up(self, row: DraftRow, why: str, at: datetime) -> None:
        if row.number not in self._held_up and row.waits != why:
            log.warning("draft_deferred", case=written(row.number), why=why)
        self._held_up[row.number] = at
        if row.waits != why:
            await self._store.transaction(lambda tx: drafts.hold_up(tx, row.number, why, at))

    async def _follow(self) -> None:
        """Note of drafts that were written what curators made of them: the files say so, whoever changed them."""
        base = self._shelf.base
        if base is self._followed:
            return
        for became in await asyncio.to_thread(self._changed, base):
            await self._store.transaction(partial(self._became, became))
        self._followed = base

    def _became(self, became: tuple[int, DraftState, str], tx: Transaction) -> None:
        number, state, entry = became
        if drafts.step(tx, number, state, self._now(), entry):
            audit.note(tx, Deed("knowledge", f"draft.{state}", entry), self._now())

    def _changed(self, base: KnowledgeBase) -> list[tuple[int, DraftState, str]]:
        settled = {each.name: BECAME[each.status] for each in base.entries if each.status in BECAME}
        rows = self._store.read(lambda reader: list(drafts.all_written(reader)))
        return [(row.number, settled[row.entry], row.entry) for row in rows if row.entry in settled]

    async def accept(self, name: str, actor: str) -> Entry:
        """Publish a draft in its file, so that the next reload answers with it; raise NoSuchDraft or Waits."""
        return await self._settle_draft(name, actor, from_cases.accept)

    async def drop(self, name: str, actor: str) -> Entry:
        """Retire a draft in its file; raise NoSuchDraft or Waits."""
        return await self._settle_draft(name, actor, from_cases.drop)

    async def _settle_draft(self, name: str, actor: str, verb: Callable[[Path, Loaded, str], Entry]) -> Entry:
        at = self._now()
        entry = await asyncio.to_thread(verb, self._folder, self._shelf.base.loaded, name)

        def work(tx: Transaction) -> None:
            if number := drafts.number_of(tx, name):
                drafts.step(tx, number, BECAME[entry.status], at, name)
            audit.note(tx, Deed(actor, f"draft.{BECAME[entry.status]}", name), at)

        await self._store.transaction(work)
        return entry

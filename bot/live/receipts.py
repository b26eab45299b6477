"""Gives a receipt whenever something went live: at once what changed, and a little later how the labels went.

The labelled questions are asked one after another on a thread that rests as long as it works, once their views have
learned: so a customer's question never waits for more than one of them.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from threading import Event
from time import perf_counter

import structlog

from bot.live.current_knowledge import CurrentKnowledge
from bot.store.engine.store import Store
from bot.store.knowledge import receipts
from bot.store.knowledge.receipt import Labelled, Receipt, receipt, tested
from knowledge.base import KnowledgeBase
from knowledge.changes import Changes, changes
from knowledge.evaluation.labelled import LabelResult, UnaskedLabel, ask, audience_of
from knowledge.people.directory import UnknownPerson

log = structlog.get_logger()


class Receipts:
    """Writes a receipt for all that goes live on a shelf."""

    def __init__(self, store: Store, shelf: CurrentKnowledge, now: Callable[[], datetime]) -> None:
        self._store = store
        self._shelf = shelf
        self._now = now
        self._lived: asyncio.Queue[tuple[KnowledgeBase, KnowledgeBase, datetime]] = asyncio.Queue()
        self._to_test: Receipt | None = None
        self._untested = asyncio.Event()
        shelf.on_live(self._note)

    def _note(self, before: KnowledgeBase, after: KnowledgeBase) -> None:
        self._lived.put_nowait((before, after, self._now()))

    async def run(self) -> None:
        """Write a receipt for what is live now, and for all that goes live, for as long as it is awaited."""
        await self._start()
        while True:
            before, after, at = await self._lived.get()
            found = await asyncio.to_thread(changes, before.loaded, after.loaded)
            if found or after.problems != before.problems:
                await self._give(receipt(after.loaded, found, at))

    async def _start(self) -> None:
        """Go on with the last receipt where nothing changed while Spot was stopped."""
        new = receipt(self._shelf.base.loaded, Changes(), self._now(), started=True)
        known = await asyncio.to_thread(self._store.read, receipts.last)
        if known and is_same(known[0], new):
            self._begin_testing(known[0])
        else:
            await self._write(new)

    async def _write(self, new: Receipt) -> None:
        seq = await self._store.transaction(lambda tx: receipts.add(tx, new))
        self._begin_testing(replace(new, seq=seq))

    async def _give(self, new: Receipt) -> None:
        await self._write(new)
        log.info(
            "receipt_written",
            version=new.version,
            since=new.at.isoformat(timespec="seconds"),
            added=list(new.added.first),
            changed=list(new.changed.first),
            removed=list(new.removed.first),
            not_named=new.added.more + new.changed.more + new.removed.more,
            files=new.saved.total,
            errors=new.errors,
            warnings=new.warnings,
        )

    def _begin_testing(self, new: Receipt) -> None:
        self._to_test = None if new.tested else new
        self._untested.set()

    async def test(self) -> None:
        """Ask the labelled questions of what went live last, for as long as it is awaited."""
        while True:
            await self._untested.wait()
            self._untested.clear()
            current, base = self._to_test, self._shelf.base
            if current is None or current.version != base.version:
                continue
            before = await asyncio.to_thread(self._tested_before, current.seq)
            found = await self._try(base)
            if found is not None and not self._untested.is_set():
                await self._complete(current, tested(found, before))

    def _tested_before(self, seq: int) -> Labelled | None:
        known = self._store.read(lambda reader: receipts.last(reader, receipts.KEPT))
        return next((each.tested for each in known if each.seq < seq and each.tested), None)

    async def _try(self, base: KnowledgeBase) -> list[LabelResult | UnaskedLabel] | None:
        """Return what came of the labelled questions; None when something else went live meanwhile."""
        enough = Event()
        going = asyncio.create_task(self._untested.wait())
        going.add_done_callback(lambda _: enough.set())
        try:
            found = await asyncio.to_thread(lambda: list(unhurried(base, self._now().date(), enough)))
        finally:
            enough.set()
            going.cancel()
        return None if self._untested.is_set() else found

    async def _complete(self, current: Receipt, found: Labelled) -> None:
        await self._store.transaction(lambda tx: receipts.complete(tx, replace(current, tested=found)))
        if not found.asked:
            return
        log.info(
            "labelled_questions_tested",
            version=current.version,
            asked=found.asked,
            as_expected=found.expected,
            newly_wrong=[each.where for each in found.newly],
        )


def is_same(one: Receipt, other: Receipt) -> bool:
    """Return whether two receipts are of the same knowledge with the same mistakes in it."""
    return (one.version, one.errors, one.warnings, one.files) == (
        other.version,
        other.errors,
        other.warnings,
        other.files,
    )


def unhurried(base: KnowledgeBase, today: date, enough: Event) -> Iterator[LabelResult | UnaskedLabel]:
    """Ask the labelled questions, resting after each for as long as it took, until it is enough."""
    teach(base, today, enough)
    asking, began = ask(base, today), perf_counter()
    for each in asking:
        yield each
        if enough.wait(perf_counter() - began):
            return
        began = perf_counter()


def teach(base: KnowledgeBase, today: date, enough: Event) -> None:
    """Wait until everybody who is asked as has learned their lessons, so that what comes of it holds."""
    audiences = set()
    for asked in base.asked:
        try:
            audiences.add(audience_of(base, asked, today))
        except UnknownPerson:
            continue
    for audience in audiences:
        if not enough.is_set():
            base.train(audience)

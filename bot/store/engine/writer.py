"""The writer: one thread, one connection, and as many commands in each commit as were waiting for it."""

import asyncio
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.store.engine import connection
from bot.store.engine.connection import Connection
from bot.store.engine.store import Seen, StoreUnavailable, Transaction, Values

LARGEST_GROUP = 64
"""The most commands in one commit."""


class OpenTransaction:
    """A transaction as one command sees it: its statements, and the conversations that it touched."""

    def __init__(self, on: Connection) -> None:
        self._on = on
        self.touched: set[str] = set()
        self.query = on.query

    def execute(self, sql: str, values: Values = {}) -> int:  # noqa: B006 (never changed)
        """Run a statement and give the number of rows it changed."""
        return self._on.execute(sql, values)

    def touch(self, conversation: str) -> None:
        """Name a conversation whose rows changed, for those who watch."""
        self.touched.add(conversation)


@dataclass(eq=False)
class WriteJob:
    """Work that somebody on an event loop waits for."""

    work: Callable[[Transaction], Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    result: Any = None
    fault: BaseException | None = None
    touched: set[str] = field(default_factory=set)

    def report_result(self) -> None:
        """Tell whoever waits; on their loop, and only if they still wait."""
        if self.future.done():
            return
        if self.fault is None:
            self.future.set_result(self.result)
        elif isinstance(self.fault, StopIteration):  # which no future can hold
            self.future.set_exception(RuntimeError("the work raised StopIteration"))
        else:
            self.future.set_exception(self.fault)


@dataclass(frozen=True, eq=False)
class Watcher:
    """Somebody who wants to know which conversations a commit touched, and the loop to tell them on."""

    seen: Seen
    loop: asyncio.AbstractEventLoop


class Writer:
    """Runs commands one after another on its own thread; whoever waits is told after the commit, never before."""

    def __init__(self, to: Connection) -> None:
        self._to = to
        self._waiting: queue.SimpleQueue[WriteJob | None] = queue.SimpleQueue()
        self._door = threading.Lock()
        self._closed = False
        self._watchers: tuple[Watcher, ...] = ()
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, command: WriteJob) -> None:
        """Queue a command; StoreUnavailable once the writer is closed."""
        with self._door:
            if self._closed:
                raise StoreUnavailable("the store is closed")
            self._waiting.put(command)

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Tell the watcher after every commit that touched a conversation; gives the way to stop."""
        with self._door:
            self._watchers = (*self._watchers, watcher)
        return lambda: self._forget(watcher)

    def _forget(self, watcher: Watcher) -> None:
        with self._door:
            self._watchers = tuple(other for other in self._watchers if other is not watcher)

    def close(self) -> None:
        """Finish what is queued, then close the connection."""
        with self._door:
            if not self._closed:
                self._closed = True
                self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        going = True
        while going:
            group, going = self._next_group()
            if group:
                self._commit(group)
                self._tell(group)
        self._to.close()

    def _next_group(self) -> tuple[list[WriteJob], bool]:
        """Wait for a command and take those behind it along; False once the end of the queue was met."""
        group: list[WriteJob] = []
        while len(group) < LARGEST_GROUP:
            try:
                command = self._waiting.get(block=not group)
            except queue.Empty:
                break
            if command is None:
                return group, False
            group.append(command)
        return group, True

    def _commit(self, group: list[WriteJob]) -> None:
        """Commit the group as one; should that fail, give each command one commit of its own."""
        try:
            connection.begin(self._to)
        except Exception as fault:
            self._refuse(group, connection.meaning(fault))
            return
        try:
            self._together(group)
        except Exception:
            self._roll_back()
            for command in group:
                self._alone(command)

    def _refuse(self, group: list[WriteJob], fault: BaseException) -> None:
        self._roll_back()
        for command in group:
            command.fault = fault

    def _together(self, group: list[WriteJob]) -> None:
        for command in group:
            self._to.execute("savepoint command")
            self._perform(command)
            if not self._to.in_transaction:
                raise StoreUnavailable("the transaction was ended by a failure")
            if command.fault is not None:
                self._to.execute("rollback to command")
            self._to.execute("release command")
        connection.commit(self._to)

    def _perform(self, command: WriteJob) -> None:
        tx = OpenTransaction(self._to)
        command.result, command.fault, command.touched = None, None, set()
        try:
            command.result = command.work(tx)
            command.touched = tx.touched
        except BaseException as fault:  # whatever the work raises belongs to whoever asked, not to this thread
            command.fault = connection.meaning(fault)

    def _alone(self, command: WriteJob) -> None:
        try:
            connection.begin(self._to)
            self._perform(command)
            if command.fault is None:
                connection.commit(self._to)
        except Exception as fault:
            command.result, command.touched = None, set()
            command.fault = connection.meaning(fault)
        finally:
            self._roll_back()

    def _roll_back(self) -> None:
        try:
            connection.roll_back(self._to)
        except connection.Failure:
            return  # the next begin fails and says so to whoever waits for it

    def _tell(self, group: list[WriteJob]) -> None:
        """Wake each loop once, with everything that it is to hear."""
        calls: dict[asyncio.AbstractEventLoop, list[Callable[[], None]]] = {}
        for command in group:
            calls.setdefault(command.loop, []).append(command.report_result)
        touched = frozenset().union(*(command.touched for command in group))
        if touched:
            for watcher in self._watchers:
                calls.setdefault(watcher.loop, []).append(_seeing(watcher, touched))
        for loop, told in calls.items():
            _call(loop, told)


def _seeing(watcher: Watcher, touched: frozenset[str]) -> Callable[[], None]:
    return lambda: watcher.seen(touched)


def _call(loop: asyncio.AbstractEventLoop, told: list[Callable[[], None]]) -> None:
    try:
        for call in told:
            loop.call_soon_threadsafe(call)
    except RuntimeError:
        return  # the loop is closed: what was committed stays committed, nobody is left to hear of it

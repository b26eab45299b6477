"""The Store on one SQLite file: a writer that groups commits, and a reading connection for every thread that reads."""

import asyncio
import os
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Self, TypeVar

from bot.store.chat import transcript
from bot.store.engine import connection
from bot.store.engine.connection import Connection
from bot.store.engine.migrations import migrations, names
from bot.store.engine.rows import Delivery
from bot.store.engine.store import Reader, ReadOnLoop, Seen, StoreUnavailable, StoreUnusable, Transaction
from bot.store.engine.writer import OpenTransaction, Watcher, WriteJob, Writer

T = TypeVar("T")


class SqliteStore:
    """Rows in one file, durable once a transaction returns; `open` makes and migrates it."""

    def __init__(self, path: Path, writer: Writer) -> None:
        self.path = path
        self._writer = writer
        self._readers = Readers(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file, make it where there is none, bring its schema up to date; StoreUnusable if it can't be."""
        to = connection.writer(path)
        try:
            _refuse_unknown(path, to)
            migrations.apply(to.db)
        except StoreUnusable:
            to.close()
            raise
        except connection.Failure as fault:
            to.close()
            raise StoreUnusable(f"{path}: the schema cannot be brought up to date ({fault})") from fault
        return cls(path, Writer(to))

    async def transaction(self, work: Callable[[Transaction], T]) -> T:
        """Run the work in a transaction, durable once this returns; see `Store.transaction`."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._writer.submit(WriteJob(work, loop, future))
        return await future

    def read(self, work: Callable[[Reader], T]) -> T:
        """Run the work against one moment of the database; ReadOnLoop on an event loop's thread."""
        if _on_loop():
            raise ReadOnLoop("read() blocks; on an event loop use asyncio.to_thread(store.read, work)")
        return self._readers.read(work)

    async def claim(self, now: datetime, limit: int = 200) -> list[Delivery]:
        """Return what is due to be sent, lane by lane in order; a row stays due until it is marked."""
        return await asyncio.to_thread(self.read, lambda reader: transcript.due(reader, now, limit))

    def watch(self, seen: Seen) -> Callable[[], None]:
        """Call `seen` on this event loop after every commit that touched a conversation; gives the way to stop."""
        return self._writer.watch(Watcher(seen, asyncio.get_running_loop()))

    async def backup(self, path: Path) -> None:
        """Write one consistent copy of the database to a new file; FileExistsError rather than overwrite one."""
        await asyncio.to_thread(copy, self.path, path)

    def close(self) -> None:
        """Finish what is queued, let running reads end, and close every connection."""
        self._readers.close()
        self._writer.close()


class Readers:
    """One reading connection a thread, made when it is first needed, closed with its thread or with the store."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._own = threading.local()
        self._all: weakref.WeakSet[Connection] = weakref.WeakSet()
        self._gate = threading.Condition()
        self._reading = 0
        self._closed = False

    def read(self, work: Callable[[Reader], T]) -> T:
        """Run the work on this thread's connection, inside one read transaction."""
        with self._entered():
            return read_once(self._connection(), work)

    def close(self) -> None:
        """Refuse new reads, wait for those that run, close the connections."""
        with self._gate:
            self._closed = True
            self._gate.wait_for(lambda: self._reading == 0)
            for held in list(self._all):
                held.close()

    @contextmanager
    def _entered(self) -> Iterator[None]:
        with self._gate:
            if self._closed:
                raise StoreUnavailable("the store is closed")
            self._reading += 1
        try:
            yield
        finally:
            with self._gate:
                self._reading -= 1
                self._gate.notify_all()

    def _connection(self) -> Connection:
        held: Connection | None = getattr(self._own, "connection", None)
        if held is None:
            held = connection.reader(self._path)
            weakref.finalize(held, held.db.conn.close)
            self._all.add(held)
            self._own.connection = held
        return held


def read_once(held: Connection, work: Callable[[Reader], T]) -> T:
    """Run the work inside one read transaction, so that all its queries see the same rows."""
    try:
        held.execute("begin")
        try:
            return work(held)
        finally:
            connection.roll_back(held)
    except connection.Failure as fault:
        if (meant := connection.meaning(fault)) is fault:
            raise
        raise meant from fault


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """Open a database to read it beside a server that may be running; StoreUnusable when there is none to read."""
    if not path.exists():
        raise StoreUnusable(f"{path}: there is no database yet; it is made when Spot is started")
    held = connection.reader(path)
    try:
        if missing := migrations.pending(held.db):
            raise StoreUnusable(f"{path}: the schema lacks {missing[0].name}; start Spot once to bring it up to date")
        held.execute("begin")
        yield held
    finally:
        held.close()


class SharedDatabase:
    """A database written beside a server that may be running: one transaction at a time, and never a checkpoint."""

    def __init__(self, held: Connection) -> None:
        self._held = held

    def read(self, work: Callable[[Reader], T]) -> T:
        """Run the work against one moment of the database."""
        return read_once(self._held, work)

    def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run the work in a transaction, durable once this returns; StoreUnavailable when it could not be kept."""
        try:
            connection.begin(self._held)
            done = work(OpenTransaction(self._held))
            connection.commit(self._held)
        except BaseException as fault:
            connection.roll_back(self._held)
            if (meant := connection.meaning(fault)) is fault:
                raise
            raise meant from fault
        return done


@contextmanager
def writing(path: Path) -> Iterator[SharedDatabase]:
    """Open a database to write a little beside a server; StoreUnusable when there is none, or its schema is older."""
    with reading(path):
        pass
    held = connection.writer(path, connection.BESIDE)
    try:
        yield SharedDatabase(held)
    finally:
        held.close()


def copy(source: Path, target: Path) -> None:
    """Write one consistent copy of a database to a new file that only its owner can read, whole or not at all."""
    if target.exists():
        raise FileExistsError(f"{target} is there already; name a new file")
    half = target.with_name(f".{target.name}.half")
    half.unlink(missing_ok=True)
    held = connection.reader(source, connection.COPIER)
    try:
        held.execute("vacuum into :half", {"half": str(half)})
        os.chmod(half, 0o600)
        os.rename(half, target)
    except connection.Failure as fault:
        raise StoreUnavailable(f"{target}: the copy could not be written: {fault}") from fault
    finally:
        half.unlink(missing_ok=True)
        held.close()


def _refuse_unknown(path: Path, to: Connection) -> None:
    """Raise StoreUnusable for a schema that this version does not know, whose rows it could spoil."""
    newer = {migration.name for migration in migrations.applied(to.db)} - {*names()}
    if newer:
        raise StoreUnusable(
            f"{path}: another version of Spot made this database ({min(newer)}); run that one, or set SPOT_DATA"
        )


def _on_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True

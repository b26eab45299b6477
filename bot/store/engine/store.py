"""The narrow Store: what the rest of the edge may ask of a database, whichever database it is.

The SQL that goes through `query` and `execute` names its parameters (`:number`) and keeps to what SQLite and
PostgreSQL both speak, so that a second database is a second implementation of `Store` and nothing else.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from bot.store.engine.rows import Delivery

T = TypeVar("T")

Values = Mapping[str, Any]
"""Parameters by name: text, whole numbers, floats and None."""
Seen = Callable[[frozenset[str]], None]
"""Called with the keys of the conversations that a commit touched."""


class StoreError(Exception):
    """Something is wrong with the store."""


class StoreUnavailable(StoreError):
    """The store cannot take it now: nothing of it is kept, and the same may be tried again."""


class StoreUnusable(StoreError):
    """The store cannot be opened as it is; the message says what to do."""


class ReadOnLoop(StoreError):
    """A read was asked for on an event loop's thread, which it would block; go through `asyncio.to_thread`."""


class Reader(Protocol):
    """One moment of the database: every query inside one `read` sees the same rows."""

    def query(self, sql: str, values: Values = ...) -> list[dict[str, Any]]:
        """Return the rows as dictionaries by column name."""


class Transaction(Reader, Protocol):
    """The writing side: what is done through it is kept whole or not at all."""

    def execute(self, sql: str, values: Values = ...) -> int:
        """Run a statement and give the number of rows it changed."""

    def touch(self, conversation: str) -> None:
        """Name a conversation whose rows changed, for those who watch."""


class Transactions(Protocol):
    """Where work is written down."""

    async def transaction(self, work: Callable[[Transaction], T]) -> T:
        """Run the work in a transaction, durable once this returns.

        The work runs on the writer's thread, does nothing but talk to the transaction, and may run twice. What it
        raises is raised here and undoes it; StoreUnavailable when the commit failed.
        """


class Store(Transactions, Protocol):
    """Rows, durable: five methods."""

    def read(self, work: Callable[[Reader], T]) -> T:
        """Run the work against one moment of the database; ReadOnLoop on an event loop's thread."""

    async def claim(self, now: datetime, limit: int = 200) -> list[Delivery]:
        """Return what is due to be sent, lane by lane in order; a row stays due until it is marked."""

    def watch(self, seen: Seen) -> Callable[[], None]:
        """Call `seen` on this event loop after every commit that touched a conversation; gives the way to stop."""

    async def backup(self, path: Path) -> None:
        """Write one consistent copy of the whole database to a new file."""

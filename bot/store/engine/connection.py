"""Connections to the SQLite file, and the only module that touches sqlite3: opening, pragmas, what failures mean.

The settings follow from measurements: FULL lost nothing in simulated power cuts where NORMAL lost half of the
acknowledged rows, and two connections that checkpoint meet a fault of SQLite 3.7 to 3.51, so only the writer does.
"""

import os
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlite_utils import Database

from bot.store.engine.store import StoreUnavailable, StoreUnusable, Values

OLDEST_SQLITE = (3, 37, 0)
"""The first version with strict tables."""
BUSY_MILLISECONDS = 5000
"""How long to wait for another process that holds the file."""

Failure = sqlite3.Error
"""Anything that the database raises."""

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
WRITER: Mapping[str, str | int] = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": "on",
    "journal_size_limit": 64 * 1024 * 1024,
}
COPIER: Mapping[str, str | int] = {"wal_autocheckpoint": 0}
BESIDE: Mapping[str, str | int] = {**WRITER, **COPIER}
READER: Mapping[str, str | int] = {"query_only": "on", **COPIER}
_PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOTADB,
}
"""Result codes that speak of the file, the disk or another process, not of our own SQL."""


class Connection:
    """A connection as `Reader` and, on the writer's side, what a transaction runs its statements on."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def query(self, sql: str, values: Values = {}) -> list[dict[str, Any]]:  # noqa: B006 (never changed)
        """Return the rows as dictionaries by column name."""
        try:
            return list(self.db.query(sql, dict(values)))
        except UnicodeEncodeError:
            return list(self.db.query(sql, _encodable(values)))

    def execute(self, sql: str, values: Values = {}) -> int:  # noqa: B006 (never changed)
        """Run a statement and give the number of rows it changed."""
        try:
            return self.db.execute(sql, dict(values)).rowcount
        except UnicodeEncodeError:
            return self.db.execute(sql, _encodable(values)).rowcount

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open; some failures end it on their own."""
        return bool(self.db.conn.in_transaction)

    def close(self) -> None:
        """Close the connection; closing twice does nothing."""
        self.db.conn.close()


def writer(path: Path, pragmas: Mapping[str, str | int] = WRITER) -> Connection:
    """Open a writing connection, a server's one, making a file that only its owner can read where there is none."""
    _refuse_old_sqlite()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        return _opened(sqlite3.connect(path, isolation_level=None, check_same_thread=False), pragmas)
    except (OSError, sqlite3.Error) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else fault
        raise StoreUnusable(f"{path}: the database cannot be opened ({reason}); {_remedy(fault)}") from fault


def reader(path: Path, pragmas: Mapping[str, str | int] = READER) -> Connection:
    """Open a connection that cannot write and never checkpoints; StoreUnusable where there is no database."""
    _refuse_old_sqlite()
    try:
        uri = f"file:{quote(str(path.absolute()))}?mode=ro"
        return _opened(sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False), pragmas)
    except sqlite3.Error as fault:
        raise StoreUnusable(f"{path}: the database cannot be read ({fault}); {_remedy(fault)}") from fault


def _remedy(fault: Exception) -> str:
    code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return "put a copy of it in its place, or move it away to begin anew"
    return "see that it is a file, and that it can be read and written"


def _opened(raw: sqlite3.Connection, pragmas: Mapping[str, str | int]) -> Connection:
    try:
        raw.execute(f"pragma busy_timeout = {BUSY_MILLISECONDS}")
        for name, value in pragmas.items():
            raw.execute(f"pragma {name} = {value}")
        raw.execute("select count(*) from sqlite_schema").fetchall()
    except BaseException:
        raw.close()
        raise
    return Connection(Database(raw, strict=True))


def _refuse_old_sqlite() -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE[:2]))
        raise StoreUnusable(f"SQLite {sqlite3.sqlite_version} is too old; use a Python built with {wanted} or newer")


def begin(connection: Connection) -> None:
    """Begin a transaction that holds the write lock from the start; foreign keys count when it ends."""
    connection.db.conn.execute("begin immediate")
    connection.db.conn.execute("pragma defer_foreign_keys = on")


def commit(connection: Connection) -> None:
    """Make what the transaction did durable."""
    connection.db.conn.execute("commit")


def roll_back(connection: Connection) -> None:
    """Undo the transaction, where there still is one."""
    if connection.in_transaction:
        connection.db.conn.execute("rollback")


def meaning(fault: BaseException) -> BaseException:
    """Return StoreUnavailable for a failure of file, disk or lock, and everything else as it is."""
    if not isinstance(fault, sqlite3.Error):
        return fault
    code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code not in _PASSING:
        return fault
    unavailable = StoreUnavailable(f"the database cannot take it now: {fault}")
    unavailable.__cause__ = fault
    return unavailable


def _encodable(values: Values) -> dict[str, Any]:
    """Replace lone surrogates, which no UTF-8 file can hold, by U+FFFD: text from outside never fails a turn."""
    return {
        name: _LONE_SURROGATES.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in values.items()
    }

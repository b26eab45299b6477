"""Sessions: who is signed in to the console. The id is a hash of what the browser holds: a copy signs nobody in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.store.engine.columns import pack, stamp, unpack
from bot.store.engine.store import Reader, Transaction


def save(tx: Transaction, id: str, data: Mapping[str, Any], now: datetime, expires: datetime) -> None:
    """Keep a session until it expires; the same id again replaces its data."""
    tx.execute(
        """insert into sessions (id, data, opened, expires) values (:id, :data, :now, :expires)
           on conflict (id) do update set data = excluded.data, expires = excluded.expires""",
        {"id": id, "data": pack(data), "now": stamp(now), "expires": stamp(expires)},
    )


def find(reader: Reader, id: str, now: datetime) -> dict[str, Any] | None:
    """Return a session's data, or None when there is none that is still good."""
    found = reader.query("select data from sessions where id = :id and expires > :now", {"id": id, "now": stamp(now)})
    return dict(unpack(found[0]["data"])) if found else None


def drop(tx: Transaction, id: str) -> None:
    """End a session."""
    tx.execute("delete from sessions where id = :id", {"id": id})


def sweep(tx: Transaction, now: datetime) -> int:
    """Remove the sessions that have expired and give their number."""
    return tx.execute("delete from sessions where expires <= :now", {"now": stamp(now)})

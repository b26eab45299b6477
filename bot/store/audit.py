"""The audit: who did what to which object, done or refused, never what somebody wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.store.engine.columns import LARGEST, moment, pack, stamp, unpack, within
from bot.store.engine.store import Reader, Transaction

MOST_LISTED = 200
"""The most entries that one call gives."""


class Result(StrEnum):
    """How it went."""

    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something somebody did or tried."""

    actor: str
    action: str
    """A verb, such as `case.reply`."""
    object: str
    """What it was done to, such as `C-1042`."""
    result: Result = Result.DONE
    detail: Mapping[str, Any] | None = None
    """More about it: ids and reasons, never text from a person."""


@dataclass(frozen=True, slots=True)
class Audited:
    """A deed with its place and time."""

    seq: int
    at: datetime
    deed: Deed


def note(tx: Transaction, deed: Deed, at: datetime) -> None:
    """Write a deed down for good."""
    tx.execute(
        """insert into audit (at, actor, action, object, result, detail)
           values (:at, :actor, :action, :object, :result, :detail)""",
        {
            "at": stamp(at),
            "actor": deed.actor,
            "action": deed.action,
            "object": deed.object,
            "result": deed.result.value,
            "detail": pack(deed.detail or {}),
        },
    )


def page(reader: Reader, *, before: int = LARGEST, limit: int = 50) -> list[Audited]:
    """Return what was done, newest first: what lies before a seq."""
    rows = reader.query(
        "select * from audit where seq < :before order by seq desc limit :limit",
        {"before": within(before, 0), "limit": within(limit, 1, MOST_LISTED)},
    )
    return [
        Audited(
            row["seq"],
            moment(row["at"]),
            Deed(row["actor"], row["action"], row["object"], Result(row["result"]), unpack(row["detail"])),
        )
        for row in rows
    ]

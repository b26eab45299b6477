"""Notices: who was told of what, and whether they have read it. What a customer is told goes to their chat instead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.desk.recipients import Recipient, To
from bot.store.engine.columns import LARGEST, moment, moment_or_none, stamp, within
from bot.store.engine.store import Reader, Transaction

MOST_LISTED = 200
"""The most notices that one call gives."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that somebody is told."""

    key: str
    """The same notice is kept once, however often it is told."""
    to: Recipient
    kind: str
    """What happened to the case, or the kind of the timer that fired."""
    at: datetime
    number: int | None = None
    leg: int = 0
    about: str = ""
    """The promise that it is about; or the organisation, where it is about no case."""
    seq: int = 0
    read: datetime | None = None
    acknowledged: datetime | None = None
    """When the recipient did something about it."""


def add(tx: Transaction, notice: Notice) -> bool:
    """Keep a notice; False when it was told already."""
    return bool(
        tx.execute(
            """insert into notices (key, to_kind, to_id, number, leg, kind, about, at)
               values (:key, :to_kind, :to_id, :number, :leg, :kind, :about, :at) on conflict (key) do nothing""",
            {
                "key": notice.key,
                "to_kind": notice.to.kind.value,
                "to_id": notice.to.id,
                "number": notice.number,
                "leg": notice.leg,
                "kind": notice.kind,
                "about": notice.about,
                "at": stamp(notice.at),
            },
        )
    )


def to(
    reader: Reader, recipient: Recipient, *, unread: bool = False, before: int = LARGEST, limit: int = 50
) -> list[Notice]:
    """Return what somebody was told, the newest first: notices below a seq, all or those that they have not read."""
    rows = reader.query(
        """select * from notices where to_kind = :kind and to_id = :id and seq < :before
             and (:all = 1 or read is null) order by seq desc limit :limit""",
        {
            **_named(recipient),
            "all": int(not unread),
            "before": within(before, 0),
            "limit": within(limit, 1, MOST_LISTED),
        },
    )
    return [_notice(row) for row in rows]


def of_case(reader: Reader, number: int, limit: int = MOST_LISTED) -> list[Notice]:
    """Return what anybody was told of a case, in order; of more than so many, the newest."""
    rows = reader.query(
        "select * from notices where number = :number order by seq desc limit :limit",
        {"number": within(number, 0), "limit": within(limit, 1, MOST_LISTED)},
    )
    return [_notice(row) for row in reversed(rows)]


def read(tx: Transaction, recipients: Iterable[Recipient], at: datetime, number: int | None = None) -> None:
    """Note that somebody has read what they were told, of one case or of everything."""
    for recipient in recipients:
        tx.execute(
            """update notices set read = :at where to_kind = :kind and to_id = :id and read is null
                 and (:all = 1 or number = :number)""",
            {**_named(recipient), "at": stamp(at), "all": int(number is None), "number": number},
        )


def acknowledge(tx: Transaction, recipients: Iterable[Recipient], at: datetime, number: int) -> None:
    """Note that somebody did something about the case, who has then read what they were told of it too."""
    for recipient in recipients:
        tx.execute(
            """update notices set acknowledged = :at, read = coalesce(read, :at)
               where to_kind = :kind and to_id = :id and acknowledged is null and number = :number""",
            {**_named(recipient), "at": stamp(at), "number": number},
        )


def last_read(reader: Reader, recipient: Recipient) -> datetime | None:
    """Return when somebody last read a notice, None for never."""
    [row] = reader.query(
        "select max(read) as last from notices where to_kind = :kind and to_id = :id", _named(recipient)
    )
    return moment_or_none(row["last"])


def _named(recipient: Recipient) -> dict[str, str]:
    return {"kind": recipient.kind.value, "id": recipient.id}


def _notice(row: Mapping[str, Any]) -> Notice:
    return Notice(
        key=row["key"],
        to=Recipient(To(row["to_kind"]), row["to_id"]),
        kind=row["kind"],
        at=moment(row["at"]),
        number=row["number"],
        leg=row["leg"],
        about=row["about"],
        seq=row["seq"],
        read=moment_or_none(row["read"]),
        acknowledged=moment_or_none(row["acknowledged"]),
    )

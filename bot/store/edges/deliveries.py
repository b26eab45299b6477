"""Deliveries: the outbox of the webhooks, one ordered lane an organisation.

A row is written in the transaction of the change that it tells of, so that nothing is told that did not happen, and
nothing that happened is forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from bot.store.engine.columns import moment, moment_or_none, pack, stamp, unpack, within
from bot.store.engine.rows import Delivered
from bot.store.engine.store import Reader, Transaction

TRIED_FOR = timedelta(days=3)
"""How long a delivery is tried before it is given up."""
MOST_LISTED = 200
"""The most deliveries that one call gives."""
MOST_LANES = 1000
LONGEST_REASON = 300
"""The most characters kept of why something was not taken."""


@dataclass(frozen=True, slots=True)
class WebhookDelivery:
    """Something on its way to an organisation's webhook."""

    seq: int
    id: str
    """What the receiver tells a second delivery by; the body holds it too, so that it is signed."""
    organisation: str
    """The organisation's id, or the product group's."""
    kind: str
    """What it tells of, such as `case.escalated`."""
    body: str
    """The JSON text as it goes, to the letter."""
    at: datetime
    due: datetime
    until: datetime
    """When it is given up."""
    attempts: int
    state: Delivered
    status: int | None
    """What the receiver answered last; None where it has not, or could not be reached."""
    error: str | None
    ended: datetime | None
    """When it was taken or given up."""

    @property
    def case(self) -> str | None:
        """Return the number of the case that it is about, None where it is about none."""
        body = unpack(self.body)
        told = body.get("case") or (body.get("value") or {}).get("case") or {}
        return told.get("number") or (body.get("conversation") or {}).get("id")


@dataclass(frozen=True, slots=True)
class DeliveryFigures:
    """What waits and what was given up, of one moment."""

    oldest_due: datetime | None
    """When the oldest delivery that still waits was written; None when none does."""
    due: int
    dead: int


def deliver(tx: Transaction, organisation: str, kind: str, body: Mapping[str, Any], at: datetime) -> str:
    """Put a body into the organisation's lane and give the delivery's id, which the body is given as its `id`."""
    id = uuid4().hex
    tx.execute(
        """insert into deliveries (id, organisation, kind, body, at, due, until, attempts, state)
           values (:id, :organisation, :kind, :body, :at, :at, :until, 0, 'due')""",
        {
            "id": id,
            "organisation": organisation,
            "kind": kind,
            "body": pack({**body, "id": id}),
            "at": stamp(at),
            "until": stamp(at + TRIED_FOR),
        },
    )
    return id


def lanes(reader: Reader, now: datetime) -> list[str]:
    """Return the organisations whose first delivery may be tried now, the longest waiting first."""
    rows = reader.query(
        """select deliveries.organisation from deliveries
           join (select min(seq) as seq from deliveries where state = 'due' group by organisation) firsts
             on firsts.seq = deliveries.seq
           where deliveries.due <= :now order by deliveries.due, deliveries.seq limit :limit""",
        {"now": stamp(now), "limit": MOST_LANES},
    )
    return [row["organisation"] for row in rows]


def first(reader: Reader, organisation: str, now: datetime) -> WebhookDelivery | None:
    """Return the first delivery of a lane, None while it has to wait: nothing overtakes it."""
    rows = reader.query(
        """select * from deliveries where organisation = :organisation and state = 'due' order by seq limit 1""",
        {"organisation": organisation},
    )
    found = _delivery(rows[0]) if rows else None
    return found if found and found.due <= now else None


def waiting(reader: Reader, organisation: str) -> list[WebhookDelivery]:
    """Return everything that waits in a lane, in order."""
    rows = reader.query(
        "select * from deliveries where organisation = :organisation and state = 'due' order by seq",
        {"organisation": organisation},
    )
    return [_delivery(row) for row in rows]


def renew(tx: Transaction, delivery: WebhookDelivery, body: Mapping[str, Any]) -> None:
    """Put another body in the place of one that waits, under the same id."""
    tx.execute(
        "update deliveries set body = :body where seq = :seq and state = 'due'",
        {"seq": delivery.seq, "body": pack({**body, "id": delivery.id})},
    )


def drop(tx: Transaction, delivery: WebhookDelivery) -> None:
    """Take a delivery out of its lane that is not to be sent any more."""
    tx.execute("delete from deliveries where seq = :seq and state = 'due'", {"seq": delivery.seq})


def mark_sent(tx: Transaction, seq: int, status: int, at: datetime) -> None:
    """Note that the receiver has taken it."""
    tx.execute(
        """update deliveries set state = 'sent', attempts = attempts + 1, status = :status, error = null, ended = :at
           where seq = :seq and state = 'due'""",
        {"seq": seq, "status": status, "at": stamp(at)},
    )


def put_off(tx: Transaction, seq: int, due: datetime, status: int | None, reason: str) -> None:
    """Leave it for later; until then its lane waits."""
    tx.execute(
        """update deliveries set due = :due, attempts = attempts + 1, status = :status, error = :reason
           where seq = :seq and state = 'due'""",
        {"seq": seq, "due": stamp(due), "status": status, "reason": reason[:LONGEST_REASON]},
    )


def mark_dead(tx: Transaction, seq: int, at: datetime, status: int | None, reason: str) -> None:
    """Mark it as dead: it is not sent any more unless somebody says so."""
    tx.execute(
        """update deliveries set state = 'dead', attempts = attempts + 1, status = :status, error = :reason, ended = :at
           where seq = :seq and state = 'due'""",
        {"seq": seq, "status": status, "reason": reason[:LONGEST_REASON], "at": stamp(at)},
    )


def again(tx: Transaction, id: str, now: datetime) -> WebhookDelivery | None:
    """Make it due now, at the head of its lane and with all its time before it; None where there is none.

    One that was taken is sent again under its id, which its receiver knows it by.
    """
    tx.execute(
        """update deliveries set state = 'due', due = :now, until = :until, attempts = 0, ended = null
           where id = :id""",
        {"id": id, "now": stamp(now), "until": stamp(now + TRIED_FOR)},
    )
    return find(tx, id)


def find(reader: Reader, id: str) -> WebhookDelivery | None:
    """Return the delivery with this id, None where there is none."""
    rows = reader.query("select * from deliveries where id = :id", {"id": id})
    return _delivery(rows[0]) if rows else None


def figures(reader: Reader) -> DeliveryFigures:
    """Count what waits and what was given up."""
    [row] = reader.query(
        """select
             (select min(at) from deliveries where state = 'due') as oldest_due,
             (select count(*) from deliveries where state = 'due') as due,
             (select count(*) from deliveries where state = 'dead') as dead"""
    )
    return DeliveryFigures(moment_or_none(row["oldest_due"]), row["due"], row["dead"])


def page(reader: Reader, limit: int = MOST_LISTED) -> list[WebhookDelivery]:
    """Return the newest deliveries, newest first, those that wait or were given up ahead of all that were taken."""
    rows = reader.query(
        "select * from deliveries order by case when state = 'sent' then 1 else 0 end, seq desc limit :limit",
        {"limit": within(limit, 1, MOST_LISTED)},
    )
    return [_delivery(row) for row in rows]


def _delivery(row: Mapping[str, Any]) -> WebhookDelivery:
    read = {
        "at": moment(row["at"]),
        "due": moment(row["due"]),
        "until": moment(row["until"]),
        "ended": moment_or_none(row["ended"]),
        "state": Delivered(row["state"]),
    }
    return WebhookDelivery(**{**row, **read})

"""What happened to cases: rows that are never changed, but that the text of a comment goes when it is taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.desk.actor import Actor, CasePerson
from bot.desk.events import CaseEvent, Change, Happened, Seen
from bot.store import access_conditions
from bot.store.engine.columns import moment, pack, stamp, unpack, within
from bot.store.engine.store import Reader, Transaction

MOST_LISTED = 200
"""The most events that one call gives."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a case, as it is kept."""

    seq: int
    number: int
    key: str
    at: datetime
    kind: Happened
    actor: CasePerson
    visibility: Seen
    text: str
    organisation: str
    leg: int
    detail: Mapping[str, Any]


def note(tx: Transaction, done: Change, key: str) -> None:
    """Keep the events of a change: the first under the key, the others under one that follows from it."""
    for place, event in enumerate(done.events):
        _insert(tx, event, f"{key}|{place + 1}" if place else key)


def _insert(tx: Transaction, event: CaseEvent, key: str) -> None:
    tx.execute(
        """insert into case_events (number, key, at, kind, actor, actor_name, visibility, text, organisation, leg,
             detail)
           values (:number, :key, :at, :kind, :actor, :actor_name, :visibility, :text, :organisation, :leg, :detail)""",
        {
            "number": event.number,
            "key": key,
            "at": stamp(event.at),
            "kind": event.kind.value,
            "actor": event.actor.key,
            "actor_name": event.actor.name,
            "visibility": event.visibility.value,
            "text": event.text,
            "organisation": event.organisation,
            "leg": event.leg,
            "detail": pack(dict(event.detail)),
        },
    )


def last_seqs(reader: Reader, done: Sequence[CaseEvent]) -> list[int]:
    """Return the seqs under which the events of a change were just kept, in their order."""
    return [_last_seq(reader, event) for event in done]


def _last_seq(reader: Reader, event: CaseEvent) -> int:
    [row] = reader.query(
        "select max(seq) as seq from case_events where number = :number and kind = :kind and at = :at",
        {"number": event.number, "kind": event.kind.value, "at": stamp(event.at)},
    )
    return int(row["seq"])


def drop_text(tx: Transaction, number: int, seq: int) -> None:
    """Take the text out of a comment that was taken back; the row stays, and says that there was one."""
    tx.execute(
        "update case_events set text = '' where number = :number and seq = :seq and kind = 'commented'",
        {"number": number, "seq": seq},
    )


def event_of(reader: Reader, key: str) -> Event | None:
    """Return the event that was kept under a key, or None: whether something was done already."""
    found = reader.query("select * from case_events where key = :key", {"key": key})
    return _event(found[0]) if found else None


def last_words(reader: Reader, numbers: Sequence[int]) -> dict[int, Event]:
    """Return the team's newest word to the customer, by case, for those to which the customer added nothing since."""
    found: dict[int, Event] = {}
    for number in numbers:
        newest = reader.query(
            """select * from case_events where number = :number and visibility = 'customer'
                 and kind in ('replied', 'updated', 'asked', 'resolved', 'commented', 'reopened')
               order by seq desc limit 1""",
            {"number": number},
        )
        if newest and newest[0]["kind"] not in ("commented", "reopened"):
            found[number] = _event(newest[0])
    return found


def events(reader: Reader, number: int, limit: int = MOST_LISTED, viewer: Actor | None = None) -> list[Event]:
    """Return the newest events of a case that the viewer may see, in the order they happened; without one, all."""
    seen, values = access_conditions.of_events(viewer) if viewer else ("1 = 1", {})
    rows = reader.query(
        f"""select * from case_events where number = :number and {seen} order by seq desc limit :limit""",  # noqa: S608
        {"number": within(number, 0), "limit": within(limit, 1, MOST_LISTED), **values},
    )
    return [_event(row) for row in reversed(rows)]


def _event(row: dict[str, Any]) -> Event:
    return Event(
        seq=row["seq"],
        number=row["number"],
        key=row["key"],
        at=moment(row["at"]),
        kind=Happened(row["kind"]),
        actor=CasePerson(row["actor"], row["actor_name"]),
        visibility=Seen(row["visibility"]),
        text=row["text"],
        organisation=row["organisation"] or "",
        leg=row["leg"] or 0,
        detail=unpack(row["detail"]) or {},
    )

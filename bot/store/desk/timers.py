"""Timers: what is to happen at a moment. A row that has fired stays, so that the same never happens twice."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.desk.time.timer_plan import Timer, TimerKind
from bot.store.engine.columns import moment, stamp, within
from bot.store.engine.store import Reader, Transaction

MOST_DUE = 200
"""The most timers that one call gives."""


def of_case(tx: Transaction, number: int, wanted: Iterable[Timer]) -> None:
    """Bring a case's timers up to date: new ones are set, others moved, and those that it wants no more dropped."""
    rows = tx.query("select key, due from timers where number = :number and fired is null", {"number": number})
    _bring(tx, {row["key"]: row["due"] for row in rows}, wanted)


def of_kind(tx: Transaction, kind: TimerKind, wanted: Iterable[Timer]) -> None:
    """Bring the timers of a kind that is about no case up to date, likewise."""
    rows = tx.query("select key, due from timers where kind = :kind and fired is null", {"kind": kind.value})
    _bring(tx, {row["key"]: row["due"] for row in rows}, wanted)


def _bring(tx: Transaction, waiting: Mapping[str, str], wanted: Iterable[Timer]) -> None:
    due = {timer.key: timer for timer in wanted}
    for key in waiting.keys() - due.keys():
        tx.execute("delete from timers where key = :key and fired is null", {"key": key})
    for key, timer in due.items():
        if waiting.get(key) != stamp(timer.due):
            put(tx, timer)


def put(tx: Transaction, timer: Timer) -> None:
    """Set a timer, or move one that has not fired; one that has fired stays as it is."""
    tx.execute(
        """insert into timers (key, kind, number, leg, about, rung, due)
           values (:key, :kind, :number, :leg, :about, :rung, :due)
           on conflict (key) do update set due = :due where timers.fired is null""",
        {
            "key": timer.key,
            "kind": timer.kind.value,
            "number": timer.number,
            "leg": timer.leg,
            "about": timer.about,
            "rung": timer.rung,
            "due": stamp(timer.due),
        },
    )


def knows(reader: Reader, key: str) -> bool:
    """Return whether there is such a timer, fired or not."""
    return bool(reader.query("select 1 as there from timers where key = :key", {"key": key}))


def put_off(tx: Transaction, keys: Iterable[str], due: datetime) -> None:
    """Let timers that failed wait, so that they hold up no others."""
    for key in keys:
        tx.execute("update timers set due = :due where key = :key and fired is null", {"key": key, "due": stamp(due)})


def take(tx: Transaction, key: str, at: datetime) -> bool:
    """Note that a timer fires, in the transaction of all that it does; False when it did already, or is gone."""
    return bool(
        tx.execute("update timers set fired = :at where key = :key and fired is null", {"key": key, "at": stamp(at)})
    )


def due(reader: Reader, at: datetime, limit: int = MOST_DUE) -> list[Timer]:
    """Return the timers that are due and have not fired, the longest due first."""
    rows = reader.query(
        "select * from timers where fired is null and due <= :at order by due, key limit :limit",
        {"at": stamp(at), "limit": within(limit, 1, MOST_DUE)},
    )
    return [_timer(row) for row in rows]


def waiting(reader: Reader, number: int) -> list[Timer]:
    """Return the timers of a case that have not fired, the next one first."""
    rows = reader.query(
        "select * from timers where number = :number and fired is null order by due, key",
        {"number": within(number, 0)},
    )
    return [_timer(row) for row in rows]


def last_words(reader: Reader, number: int) -> dict[int, datetime]:
    """Return when the party of each leg of a case, by its ordinal, last told the one below it something."""
    rows = reader.query(
        """select leg, max(at) as last from case_events where number = :number
             and kind in ('accepted', 'replied', 'updated', 'asked', 'answered') group by leg""",
        {"number": number},
    )
    return {row["leg"]: moment(row["last"]) for row in rows}


def watched(reader: Reader, beyond: int, limit: int = MOST_DUE) -> list[int]:
    """Return the numbers of the cases that can want timers, those beyond a number, in order."""
    rows = reader.query(
        """select number from cases where number > :beyond and state in ('open', 'resolved')
           order by number limit :limit""",
        {"beyond": within(beyond, 0), "limit": within(limit, 1, MOST_DUE)},
    )
    return [row["number"] for row in rows]


def _timer(row: Mapping[str, Any]) -> Timer:
    return Timer(
        key=row["key"],
        kind=TimerKind(row["kind"]),
        due=moment(row["due"]),
        number=row["number"],
        leg=row["leg"],
        about=row["about"],
        rung=row["rung"],
    )

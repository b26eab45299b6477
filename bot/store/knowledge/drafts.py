"""Drafts: for each answered case how far the entry that is drafted from it has come; the entry itself is in a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.store.engine.columns import moment, stamp, within
from bot.store.engine.store import Reader, Transaction

MOST_LISTED = 200
"""The most drafts that one call gives."""

DEEPEST = 10
"""How many earlier tries of a question are looked at."""


class DraftState(StrEnum):
    """How far a draft has come."""

    DUE = "due"
    """To be written into its file."""
    WRITTEN = "written"
    """In its file, and waits to be validated."""
    VALIDATED = "validated"
    DROPPED = "dropped"


LEADS_TO: dict[DraftState, frozenset[DraftState]] = {
    DraftState.DUE: frozenset({DraftState.WRITTEN, DraftState.VALIDATED, DraftState.DROPPED}),
    DraftState.WRITTEN: frozenset({DraftState.VALIDATED, DraftState.DROPPED}),
    DraftState.VALIDATED: frozenset(),
    DraftState.DROPPED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class DraftRow:
    """How far the draft of a case has come."""

    number: int
    """The case's."""
    state: DraftState
    at: datetime
    updated: datetime
    entry: str | None
    """Its full name, None until it is written."""
    waits: str | None
    """Why it could not be written yet, None where nothing stands in the way."""


@dataclass(frozen=True, slots=True)
class TeamStatement:
    """Something the team said of a case."""

    kind: str
    text: str
    actor: str
    actor_name: str
    organisation: str
    """The id of whoever's person said it; empty for a lead."""
    visibility: str
    at: datetime


def expect(tx: Transaction, number: int, at: datetime) -> bool:
    """Note that a case is to become a draft; False where it was noted before: one draft a case."""
    changed = tx.execute(
        """insert into drafts (number, state, at, updated) values (:number, 'due', :at, :at)
           on conflict (number) do nothing""",
        {"number": number, "at": stamp(at)},
    )
    return changed == 1


def step(tx: Transaction, number: int, state: DraftState, at: datetime, entry: str | None = None) -> bool:
    """Note how far a draft has come; False where that does not follow from where it was."""
    before = [each.value for each, after in LEADS_TO.items() if state in after]
    marks = ", ".join(f":from{place}" for place in range(len(before)))
    changed = tx.execute(
        f"""update drafts set state = :state, updated = :at, waits = null, entry = coalesce(:entry, entry)
            where number = :number and state in ({marks})""",  # noqa: S608 (ours)
        {
            "state": state.value,
            "at": stamp(at),
            "entry": entry,
            "number": number,
            **{f"from{place}": each for place, each in enumerate(before)},
        },
    )
    return changed == 1


def hold_up(tx: Transaction, number: int, why: str, at: datetime) -> None:
    """Note why a draft cannot be written yet."""
    tx.execute(
        "update drafts set waits = :why, updated = :at where number = :number and state = 'due'",
        {"why": why, "at": stamp(at), "number": number},
    )


def in_state(reader: Reader, *states: DraftState, after: int = 0, limit: int = MOST_LISTED) -> list[DraftRow]:
    """Return drafts in these states, by case number."""
    marks = ", ".join(f":state{place}" for place in range(len(states)))
    rows = reader.query(
        f"select * from drafts where number > :after and state in ({marks}) order by number limit :limit",  # noqa: S608
        {
            "after": within(after, 0),
            "limit": within(limit, 1, MOST_LISTED),
            **{f"state{place}": each.value for place, each in enumerate(states)},
        },
    )
    return [_row(row) for row in rows]


def all_written(reader: Reader) -> Iterator[DraftRow]:
    """Yield every draft that waits to be validated."""
    found = in_state(reader, DraftState.WRITTEN)
    while found:
        yield from found
        found = in_state(reader, DraftState.WRITTEN, after=found[-1].number)


def number_of(reader: Reader, entry: str) -> int | None:
    """Return the number of the case that an entry was drafted from, None where it came of none."""
    rows = reader.query("select number from drafts where entry = :entry order by number limit 1", {"entry": entry})
    return int(rows[0]["number"]) if rows else None


def of_case(reader: Reader, number: int) -> DraftRow | None:
    """Return how far the draft of a case has come, None where there is none."""
    rows = reader.query("select * from drafts where number = :number", {"number": number})
    return _row(rows[0]) if rows else None


def words(reader: Reader, number: int) -> list[TeamStatement]:
    """Return what was said of a case by whoever answers, in order, whoever may see it."""
    rows = reader.query(
        """select kind, text, actor, actor_name, coalesce(organisation, '') as organisation, visibility, at
           from case_events
           where number = :number and kind in ('replied', 'answered', 'resolved') and text <> '' order by seq""",
        {"number": number},
    )
    return [TeamStatement(**row | {"at": moment(row["at"])}) for row in rows]


def asked_before(reader: Reader, question: str) -> list[str]:
    """Return what a question says in other words: the same asker's earlier tries, oldest first."""
    rows = reader.query(
        """with recursive said (id, text, rephrases, depth) as (
             select id, text, rephrases, 0 from questions where id = :question
             union all
             select earlier.id, earlier.text, earlier.rephrases, depth + 1 from questions earlier
             join said on earlier.id = said.rephrases where depth < :deepest)
           select text from said where depth > 0 order by depth desc""",
        {"question": question, "deepest": DEEPEST},
    )
    return [row["text"] for row in rows]


def _row(row: dict[str, Any]) -> DraftRow:
    return DraftRow(
        number=row["number"],
        state=DraftState(row["state"]),
        at=moment(row["at"]),
        updated=moment(row["updated"]),
        entry=row["entry"],
        waits=row["waits"],
    )

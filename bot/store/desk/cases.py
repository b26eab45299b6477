"""Cases: a case is its newest row with its parts, and what happened to it is never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.desk.actor import Actor, Party
from bot.desk.case import Case, CaseKind, CaseState
from bot.desk.events import Change
from bot.store import access_conditions
from bot.store.desk import case_events, case_rows
from bot.store.desk.case_events import Event, event_of, events
from bot.store.engine.columns import LARGEST, stamp, within
from bot.store.engine.store import Reader, Transaction

__all__ = ["Event", "event_of", "events"]

MOST_LISTED = 200
"""The most cases or events that one call gives."""

_CHANGING = (
    *("state", "wait", "severity", "version", "updated", "ended", "details", "attachments", "rating"),
    *("merged_into", "product"),
)
"""The columns of a case that verbs change."""


def next_number(tx: Transaction) -> int:
    """Take the next case number, which nobody will get again."""
    [row] = tx.query("update counters set last = last + 1 where name = 'case' returning last")
    return int(row["last"])


def add(tx: Transaction, change: Change) -> None:
    """Keep a case that was opened, with the event that says so."""
    written = case_rows.values(change.case)
    columns = ", ".join(written)
    marks = ", ".join(f":{name}" for name in written)
    tx.execute(f"insert into cases ({columns}) values ({marks})", written)  # noqa: S608 (names of ours)
    case_rows.write_parts(tx, change.case, None)
    case_events.note(tx, change, change.case.key)


def change(tx: Transaction, done: Change, key: str) -> None:
    """Keep what a verb made of a case, with its events, the first one under this key."""
    tx.execute(
        f"update cases set {', '.join(f'{name} = :{name}' for name in _CHANGING)} where number = :number",  # noqa: S608
        {name: value for name, value in case_rows.values(done.case).items() if name in ("number", *_CHANGING)},
    )
    case_rows.write_parts(tx, done.case, done.before)
    case_events.note(tx, done, key)


def find(reader: Reader, number: int) -> Case | None:
    """Return a case by its number, or None."""
    return _first(reader, "number = :value", within(number, 0))


def find_by_key(reader: Reader, key: str) -> Case | None:
    """Return the case that was opened under a key, or None."""
    return _first(reader, "key = :value", key)


def seen(reader: Reader, number: int, viewer: Actor) -> Case | None:
    """Return a case by its number; None where there is none, or none that the viewer may see."""
    condition, values = access_conditions.of_cases(viewer)
    found = reader.query(
        f"select {case_rows.COLUMNS} from cases where number = :number and {condition}",  # noqa: S608 (ours)
        {"number": within(number, 0), **values},
    )
    return case_rows.loaded(reader, found)[0] if found else None


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases to list: those that are all of this; None is any."""

    state: CaseState | None = None
    kind: CaseKind | None = None
    severity: str | None = None
    wait: Party | None = None
    """Whom the case waits on; of open cases only."""
    account: str | None = None
    partner: str | None = None
    updated_since: datetime | None = None


def seen_page(
    reader: Reader, viewer: Actor, wanted: CaseFilter | None = None, *, before: int = LARGEST, limit: int = 50
) -> list[Case]:
    """Return the cases that the viewer may see and that are wanted, newest first: those below a number."""
    condition, values = access_conditions.of_cases(viewer)
    filters = {
        "state": wanted and wanted.state,
        "kind": wanted and wanted.kind,
        "severity": wanted and wanted.severity,
        "wait": wanted and wanted.wait,
        "organisation": wanted and wanted.account,
        "partner": wanted and wanted.partner,
    }
    given = {f"wanted_{name}": str(value) for name, value in filters.items() if value is not None}
    conditions = [condition, *(f"{name.removeprefix('wanted_')} = :{name}" for name in given)]
    if wanted and wanted.wait:
        conditions.append("state in ('open', 'resolved')")
    if wanted and wanted.updated_since:
        conditions.append("updated >= :since")
        given["since"] = stamp(wanted.updated_since)
    rows = reader.query(
        f"""select {case_rows.COLUMNS} from cases where number < :before and {" and ".join(conditions)}
            order by number desc limit :limit""",  # noqa: S608 (conditions of ours)
        {"before": within(before, 0), "limit": within(limit, 1, MOST_LISTED), **values, **given},
    )
    return case_rows.loaded(reader, rows)


def _first(reader: Reader, condition: str, value: int | str) -> Case | None:
    found = reader.query(f"select {case_rows.COLUMNS} from cases where {condition}", {"value": value})  # noqa: S608 (ours)
    return case_rows.loaded(reader, found)[0] if found else None


def last_replies(reader: Reader, numbers: Sequence[int]) -> dict[int, str]:
    """Return the team's last words to the customer, by case, for those that have any."""
    found: dict[int, str] = {}
    for number in numbers:
        for row in reader.query(
            """select text from case_events where number = :number and visibility = 'customer' and text <> ''
                 and kind in ('replied', 'updated', 'asked', 'resolved') order by seq desc limit 1""",
            {"number": number},
        ):
            found[number] = row["text"]
    return found


def of_requester(reader: Reader, requester: str, limit: int = 20) -> list[Case]:
    """Return somebody's cases, newest first."""
    return _newest(reader, "requester = :value", requester, limit)


def of_conversation(reader: Reader, conversation: str) -> list[Case]:
    """Return the cases that were opened in a conversation, newest first."""
    return _newest(reader, "conversation = :value", conversation, MOST_LISTED)


def of_question(reader: Reader, question: str) -> list[Case]:
    """Return the cases that came of a question, newest first."""
    return _newest(reader, "question = :value", question, MOST_LISTED)


def _newest(reader: Reader, condition: str, value: str, limit: int) -> list[Case]:
    rows = reader.query(
        f"select {case_rows.COLUMNS} from cases where {condition} order by number desc limit :limit",  # noqa: S608 (ours)
        {"value": value, "limit": within(limit, 1, MOST_LISTED)},
    )
    return case_rows.loaded(reader, rows)


def open_count(reader: Reader, requester: str) -> int:
    """Count somebody's open cases."""
    [row] = reader.query(
        "select count(*) as cases from cases where requester = :requester and state = 'open'", {"requester": requester}
    )
    return int(row["cases"])


def opened_since(reader: Reader, requester: str, since: datetime) -> int:
    """Count the cases that somebody opened since then."""
    [row] = reader.query(
        "select count(*) as cases from cases where requester = :requester and opened >= :since",
        {"requester": requester, "since": stamp(since)},
    )
    return int(row["cases"])


def page(reader: Reader, *, before: int = LARGEST, limit: int = 50, state: CaseState | None = None) -> list[Case]:
    """Return cases, newest first: those below a number, in one state or in all."""
    rows = reader.query(
        f"""select {case_rows.COLUMNS} from cases
            where number < :before and (state = :state or :any = 1) order by number desc limit :limit""",  # noqa: S608
        {
            "before": within(before, 0),
            "state": state.value if state else "",
            "any": 0 if state else 1,
            "limit": within(limit, 1, MOST_LISTED),
        },
    )
    return case_rows.loaded(reader, rows)

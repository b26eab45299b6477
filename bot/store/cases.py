"""Cases and what happened to them: a case is its newest row, its events are never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.desk.case import Case, Kind, Origin, Person, Requester, Severity, State, Wait
from bot.desk.events import Change, Seen
from bot.store.columns import LARGEST, moment, stamp, within
from bot.store.store import Reader, Transaction

MOST_LISTED = 200
"""The most cases or events that one call gives."""

_COLUMNS = """number, key, kind, state, wait, severity, title, requester_tenant, requester_object, requester_name,
  organisation, partner, product, conversation, question, transcript_end, version, opened, updated"""


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a case, as it is kept."""

    seq: int
    number: int
    key: str
    at: datetime
    kind: str
    """What happened: opened, commented, replied, resolved, reopened, withdrawn or closed."""
    actor: Person
    visibility: Seen
    text: str


def next_number(tx: Transaction) -> int:
    """Take the next case number, which nobody will get again."""
    [row] = tx.query("update counters set last = last + 1 where name = 'case' returning last")
    return int(row["last"])


def add(tx: Transaction, change: Change) -> None:
    """Keep a case that was opened, with the event that says so."""
    case = change.case
    tx.execute(
        """insert into cases (number, key, kind, state, wait, severity, title, requester, requester_tenant,
             requester_object, requester_name, organisation, partner, product, conversation, question,
             transcript_end, version, opened, updated)
           values (:number, :key, :kind, :state, :wait, :severity, :title, :requester, :requester_tenant,
             :requester_object, :requester_name, :organisation, :partner, :product, :conversation, :question,
             :transcript_end, :version, :opened, :updated)""",
        {
            "number": case.number,
            "key": case.key,
            "kind": case.kind.value,
            "state": case.state.value,
            "wait": case.wait.value,
            "severity": case.severity.value,
            "title": case.title,
            "requester": case.requester.key,
            "requester_tenant": case.requester.tenant,
            "requester_object": case.requester.object,
            "requester_name": case.requester.name,
            "organisation": case.organisation,
            "partner": case.partner,
            "product": case.product,
            "conversation": case.origin.conversation,
            "question": case.origin.question,
            "transcript_end": case.origin.transcript_end,
            "version": case.version,
            "opened": stamp(case.opened),
            "updated": stamp(case.updated),
        },
    )
    _note(tx, change, case.key)


def change(tx: Transaction, done: Change, key: str) -> None:
    """Keep what a verb made of a case, with its event under this key."""
    case = done.case
    tx.execute(
        """update cases set state = :state, wait = :wait, severity = :severity, version = :version, updated = :updated
           where number = :number""",
        {
            "state": case.state.value,
            "wait": case.wait.value,
            "severity": case.severity.value,
            "version": case.version,
            "updated": stamp(case.updated),
            "number": case.number,
        },
    )
    _note(tx, done, key)


def _note(tx: Transaction, done: Change, key: str) -> None:
    event = done.event
    tx.execute(
        """insert into case_events (number, key, at, kind, actor, actor_name, visibility, text)
           values (:number, :key, :at, :kind, :actor, :actor_name, :visibility, :text)""",
        {
            "number": event.number,
            "key": key,
            "at": stamp(event.at),
            "kind": event.kind,
            "actor": event.actor.key,
            "actor_name": event.actor.name,
            "visibility": event.visibility.value,
            "text": event.text,
        },
    )


def find(reader: Reader, number: int) -> Case | None:
    """Give a case by its number, or None."""
    return _first(reader, "number = :value", within(number, 0))


def find_by_key(reader: Reader, key: str) -> Case | None:
    """Give the case that was opened under a key, or None."""
    return _first(reader, "key = :value", key)


def _first(reader: Reader, condition: str, value: int | str) -> Case | None:
    found = reader.query(f"select {_COLUMNS} from cases where {condition}", {"value": value})  # noqa: S608 (ours)
    return _case(found[0]) if found else None


def event_of(reader: Reader, key: str) -> Event | None:
    """Give the event that was kept under a key, or None: whether something was done already."""
    found = reader.query("select * from case_events where key = :key", {"key": key})
    return _event(found[0]) if found else None


def events(reader: Reader, number: int, limit: int = MOST_LISTED) -> list[Event]:
    """Give the newest events of a case, in the order they happened."""
    rows = reader.query(
        "select * from case_events where number = :number order by seq desc limit :limit",
        {"number": within(number, 0), "limit": within(limit, 1, MOST_LISTED)},
    )
    return [_event(row) for row in reversed(rows)]


def last_replies(reader: Reader, numbers: Sequence[int]) -> dict[int, str]:
    """Give the team's last words to the customer, by case, for those that have any."""
    found: dict[int, str] = {}
    for number in numbers:
        for row in reader.query(
            """select text from case_events where number = :number and kind in ('replied', 'resolved')
                 and text <> '' and visibility = 'customer' order by seq desc limit 1""",
            {"number": number},
        ):
            found[number] = row["text"]
    return found


def of_requester(reader: Reader, requester: str, limit: int = 20) -> list[Case]:
    """Give somebody's cases, newest first."""
    return _newest(reader, "requester = :value", requester, limit)


def of_conversation(reader: Reader, conversation: str) -> list[Case]:
    """Give the cases that were opened in a conversation, newest first."""
    return _newest(reader, "conversation = :value", conversation, MOST_LISTED)


def of_question(reader: Reader, question: str) -> list[Case]:
    """Give the cases that came of a question, newest first."""
    return _newest(reader, "question = :value", question, MOST_LISTED)


def _newest(reader: Reader, condition: str, value: str, limit: int) -> list[Case]:
    rows = reader.query(
        f"select {_COLUMNS} from cases where {condition} order by number desc limit :limit",  # noqa: S608 (ours)
        {"value": value, "limit": within(limit, 1, MOST_LISTED)},
    )
    return [_case(row) for row in rows]


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


def page(reader: Reader, *, before: int = LARGEST, limit: int = 50, state: State | None = None) -> list[Case]:
    """Give cases, newest first: those below a number, in one state or in all."""
    rows = reader.query(
        f"""select {_COLUMNS} from cases
            where number < :before and (state = :state or :any = 1) order by number desc limit :limit""",  # noqa: S608
        {
            "before": within(before, 0),
            "state": state.value if state else "",
            "any": 0 if state else 1,
            "limit": within(limit, 1, MOST_LISTED),
        },
    )
    return [_case(row) for row in rows]


def _case(row: dict[str, Any]) -> Case:
    return Case(
        number=row["number"],
        key=row["key"],
        title=row["title"],
        requester=Requester(row["requester_tenant"], row["requester_object"], row["requester_name"]),
        organisation=row["organisation"],
        partner=row["partner"],
        origin=Origin(row["conversation"], row["transcript_end"], row["question"]),
        opened=moment(row["opened"]),
        updated=moment(row["updated"]),
        state=State(row["state"]),
        wait=Wait(row["wait"]),
        severity=Severity(row["severity"]),
        kind=Kind(row["kind"]),
        product=row["product"],
        version=row["version"],
    )


def _event(row: dict[str, Any]) -> Event:
    return Event(
        seq=row["seq"],
        number=row["number"],
        key=row["key"],
        at=moment(row["at"]),
        kind=row["kind"],
        actor=Person(row["actor"], row["actor_name"]),
        visibility=Seen(row["visibility"]),
        text=row["text"],
    )

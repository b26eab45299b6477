"""A case as rows and back: its own row, its legs, whom the case waited on, who takes part, what is related."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from bot.desk.actor import CasePerson, Party
from bot.desk.case import Attachment, Case, CaseKind, CaseState, Details, Origin, Requester
from bot.desk.leg import Leg, LegState, Promise, WaitPeriod
from bot.store.engine.columns import moment, moment_or_none, pack, stamp, stamp_or_none, unpack
from bot.store.engine.store import Reader, Transaction

COLUMNS = """number, key, kind, state, wait, severity, title, requester_tenant, requester_object, requester_name,
  organisation, partner, product, conversation, question, transcript_end, version, opened, updated,
  ended, details, attachments, rating, merged_into, language"""

Row = Mapping[str, Any]


def loaded(reader: Reader, rows: Iterable[Row]) -> list[Case]:
    """Return the cases of rows, whole, with one query for each kind of part."""
    held = list(rows)
    numbers = [row["number"] for row in held]
    legs = _of(reader, "legs", numbers, "ordinal")
    waits = _of(reader, "waits", numbers, "ordinal")
    people = _of(reader, "participants", numbers, "seq")
    related = _of(reader, "relations", numbers, "other")
    return [_case(row, legs, waits, people, related) for row in held]


def _of(reader: Reader, table: str, numbers: list[int], order: str) -> Mapping[int, list[Row]]:
    """Return the rows of a table by their case."""
    found: dict[int, list[Row]] = defaultdict(list)
    if not numbers:
        return found
    names = {f"n{place}": number for place, number in enumerate(numbers)}
    wanted = ", ".join(f":{name}" for name in names)
    sql = f"select * from {table} where number in ({wanted}) order by number, {order}"  # noqa: S608 (names of ours)
    for row in reader.query(sql, names):
        found[row["number"]].append(row)
    return found


def _case(
    row: Row,
    legs: Mapping[int, list[Row]],
    waits: Mapping[int, list[Row]],
    people: Mapping[int, list[Row]],
    related: Mapping[int, list[Row]],
) -> Case:
    number = row["number"]
    return Case(
        number=number,
        key=row["key"],
        title=row["title"],
        requester=Requester(row["requester_tenant"], row["requester_object"], row["requester_name"]),
        organisation=row["organisation"],
        partner=row["partner"],
        origin=Origin(row["conversation"], row["transcript_end"], row["question"]),
        opened=moment(row["opened"]),
        updated=moment(row["updated"]),
        state=CaseState(row["state"]),
        wait=Party(row["wait"]),
        severity=row["severity"],
        kind=CaseKind(row["kind"]),
        product=row["product"],
        version=row["version"],
        ended=moment_or_none(row["ended"]),
        language=row["language"] or "",
        details=Details(**(unpack(row["details"]) or {})),
        attachments=tuple(Attachment(**each) for each in unpack(row["attachments"]) or ()),
        participants=tuple(CasePerson(each["key"], each["name"]) for each in people.get(number, ())),
        related=tuple(each["other"] for each in related.get(number, ())),
        rating=row["rating"],
        merged_into=row["merged_into"],
        legs=tuple(_leg(each, row["kind"] == CaseKind.SALES) for each in legs.get(number, ())),
        held=tuple(_held(each) for each in waits.get(number, ())),
    )


def _leg(row: Row, is_sales: bool) -> Leg:
    return Leg(
        ordinal=row["ordinal"],
        party=Party(row["party"]),
        organisation=row["organisation"],
        opened=moment(row["opened"]),
        state=LegState(row["state"]),
        owner=CasePerson(row["owner"], row["owner_name"]) if row["owner"] else None,
        acknowledged=moment_or_none(row["acknowledged"]),
        closed=moment_or_none(row["closed"]),
        reason=row["reason"],
        promise=Promise(**unpack(row["promise"])),
        is_sales=is_sales,
    )


def _held(row: Row) -> WaitPeriod:
    return WaitPeriod(Party(row["party"]), row["leg"], moment(row["since"]), moment_or_none(row["until"]))


def values(case: Case) -> dict[str, Any]:
    """Return what a case's own row holds."""
    return {
        "number": case.number,
        "key": case.key,
        "kind": case.kind.value,
        "state": case.state.value,
        "wait": case.wait.value,
        "severity": case.severity,
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
        "ended": stamp_or_none(case.ended),
        "details": pack({name: said for name, said in asdict(case.details).items() if said}),
        "attachments": pack([asdict(each) for each in case.attachments]),
        "rating": case.rating,
        "merged_into": case.merged_into,
        "language": case.language,
    }


def write_parts(tx: Transaction, case: Case, before: Case | None) -> None:
    """Write what is new of a case's parts since `before`, or all of them."""
    known = before.legs if before else ()
    for leg in case.legs:
        if leg not in known:
            _write_leg(tx, case.number, leg)
    unchanged = before.held if before else ()
    for ordinal, held in enumerate(case.held, start=1):
        if ordinal > len(unchanged) or held != unchanged[ordinal - 1]:
            _write_held(tx, case.number, ordinal, held)
    for person in case.participants[len(before.participants) if before else 0 :]:
        _write_participant(tx, case.number, person)
    for other in set(case.related) - set(before.related if before else ()):
        _write_relation(tx, case.number, other)
        _write_relation(tx, other, case.number)


def _write_leg(tx: Transaction, number: int, leg: Leg) -> None:
    tx.execute(
        """insert into legs (number, ordinal, party, organisation, state, owner, owner_name, opened, acknowledged,
             closed, reason, promise)
           values (:number, :ordinal, :party, :organisation, :state, :owner, :owner_name, :opened, :acknowledged,
             :closed, :reason, :promise)
           on conflict (number, ordinal) do update set state = excluded.state, owner = excluded.owner,
             owner_name = excluded.owner_name, acknowledged = excluded.acknowledged, closed = excluded.closed,
             reason = excluded.reason, promise = excluded.promise""",
        {
            "number": number,
            "ordinal": leg.ordinal,
            "party": leg.party.value,
            "organisation": leg.organisation,
            "state": leg.state.value,
            "owner": leg.owner.key if leg.owner else None,
            "owner_name": leg.owner.name if leg.owner else None,
            "opened": stamp(leg.opened),
            "acknowledged": stamp_or_none(leg.acknowledged),
            "closed": stamp_or_none(leg.closed),
            "reason": leg.reason,
            "promise": pack({name: value for name, value in asdict(leg.promise).items() if value}),
        },
    )


def _write_held(tx: Transaction, number: int, ordinal: int, held: WaitPeriod) -> None:
    tx.execute(
        """insert into waits (number, ordinal, party, leg, since, until)
           values (:number, :ordinal, :party, :leg, :since, :until)
           on conflict (number, ordinal) do update set until = excluded.until""",
        {
            "number": number,
            "ordinal": ordinal,
            "party": held.party.value,
            "leg": held.leg,
            "since": stamp(held.since),
            "until": stamp_or_none(held.until),
        },
    )


def _write_participant(tx: Transaction, number: int, person: CasePerson) -> None:
    tx.execute(
        """insert into participants (number, key, name) values (:number, :key, :name)
           on conflict (number, key) do nothing""",
        {"number": number, "key": person.key, "name": person.name},
    )


def _write_relation(tx: Transaction, number: int, other: int) -> None:
    tx.execute(
        "insert into relations (number, other) values (:number, :other) on conflict (number, other) do nothing",
        {"number": number, "other": other},
    )

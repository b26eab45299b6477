"""Problems: the newest row of each, what was told of it, and the cases, persons and questions attached to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.desk.actor import Actor, CasePerson
from bot.desk.problem import ProblemRecord, ProblemState, may_know
from bot.store.engine.columns import LARGEST, moment, pack, stamp, unpack, within
from bot.store.engine.store import Reader, Transaction
from knowledge.entry import VENDOR_FOLDER, Visibility
from knowledge.people.audience import Audience

MOST_LISTED = 200
"""The most problems, updates or attachments that one call gives."""
MOST_OPEN = 50
"""Open problems that a question is held against, the newest."""


class Attached(StrEnum):
    """What can be attached to a problem."""

    CASE = "case"
    PERSON = "person"
    """Somebody who wants to be told when it is solved."""
    QUESTION = "question"
    """What made it suspected."""


@dataclass(frozen=True, slots=True)
class ProblemAttachment:
    """Something attached to a problem."""

    kind: Attached
    ref: str
    """The case's number, the person's key, or the question's id."""
    conversation: str | None
    """Where a person is told."""
    at: datetime
    told: datetime | None = None
    """When they were told that it is solved."""


@dataclass(frozen=True, slots=True)
class Update:
    """Something that was said of a problem."""

    kind: str
    """declared, updated, solved or dismissed."""
    at: datetime
    actor: CasePerson
    text: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that nobody answered, or whose answer was no help."""

    id: str
    seq: int
    text: str
    language: str
    person: str
    partner: str | None
    case: int | None
    """The open case that came of it."""


def unanswered(reader: Reader, since: datetime, limit: int) -> list[Unanswered]:
    """Return the newest questions since then that nobody answered, or whose answers were refused."""
    rows = reader.query(
        """select q.id, q.incoming_seq as seq, q.text, q.language, q.person, q.partner,
             (select max(c.number) from cases c where c.question = q.id and c.state = 'open') as "case"
           from questions q
           where q.at >= :since and (q.verdict = 'handoff' or q.outcome = 'escalated' or q.refused is not null)
           order by q.incoming_seq desc limit :limit""",
        {"since": stamp(since), "limit": within(limit, 1, MOST_LISTED)},
    )
    return [Unanswered(**row) for row in rows]


def next_number(tx: Transaction) -> int:
    """Take the next number, which no other problem will get."""
    [row] = tx.query("update counters set last = last + 1 where name = 'problem' returning last")
    return int(row["last"])


def add(tx: Transaction, problem: ProblemRecord) -> None:
    """Keep a new problem."""
    tx.execute(
        """insert into problems (number, state, title, text, phrasings, language, partner, product, visibility,
             declared_by, declared_by_name, version, opened, updated)
           values (:number, :state, :title, :text, :phrasings, :language, :partner, :product, :visibility,
             :declared_by, :declared_by_name, :version, :opened, :updated)""",
        _values(problem),
    )


def change(tx: Transaction, problem: ProblemRecord) -> None:
    """Keep what a verb made of a problem."""
    tx.execute(
        """update problems set state = :state, title = :title, text = :text, phrasings = :phrasings,
             language = :language, partner = :partner, product = :product, visibility = :visibility,
             declared_by = :declared_by, declared_by_name = :declared_by_name, version = :version, opened = :opened,
             updated = :updated where number = :number""",
        _values(problem),
    )


def tell(tx: Transaction, number: int, key: str, update: Update) -> None:
    """Keep what was said of a problem, under its key."""
    tx.execute(
        """insert into problem_updates (number, key, at, kind, actor, actor_name, text)
           values (:number, :key, :at, :kind, :actor, :actor_name, :text)""",
        {
            "number": number,
            "key": key,
            "at": stamp(update.at),
            "kind": update.kind,
            "actor": update.actor.key,
            "actor_name": update.actor.name,
            "text": update.text,
        },
    )


def number_under(reader: Reader, key: str) -> int | None:
    """Return the problem that something was said of under this key; None where nothing was."""
    rows = reader.query("select number from problem_updates where key = :key", {"key": key})
    return int(rows[0]["number"]) if rows else None


def find(reader: Reader, number: int) -> ProblemRecord | None:
    """Return a problem by its number, or None."""
    rows = reader.query("select * from problems where number = :number", {"number": within(number, 0)})
    return _problem(rows[0]) if rows else None


def page(reader: Reader, *states: ProblemState, before: int = LARGEST, limit: int = 50) -> list[ProblemRecord]:
    """Return problems, newest first: in these states, or in all."""
    names = {f"state{place}": each.value for place, each in enumerate(states or tuple(ProblemState))}
    rows = reader.query(
        f"""select * from problems where number < :before and state in ({", ".join(f":{each}" for each in names)})
            order by number desc limit :limit""",  # noqa: S608 (names of ours)
        {"before": within(before, 0), "limit": within(limit, 1, MOST_LISTED), **names},
    )
    return [_problem(row) for row in rows]


def seen_page(reader: Reader, viewer: Actor, *states: ProblemState) -> list[ProblemRecord]:
    """Return the problems that somebody of a team may know of, newest first: in these states, or in all."""
    found: list[ProblemRecord] = []
    before = LARGEST
    while len(found) < MOST_LISTED and (more := page(reader, *states, before=before, limit=MOST_LISTED)):
        found += [each for each in more if may_know(viewer, each)]
        before = more[-1].number
    return found[:MOST_LISTED]


def open_for(reader: Reader, audience: Audience) -> list[ProblemRecord]:
    """Return the open problems that somebody with this audience may hear of; the others might as well not be there."""
    folders = {f"folder{place}": each for place, each in enumerate(audience.partners)}
    seen = [each.value for each in Visibility if audience.visibility.includes(each)]
    levels = {f"level{place}": each for place, each in enumerate(seen)}
    rows = reader.query(
        f"""select * from problems where state = 'open'
              and coalesce(partner, :vendor) in ({", ".join(f":{each}" for each in folders)})
              and visibility in ({", ".join(f":{each}" for each in levels)})
            order by number desc limit :limit""",  # noqa: S608 (names of ours)
        {"vendor": VENDOR_FOLDER, "limit": MOST_OPEN, **folders, **levels},
    )
    return [found for row in rows if (found := _problem(row)).reaches(audience)]


def updates(reader: Reader, number: int) -> list[Update]:
    """Return what was said of a problem, in order."""
    rows = reader.query(
        "select * from problem_updates where number = :number order by seq limit :limit",
        {"number": number, "limit": MOST_LISTED},
    )
    return [
        Update(row["kind"], moment(row["at"]), CasePerson(row["actor"], row["actor_name"]), row["text"]) for row in rows
    ]


def attach(tx: Transaction, number: int, attachments: Iterable[ProblemAttachment]) -> int:
    """Attach what is not attached yet, and say how many that were."""
    return sum(
        tx.execute(
            """insert into attachments (number, kind, ref, conversation, at)
               values (:number, :kind, :ref, :conversation, :at) on conflict (number, kind, ref)
               do update set told = null, conversation = excluded.conversation where attachments.told is not null""",
            {
                "number": number,
                "kind": each.kind.value,
                "ref": each.ref,
                "conversation": each.conversation,
                "at": stamp(each.at),
            },
        )
        for each in attachments
    )


def detach(tx: Transaction, number: int, kind: Attached, ref: str) -> bool:
    """Take something off; False where it was not attached."""
    values = {"number": number, "kind": kind.value, "ref": ref}
    return tx.execute("delete from attachments where number = :number and kind = :kind and ref = :ref", values) == 1


def attached(reader: Reader, number: int, kind: Attached) -> list[ProblemAttachment]:
    """Return everything of a kind that is attached to a problem, in the order it was."""
    rows = reader.query(
        "select * from attachments where number = :number and kind = :kind order by seq",
        {"number": number, "kind": kind.value},
    )
    return [_attachment(row) for row in rows]


def waits(reader: Reader, number: int, person: str) -> bool:
    """Return whether somebody still waits to be told that a problem is solved."""
    return bool(
        reader.query(
            """select seq from attachments
               where number = :number and kind = 'person' and ref = :person and told is null""",
            {"number": number, "person": person},
        )
    )


def numbers_of(reader: Reader, kind: Attached, refs: Iterable[str]) -> set[int]:
    """Return the problems that any of these is attached to."""
    found: set[int] = set()
    for ref in refs:
        rows = reader.query(
            "select number from attachments where kind = :kind and ref = :ref", {"kind": kind.value, "ref": ref}
        )
        found |= {int(row["number"]) for row in rows}
    return found


def mark_told(tx: Transaction, number: int, person: str, at: datetime) -> None:
    """Note that somebody was told that it is solved, so that they no longer wait."""
    tx.execute(
        "update attachments set told = :at where number = :number and kind = 'person' and ref = :ref",
        {"number": number, "ref": person, "at": stamp(at)},
    )


def _values(problem: ProblemRecord) -> dict[str, Any]:
    by = problem.declared_by
    return {
        "number": problem.number,
        "state": problem.state.value,
        "title": problem.title,
        "text": problem.text,
        "phrasings": pack(list(problem.phrasings)),
        "language": problem.language,
        "partner": problem.partner,
        "product": problem.product,
        "visibility": problem.visibility.value,
        "declared_by": by.key if by else None,
        "declared_by_name": by.name if by else None,
        "version": problem.version,
        "opened": stamp(problem.opened),
        "updated": stamp(problem.updated),
    }


def _problem(row: dict[str, Any]) -> ProblemRecord:
    return ProblemRecord(
        number=row["number"],
        title=row["title"],
        text=row["text"],
        phrasings=tuple(unpack(row["phrasings"])),
        language=row["language"],
        partner=row["partner"],
        product=row["product"],
        visibility=Visibility(row["visibility"]),
        state=ProblemState(row["state"]),
        opened=moment(row["opened"]),
        updated=moment(row["updated"]),
        declared_by=CasePerson(row["declared_by"], row["declared_by_name"]) if row["declared_by"] else None,
        version=row["version"],
    )


def _attachment(row: dict[str, Any]) -> ProblemAttachment:
    told = moment(row["told"]) if row["told"] else None
    return ProblemAttachment(Attached(row["kind"]), row["ref"], row["conversation"], moment(row["at"]), told)

"""What experience is told from: how each question stands and what its asker did until then, and what cases took."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.desk.case import Case
from bot.store.desk import case_rows
from bot.store.engine.columns import LARGEST, stamp
from bot.store.engine.store import Reader
from bot.store.knowledge.questions import QuestionOutcome, outcome_at
from bot.store.tenant_condition import of_tenants

MOST_READ = 100_000
"""The most questions or cases that are read at once, the newest."""
PAGE = 500
"""Cases whose parts are read at once."""
MOST_WORDS = 50
"""Messages of one requester, before their case was opened, that are compared with those after it."""
EFFORT = ("commented", "reopened", "withdrawn")
"""What a requester does to a case that counts as a turn; a confirmation or a rating does not."""


@dataclass(frozen=True, slots=True)
class Told:
    """A question, how it stands, and what it took."""

    id: str
    person: str
    partner: str | None
    verdict: str
    outcome: QuestionOutcome
    given: str | None
    """The entry that was answered or chosen."""
    refused: bool
    """Whether its asker said of an entry that it is no help."""
    rephrases: str | None
    """The id of the question that it says in other words."""
    turns: int
    """What its asker wrote or pressed, from it to its end or to their next question."""


@dataclass(slots=True)
class Acts:
    """What the requester of a case did after it was opened."""

    count: int = 0
    confirmed: bool = False
    """Whether they said that it is solved, and nothing since."""
    wrote: list[str] = field(default_factory=list)


TURNS = """(select count(*) from transcript t
  where t.conversation = a.conversation and t.op = 'in' and t.person = a.person and t.kind in ('message', 'invoke')
    and t.seq >= a.incoming_seq and t.seq < coalesce(a.following, :largest)
    and (a.outcome <> 'confirmed' or t.at < a.outcome_at) and (a.outcome <> 'escalated' or t.at <= a.outcome_at)
    and not exists (select 1 from cases c join case_events e on e.number = c.number
      where c.requester = t.person and e.actor = t.person and e.at = t.at and e.kind <> 'opened'))"""
"""What somebody wrote or pressed for a question; what they did to a case then is counted there."""


def questions(
    reader: Reader, now: datetime, since: datetime, until: datetime, tenants: Collection[str] = ()
) -> list[Told]:
    """Return the questions asked since then and before the end, in the order asked; at most the newest 100,000.

    Where tenants are named, only those of their people.
    """
    theirs, named = of_tenants(tenants)
    rows = reader.query(
        f"""with asked as (
              select id, conversation, incoming_seq, at, person, partner, verdict, outcome, outcome_at, chosen, entry,
                refused, rephrases,
                lead(incoming_seq) over (partition by conversation, person order by incoming_seq, id) as following
              from questions where at >= :since and {theirs}),
            newest as (select * from asked where at < :until order by incoming_seq desc, id desc limit :most)
            select a.*, {TURNS} as turns from newest a order by a.incoming_seq, a.id""",  # noqa: S608 (ours)
        {"since": stamp(since), "until": stamp(until), "most": MOST_READ, "largest": LARGEST} | named,
    )
    return [_told(row, now) for row in rows]


def _told(row: Mapping[str, Any], now: datetime) -> Told:
    return Told(
        id=row["id"],
        person=row["person"],
        partner=row["partner"],
        verdict=row["verdict"],
        outcome=outcome_at(row, now),
        given=row["chosen"] or row["entry"],
        refused=row["refused"] is not None,
        rephrases=row["rephrases"],
        turns=max(row["turns"], 1),
    )


def opened(reader: Reader, since: datetime, until: datetime, account: str = "") -> list[Case]:
    """Return the cases opened since then and before the end, oldest first; at most the newest 100,000.

    Where an account is named, only its own.
    """
    rows = reader.query(
        f"""select {case_rows.COLUMNS} from cases
            where opened >= :since and opened < :until and (:account = '' or organisation = :account)
           order by number desc limit :most""",  # noqa: S608
        {"since": stamp(since), "until": stamp(until), "account": account, "most": MOST_READ},
    )
    oldest_first = rows[::-1]
    pages = (oldest_first[place : place + PAGE] for place in range(0, len(oldest_first), PAGE))
    return [case for page in pages for case in case_rows.loaded(reader, page)]


def acts(reader: Reader, since: datetime) -> dict[int, Acts]:
    """Return by number what the requesters of the cases opened since then did to them, where they did anything."""
    found: dict[int, Acts] = defaultdict(Acts)
    for row in reader.query(
        """select e.number, e.kind, e.text from cases c join case_events e on e.number = c.number
           where c.opened >= :since and e.actor = c.requester order by e.seq""",
        {"since": stamp(since)},
    ):
        each = found[row["number"]]
        each.count += row["kind"] in EFFORT
        each.confirmed = row["kind"] == "confirmed" or (each.confirmed and row["kind"] not in EFFORT)
        if row["kind"] == "commented" and row["text"]:
            each.wrote.append(row["text"])
    return dict(found)


def written_before(reader: Reader, case: Case) -> list[str]:
    """Return what the requester of a case had written before it was opened: its title, then the last fifty messages."""
    rows = reader.query(
        """select text from transcript where conversation = :conversation and op = 'in' and person = :person
             and seq <= :end and text <> '' order by seq desc limit :most""",
        {
            "conversation": case.origin.conversation or "",
            "person": case.requester.key,
            "end": case.origin.transcript_end,
            "most": MOST_WORDS,
        },
    )
    return [case.title, *(row["text"] for row in reversed(rows))]

"""What a lead looks at: figures of a day, pages of conversations and cases, one transcript, one case's events."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import takewhile
from typing import Any

from bot.desk.case import Case
from bot.store.chat.transcript import since
from bot.store.desk import cases
from bot.store.engine.columns import LARGEST, moment, moment_or_none, stamp, within
from bot.store.engine.rows import Delivered, Op, TranscriptRow
from bot.store.engine.store import Reader
from bot.store.knowledge import questions
from bot.store.knowledge.questions import WINDOW, Question, QuestionOutcome, outcome_at
from knowledge.match import Verdict

MOST = 200
"""The most rows of anything that one call gives."""
LONGEST = 400
"""Characters of a question in a list; the whole of it is in the transcript."""


WAITS = "c.state = 'open' and c.wait <> 'customer'"
"""A case that waits on any of us."""
SINCE = """(select min(e.at) from case_events e where e.number = c.number and e.seq >
  coalesce((select max(t.seq) from case_events t
            where t.number = c.number and t.kind in ('replied', 'resolved')), 0))"""
"""Since when: the first thing that happened after the team last said something."""


@dataclass(frozen=True, slots=True)
class DayFigures:
    """A day in a few numbers, and what is open now."""

    conversations: int
    """Those in which somebody wrote today."""
    verdicts: Mapping[str, int]
    """Today's questions by verdict; every verdict is there."""
    waiting: int
    """Open cases that don't wait on the customer."""
    oldest: datetime | None
    """Since when the first of them waits."""


def figures(reader: Reader, today: datetime) -> DayFigures:
    """Count a day that began at `today`."""
    day = {"today": stamp(today)}
    [busy] = reader.query("select count(*) as many from conversations where updated >= :today", day)
    counted = reader.query("select verdict, count(*) as many from questions where at >= :today group by verdict", day)
    [waits] = reader.query(
        f"select count(*) as many, min({SINCE}) as oldest from cases c where {WAITS}"  # noqa: S608 (ours)
    )
    verdicts = {verdict.value: 0 for verdict in Verdict} | {row["verdict"]: row["many"] for row in counted}
    return DayFigures(busy["many"], verdicts, waits["many"], moment_or_none(waits["oldest"]))


@dataclass(frozen=True, slots=True)
class ConversationFilter:
    """Which conversations to list: those with a question that is all of this; empty is anything."""

    verdict: str = ""
    outcome: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation in a list, with the latest question in it that was wanted."""

    key: str
    channel: str
    person: str
    partner: str | None
    at: datetime
    """When something last happened in it."""
    place: int
    """Hand the last one's to the next page."""
    question: str | None
    verdict: str | None
    confidence: float | None
    outcome: QuestionOutcome | None
    case: int | None
    """The latest case opened in it."""
    questions: int
    """All that were asked in it."""


SILENT = "w.outcome = 'unknown' and w.at <= :settled"
HELPED = "((w.verdict = 'answer' or w.chosen is not null) and w.refused is null)"
OUTCOMES: Mapping[str, str] = {
    "": "true",
    QuestionOutcome.CONFIRMED: "w.outcome = 'confirmed'",
    QuestionOutcome.ESCALATED: "w.outcome = 'escalated'",
    QuestionOutcome.REOPENED: "w.outcome = 'reopened'",
    QuestionOutcome.ASSUMED: f"{SILENT} and {HELPED}",
    QuestionOutcome.ABANDONED: f"{SILENT} and not {HELPED}",
    QuestionOutcome.UNKNOWN: "w.outcome = 'unknown' and w.at > :settled",
}
"""How each outcome is found, as `questions.outcome_at` tells it."""


def conversations(
    reader: Reader, now: datetime, wanted: ConversationFilter, before: int | None = None, limit: int = 50
) -> list[Listed]:
    """Return conversations, the most recently active first, those that come after `before` on the pages."""
    rows = reader.query(
        f"""select c.key, c.channel, c.person, c.partner, c.updated, c.last_seq as place,
             substr(q.text, 1, :longest) as question, q.verdict, q.confidence, q.outcome, q.chosen,
             q.refused, q.at as asked,
             (select max(number) from cases where conversation = c.key) as latest_case,
             (select count(*) from questions where conversation = c.key) as questions
           from conversations c left join questions q on q.conversation = c.key and q.incoming_seq =
             (select max(w.incoming_seq) from questions w where w.conversation = c.key
               and (:verdict = '' or w.verdict = :verdict) and {OUTCOMES[wanted.outcome]}
               and (:text = '' or lower(w.text) like lower(:text) escape '!'))
           where c.last_seq < :before and (:all = 1 or q.id is not null)
           order by c.last_seq desc limit :limit""",  # noqa: S608 (from the table above)
        {
            "longest": LONGEST,
            "verdict": wanted.verdict,
            "settled": stamp(now - WINDOW),
            "text": containing(wanted.text),
            "before": within(LARGEST if before is None else before, 0),
            "all": int(wanted == ConversationFilter()),
            "limit": within(limit, 1, MOST + 1),
        },
    )
    return [_listed(row, now) for row in rows]


def containing(text: str) -> str:
    """Return the pattern of whatever contains the text, in which nothing of the text is a wildcard; empty for none."""
    literal = text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{literal}%" if text else ""


def _listed(row: dict[str, Any], now: datetime) -> Listed:
    said = {"at": row.pop("asked"), "verdict": row["verdict"]}
    said |= {name: row.pop(name) for name in ("outcome", "chosen", "refused")}
    at, case = row.pop("updated"), row.pop("latest_case")
    return Listed(**row, at=moment(at), outcome=outcome_at(said, now) if said["at"] else None, case=case)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a transcript."""

    rows: tuple[TranscriptRow, ...]
    earlier: int | None
    """Hand it over as `before` for what came before; None when this is the beginning."""


def stretch(reader: Reader, conversation: str, before: int | None = None, limit: int = MOST) -> Stretch:
    """Return the last rows of a transcript, or the last ones before a seq, in order."""
    limit = within(limit, 1, MOST)
    places = reader.query(
        """select seq from transcript where conversation = :conversation and seq < :before
           order by seq desc limit :limit""",
        {
            "conversation": conversation,
            "before": within(LARGEST if before is None else before, 0),
            "limit": limit + 1,
        },
    )
    if not places:
        return Stretch((), None)
    shown = places[:limit]
    rows = since(reader, conversation, shown[-1]["seq"] - 1, len(shown))
    return Stretch(tuple(rows), shown[-1]["seq"] if len(places) > limit else None)


def exchange(reader: Reader, conversation: str, seq: int, limit: int = 8) -> list[TranscriptRow]:
    """Return what was said at a seq and what Spot said to it: the rows up to the next that came in."""
    rows = since(reader, conversation, seq - 1, limit)
    return [*rows[:1], *takewhile(lambda row: row.op is not Op.IN, rows[1:])]


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """A case in a list, and since when it waits on us; None when it does not."""

    case: Case
    since: datetime | None


class CaseOrder(StrEnum):
    """The orders in which cases are listed."""

    UPDATED = "updated"
    OPENED = "opened"
    OLDEST = "oldest"


ORDERS: Mapping[CaseOrder, tuple[str, str, str]] = {
    CaseOrder.UPDATED: ("updated", "desc", "<"),
    CaseOrder.OPENED: ("opened", "desc", "<"),
    CaseOrder.OLDEST: ("opened", "asc", ">"),
}
"""By what, which way, and how what comes later on the pages compares."""


def waiting(reader: Reader, limit: int = 8) -> list[WaitingCase]:
    """Return the cases that wait on us, the longest waiting first."""
    rows = reader.query(
        f"select c.number, {SINCE} as since from cases c where {WAITS} order by since, c.number limit :limit",  # noqa: S608
        {"limit": within(limit, 1, MOST)},
    )
    return _waiting(reader, rows)


def listed_cases(
    reader: Reader, order: CaseOrder, *, only_open: bool, after: int | None = None, limit: int = 50
) -> list[WaitingCase]:
    """Return cases in an order, those that follow the case numbered `after`."""
    by, way, compares = ORDERS[order]
    rows = reader.query(
        f"""select c.number, case when {WAITS} then {SINCE} end as since from cases c
            where (:all = 1 or c.state = 'open') and (:after = 0 or
              (c.{by}, c.number) {compares} (select p.{by}, p.number from cases p where p.number = :after))
            order by c.{by} {way}, c.number {way} limit :limit""",  # noqa: S608 (from the table above)
        {"all": int(not only_open), "after": within(after or 0, 0), "limit": within(limit, 1, MOST + 1)},
    )
    return _waiting(reader, rows)


def _waiting(reader: Reader, rows: list[dict[str, Any]]) -> list[WaitingCase]:
    found = ((cases.find(reader, row["number"]), moment_or_none(row["since"])) for row in rows)
    return [WaitingCase(case, since) for case, since in found if case is not None]


def asked_between(reader: Reader, conversation: str, first: int, last: int, now: datetime) -> list[Question]:
    """Return the questions asked in a stretch of a transcript, in order."""
    rows = reader.query(
        """select id from questions where conversation = :conversation and incoming_seq between :first and :last
           order by incoming_seq limit :limit""",
        {"conversation": conversation, "first": first, "last": last, "limit": MOST},
    )
    found = (questions.find(reader, row["id"], now) for row in rows)
    return [question for question in found if question is not None]


@dataclass(frozen=True, slots=True)
class NoticeState:
    """How far the customer has been told of an event."""

    state: Delivered
    error: str | None
    """What keeps it, or why it was given up."""


def notices(reader: Reader, case: Case) -> dict[int, NoticeState]:
    """Return by the seq of a case's event how its notice stands; of several, the one that is worst off.

    A notice is written in the transaction of its event, at the same instant: that is what ties the two.
    """
    rows = reader.query(
        """select e.seq, t.state, t.error from case_events e
           join transcript t on t.conversation = :conversation and t.op = 'send' and t.seq > :opened and t.at = e.at
           where e.number = :number and e.kind in ('replied', 'resolved', 'reopened') and e.actor <> :requester
           order by e.seq, case t.state when 'sent' then 0 when 'due' then 1 else 2 end""",
        {
            "conversation": case.origin.conversation or "",
            "opened": case.origin.transcript_end,
            "number": case.number,
            "requester": case.requester.key,
        },
    )
    return {row["seq"]: NoticeState(Delivered(row["state"]), row["error"]) for row in rows}

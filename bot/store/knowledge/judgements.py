"""Judgements: what leads say of questions, the newest of each counting; customers' own words stay in the questions."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from bot.store import audit
from bot.store.audit import Deed
from bot.store.engine.columns import moment, pack, pack_audience, stamp, unpack, unpack_audience, within
from bot.store.engine.store import Reader, Transaction
from knowledge.judgement import Judgement, JudgementSource
from knowledge.people.audience import Audience

MOST_LEARNED = 5_000
"""The newest judgements of leads, and the newest words of customers, that are given to learn from."""
MOST_OF_ONE = 20
"""The newest words of one customer that are given: nobody talks Spot into anything by themselves."""
MOST_LISTED = 100_000
"""The most judgements that one call lists."""
MOST_WAITING = 2_000
"""The newest unjudged questions that are looked through."""


class Says(StrEnum):
    """What a lead says of a question."""

    RIGHT = "right"
    """The entries answer it."""
    WRONG = "wrong"
    """The entries do not answer it; whether another does was not said."""
    HANDOFF = "handoff"
    """No entry answers it, and none should: it belongs to a person."""
    GAP = "gap"
    """No entry answers it yet; one should be written."""


@dataclass(frozen=True, slots=True)
class LeadJudgement:
    """What a lead said of a question."""

    text: str
    audience: Audience
    """What its asker might see."""
    says: Says
    entries: tuple[str, ...]
    """Full names: the right ones, or those that were looked at and refused."""
    judge: str
    """Who said it, such as `lead/ada`."""
    at: datetime
    question: str | None = None
    """The question's id; None for one that came in a file."""
    by_lot: bool = True
    """False where the lead picked the question."""
    knowledge: str = ""
    """The version of what the asker might see then; empty when that was not looked at."""

    @property
    def key(self) -> str:
        """Return what is judged: a question of the log, or a text asked by somebody who sees so much."""
        if self.question:
            return f"question/{self.question}"
        return f"text/{sha256(f'{pack_audience(self.audience)} {self.text}'.encode()).hexdigest()[:24]}"

    @property
    def judgement(self) -> Judgement:
        """Return it as what is learned from."""
        right = self.says is Says.RIGHT
        named, refused = (self.entries, ()) if right else ((), self.entries)
        return Judgement(self.text, self.audience, named, refused, is_sampled=self.by_lot)


def add(tx: Transaction, said: LeadJudgement) -> bool:
    """Write a judgement down for good, with its deed in the audit; False when the newest of its key says the same.

    What came by lot once stays so when it is judged again.
    """
    before = tx.query(f"{_ALL} where j.key = :key order by j.seq desc limit 1", {"key": said.key})
    if before and (before[0]["says"], tuple(unpack(before[0]["entries"]))) == (said.says, said.entries):
        return False
    tx.execute(
        """insert into judgements (key, question, at, judge, text, audience, says, entries, by_lot, knowledge)
           values (:key, :question, :at, :judge, :text, :audience, :says, :entries, :by_lot, :knowledge)""",
        {
            "key": said.key,
            "question": said.question,
            "at": stamp(said.at),
            "judge": said.judge,
            "text": said.text,
            "audience": pack_audience(said.audience),
            "says": said.says.value,
            "entries": pack(list(said.entries)),
            "by_lot": int(said.by_lot or any(row["by_lot"] for row in before)),
            "knowledge": said.knowledge,
        },
    )
    audit.note(tx, Deed(said.judge, "question.judge", said.key, detail={"says": said.says.value}), said.at)
    return True


def newest(reader: Reader) -> int:
    """Return the number of the newest judgement, 0 when there is none."""
    [row] = reader.query("select coalesce(max(seq), 0) as newest from judgements")
    return int(row["newest"])


_ALL = """select j.key, j.question, j.at, j.judge, j.text, j.audience, j.says, j.entries, j.by_lot, j.knowledge
  from judgements j"""
_STANDING = "where j.seq = (select max(k.seq) from judgements k where k.key = j.key)"


def standing(reader: Reader, limit: int = MOST_LISTED) -> list[LeadJudgement]:
    """Return the newest judgement of everything judged, in the order they were made; of too many, the newest."""
    rows = reader.query(
        f"{_ALL} {_STANDING} order by j.seq desc limit :limit",
        {"limit": within(limit, 1, MOST_LISTED)},
    )
    return [_said(row) for row in reversed(rows)]


def learned_from(reader: Reader) -> tuple[Judgement, ...]:
    """Return what audiences learn from: customers' words on what no lead judged, then leads', each oldest first."""
    rows = reader.query(
        """select * from (
             select q.text, q.audience, q.partner, q.outcome, q.explanation, coalesce(q.chosen, q.entry) as entry,
               q.incoming_seq, row_number() over (partition by q.person order by q.incoming_seq desc) as place
             from questions q
             where q.outcome in ('confirmed', 'reopened') and coalesce(q.chosen, q.entry) is not null
               and not exists (select 1 from judgements j where j.question = q.id)
           ) as said where place <= :one order by incoming_seq desc limit :limit""",
        {"one": MOST_OF_ONE, "limit": MOST_LEARNED},
    )
    leads = [said.judgement for said in standing(reader, MOST_LEARNED)]
    return (*(_word_of_a_customer(row) for row in reversed(rows) if not _goes_on(row)), *leads)


@dataclass(frozen=True, slots=True)
class UnjudgedQuestion:
    """A question that no lead has judged yet."""

    id: str
    at: datetime
    text: str
    audience: Audience
    verdict: str
    confidence: float
    answer: float
    """The confidence from which it would have been answered alone."""


def waiting(reader: Reader) -> list[UnjudgedQuestion]:
    """Return the newest unjudged questions, newest first, each text once for those who see the same."""
    rows = reader.query(
        """select q.id, q.at, q.text, q.audience, q.partner, q.verdict, q.confidence, q.explanation from questions q
           where not exists (select 1 from judgements j where j.question = q.id)
           order by q.incoming_seq desc limit :limit""",
        {"limit": MOST_WAITING},
    )
    judged = {(_folded(said.text), said.audience) for said in standing(reader)}
    found: dict[tuple[str, Audience], UnjudgedQuestion] = {}
    for row in rows:
        if _goes_on(row):
            continue
        one = _waiting(row)
        place = (_folded(one.text), one.audience)
        if place not in judged:
            found.setdefault(place, one)
    return list(found.values())


def _goes_on(row: dict[str, Any]) -> bool:
    """Return whether a question went on from an answer: alone, as it would be learned from, it means something else."""
    return bool(unpack(row["explanation"]).get("after"))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _said(row: dict[str, Any]) -> LeadJudgement:
    return LeadJudgement(
        text=row["text"],
        audience=unpack_audience(row["audience"], None),
        says=Says(row["says"]),
        entries=tuple(unpack(row["entries"])),
        judge=row["judge"],
        at=moment(row["at"]),
        question=row["question"],
        by_lot=bool(row["by_lot"]),
        knowledge=row["knowledge"],
    )


def _word_of_a_customer(row: dict[str, Any]) -> Judgement:
    entry = (row["entry"],)
    right, refused = (entry, ()) if row["outcome"] == "confirmed" else ((), entry)
    audience = unpack_audience(row["audience"], row["partner"])
    return Judgement(row["text"], audience, right, refused, JudgementSource.CUSTOMER)


def _waiting(row: dict[str, Any]) -> UnjudgedQuestion:
    thresholds = unpack(row["explanation"]).get("thresholds") or {}
    return UnjudgedQuestion(
        id=row["id"],
        at=moment(row["at"]),
        text=row["text"],
        audience=unpack_audience(row["audience"], row["partner"]),
        verdict=row["verdict"],
        confidence=row["confidence"],
        answer=float(thresholds.get("answer", 0.9)),
    )

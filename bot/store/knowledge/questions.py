"""Questions: what was asked, everything that explains the verdict, and how it ended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.store.engine.columns import moment, moment_or_none, pack, pack_audience, stamp, unpack, unpack_audience, within
from bot.store.engine.store import Reader, Transaction
from knowledge.match import Finding, Verdict
from knowledge.matching.explain import as_data
from knowledge.people.audience import Audience

WINDOW = timedelta(hours=24)
"""How long a question stays open before silence says how it ended."""
MOST_LISTED = 200
"""The most questions that one call gives."""
ENCODED = ("encoding",)
"""What is kept besides where the extra had its part."""
EXPLAINED = ("offered", "thresholds", "corrections", "reason", "brief", "grounds", "why_not", "taken", "after")
"""What is kept of a finding's explanation beside its candidates."""


class QuestionOutcome(StrEnum):
    """How a question ended; `assumed` and `abandoned` follow from silence and are never stored."""

    CONFIRMED = "confirmed"
    ESCALATED = "escalated"
    REOPENED = "reopened"
    ASSUMED = "assumed"
    ABANDONED = "abandoned"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the verdict on it and everything that led there."""

    id: str
    conversation: str
    incoming_seq: int
    at: datetime
    person: str
    partner: str | None
    text: str
    language: str
    verdict: str
    confidence: float
    kind: str
    """How the confidence was learned: `shipped`, `self-learned` or `judged`."""
    entry: str | None
    """The entry that was answered, None when nothing was."""
    candidates: list[dict[str, Any]]
    """Every match, best first, with every score."""
    explanation: dict[str, Any]
    """The rest of the finding: thresholds, corrections, what was taken for what, what was offered, the reason."""
    knowledge: str
    outcome: QuestionOutcome
    outcome_at: datetime | None
    chosen: str | None
    """The entry that the asker chose from a did-you-mean."""
    audience: Audience
    """What its asker might see."""
    case: int | None
    """The case that came of it."""
    refused: tuple[str, ...] = ()
    """The entries that the asker said are no help."""
    base: str | None = None
    """The version of the whole knowledge base, as receipts name it; None where it was not noted."""
    revision: str | None = None
    """The git commit that the best entry's file stood at; None for none."""

    @property
    def source(self) -> str | None:
        """Return `file:line` of the entry that was answered or chosen, as it stood then; None for none."""
        return source_of(self.entry or self.chosen, self.candidates)


@dataclass(frozen=True, slots=True)
class QuestionContext:
    """Where, when and by whom a question was asked, and what they might see."""

    conversation: str
    incoming_seq: int
    at: datetime
    person: str
    partner: str | None
    audience: Audience | None = None
    rephrases: str | None = None
    """The id of the question that it says in other words."""


@dataclass(frozen=True, slots=True)
class KnowledgeVersion:
    """Which knowledge base answered: not what the asker might see of it, but the whole."""

    base: str
    """The version of the whole, as receipts name it."""
    revision: str
    """The git commit that the best entry's file stood at, empty for none."""


def record(
    tx: Transaction, id: str, finding: Finding, asked: QuestionContext, known: KnowledgeVersion | None = None
) -> None:
    """Write a question down; the same id again changes nothing."""
    told = as_data(finding)
    explained = {name: told[name] for name in (*EXPLAINED, *ENCODED) if name in told}
    tx.execute(
        """insert into questions (id, conversation, incoming_seq, at, person, partner, text, language, verdict,
             confidence, kind, entry, candidates, explanation, knowledge, outcome, audience, base, revision, rephrases)
           values (:id, :conversation, :incoming_seq, :at, :person, :partner, :text, :language, :verdict,
             :confidence, :kind, :entry, :candidates, :explanation, :knowledge, 'unknown', :audience, :base, :revision,
             :rephrases)
           on conflict (id) do nothing""",
        {
            "id": id,
            "conversation": asked.conversation,
            "incoming_seq": asked.incoming_seq,
            "at": stamp(asked.at),
            "person": asked.person,
            "partner": asked.partner,
            "text": finding.question,
            "language": finding.language,
            "verdict": finding.verdict.value,
            "confidence": float(finding.confidence),
            "kind": finding.kind,
            "entry": told["entry"],
            "candidates": pack(told["candidates"]),
            "explanation": pack(explained),
            "knowledge": finding.knowledge,
            "audience": pack_audience(asked.audience) if asked.audience else None,
            "base": known.base if known else None,
            "revision": (known.revision or None) if known else None,
            "rephrases": asked.rephrases,
        },
    )


def source_of(entry: str | None, candidates: Iterable[Mapping[str, Any]]) -> str | None:
    """Return `file:line` of an entry among stored candidates, None where it is not there."""
    places = (f"{each['file']}:{each['line']}" for each in candidates if each.get("file") and each["entry"] == entry)
    return next(places, None)


def end(tx: Transaction, id: str, person: str, outcome: str, at: datetime, chosen: str | None = None) -> bool:
    """Write down how somebody's own question ended; False when they asked no such question."""
    changed = tx.execute(
        """update questions set outcome = :outcome, outcome_at = :at, chosen = coalesce(:chosen, chosen)
           where id = :id and person = :person""",
        {"id": id, "person": person, "outcome": QuestionOutcome(outcome).value, "at": stamp(at), "chosen": chosen},
    )
    return changed == 1


def refuse(tx: Transaction, id: str, person: str, entries: Iterable[str]) -> bool:
    """Add to the entries that somebody said are no help with their own question; False when they asked no such."""
    found = tx.query("select refused from questions where id = :id and person = :person", {"id": id, "person": person})
    for row in found:
        refused = tuple(dict.fromkeys((*(unpack(row["refused"]) or ()), *entries)))
        tx.execute("update questions set refused = :refused where id = :id", {"id": id, "refused": pack(refused)})
    return bool(found)


def showed(reader: Reader, id: str, entry: str) -> bool:
    """Return whether the entry was answered to the question, or offered among others."""
    found = reader.query("select entry, explanation from questions where id = :id", {"id": id})
    return any(entry in (row["entry"], *unpack(row["explanation"])["offered"]) for row in found)


def outcome_at(row: Mapping[str, Any], now: datetime) -> QuestionOutcome:
    """Say how a question stands now: after a day of silence an answer is assumed to have helped, an offer abandoned.

    So is what was answered where the asker said that it is no help, and nothing further. The row has the columns
    `outcome`, `at`, `verdict`, `chosen` and `refused`.
    """
    outcome = QuestionOutcome(row["outcome"])
    if outcome is not QuestionOutcome.UNKNOWN or now - moment(row["at"]) < WINDOW:
        return outcome
    answered = row["verdict"] == Verdict.ANSWER or row["chosen"]
    return QuestionOutcome.ASSUMED if answered and not row["refused"] else QuestionOutcome.ABANDONED


_COLUMNS = """q.id, q.conversation, q.incoming_seq, q.at, q.person, q.partner, q.text, q.language, q.verdict,
  q.confidence, q.kind, q.entry, q.candidates, q.explanation, q.knowledge, q.outcome, q.outcome_at, q.chosen,
  q.audience, q.refused, q.base, q.revision, (select min(number) from cases where question = q.id) as resulting_case"""


def find(reader: Reader, id: str, now: datetime) -> Question | None:
    """Return a question by its id, or None."""
    found = reader.query(f"select {_COLUMNS} from questions q where q.id = :id", {"id": id})  # noqa: S608 (ours)
    return _question(found[0], now) if found else None


def of_conversation(reader: Reader, conversation: str, now: datetime, limit: int = MOST_LISTED) -> list[Question]:
    """Return the newest questions of a conversation, in the order they were asked."""
    rows = reader.query(
        f"""select {_COLUMNS} from questions q where q.conversation = :conversation
            order by q.incoming_seq desc limit :limit""",  # noqa: S608 (ours)
        {"conversation": conversation, "limit": within(limit, 1, MOST_LISTED)},
    )
    return [_question(row, now) for row in reversed(rows)]


def _question(row: dict[str, Any], now: datetime) -> Question:
    case = row.pop("resulting_case")
    return Question(
        **row
        | {
            "at": moment(row["at"]),
            "candidates": unpack(row["candidates"]),
            "explanation": unpack(row["explanation"]),
            "outcome": outcome_at(row, now),
            "outcome_at": moment_or_none(row["outcome_at"]),
            "audience": unpack_audience(row["audience"], row["partner"]),
            "case": case,
            "refused": tuple(unpack(row["refused"]) or ()),
        }
    )


def is_of(reader: Reader, id: str, person: str) -> bool:
    """Return whether this person asked this question."""
    return bool(
        reader.query("select id from questions where id = :id and person = :person", {"id": id, "person": person})
    )

"""Why an answer was given, as a lead reads it beside the question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.console.speech import named, say
from bot.store.knowledge.questions import Question

SHOWN = 3
WORTH_A_LOOK = 0.01
"""The confidence below which a candidate says nothing."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One match: what it is, how near it came, and where it stands."""

    entry: str
    confidence: float
    score: float
    channels: tuple[tuple[str, float], ...]
    """What each channel said, the loudest first; of the best two, which part of the score each makes up."""
    parts: bool
    """Whether the channels are parts of the score."""
    phrasing: str
    words: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    """A word of the question and the word that is near it in meaning."""
    missing: tuple[str, ...]
    """The words of the question that it has nothing for."""
    file: str
    line: int
    mark: str
    """`said` for the entry that was answered, `offered` for one of a choice, else empty."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A verdict with everything that led to it."""

    verdict: str
    confidence: float
    kind: str
    marks: tuple[float, ...]
    """The thresholds, as places on the scale."""
    scale: str
    """The thresholds in words."""
    reason: str
    grounds: str
    """What the best has of the question, and what it lacks."""
    why_not: str
    """What put the second behind."""
    corrections: tuple[tuple[str, str], ...]
    candidates: tuple[Candidate, ...]
    """Best first."""
    knowledge: str
    source: str
    """Where the entry stood that was answered or chosen: `file:line`."""
    revision: str
    """The beginning of the git commit that it stood at."""
    outcome: str

    @property
    def near(self) -> int:
        """Return how many candidates are worth a look at once; the first always is."""
        return max(1, sum(1 for found in self.candidates[:SHOWN] if found.confidence >= WORTH_A_LOOK))


def explain(question: Question) -> Explanation:
    """Explain what was said to a question."""
    told = question.explanation
    thresholds: Mapping[str, float] = told.get("thresholds") or {}
    return Explanation(
        verdict=question.verdict,
        confidence=question.confidence,
        kind=named("kind", question.kind.replace("-", "_")),
        marks=tuple(thresholds.values()),
        scale=in_words(thresholds),
        reason=str(told.get("reason") or ""),
        grounds=str(told.get("grounds") or ""),
        why_not=str(told.get("why_not") or ""),
        corrections=tuple((str(typed), str(understood)) for typed, understood in read_as(told)),
        candidates=tuple(candidate(found, mark(found, question)) for found in question.candidates),
        knowledge=question.knowledge,
        source=question.source or "",
        revision=(question.revision or "")[:12],
        outcome=question.outcome.value,
    )


def read_as(told: Mapping[str, Any]) -> list[Any]:
    """Return the words that were read as others: misspelt ones, then acronyms and synonyms."""
    return [*(told.get("corrections") or ()), *(told.get("taken") or ())]


def in_words(thresholds: Mapping[str, float]) -> str:
    """Say from which confidence Spot answers and asks back."""
    named_ones = (("answer", "answers_from"), ("clarify", "clarifies_from"))
    return ", ".join(say(key, percent=round(thresholds[name] * 100)) for name, key in named_ones if name in thresholds)


def mark(found: Mapping[str, Any], question: Question) -> str:
    """Say what became of a candidate."""
    if found.get("entry") in {question.entry, question.chosen}:
        return "said"
    return "offered" if found.get("entry") in (question.explanation.get("offered") or ()) else ""


def candidate(found: Mapping[str, Any], mark: str) -> Candidate:
    """Read one stored match."""
    shares: Mapping[str, float] = found.get("shares") or {}
    whole = sum(shares.values())
    parts = {name: share / whole for name, share in shares.items()} if whole > 0 else {}
    channels: Mapping[str, float] = parts or found.get("channels") or {}
    return Candidate(
        entry=str(found.get("entry", "")),
        confidence=float(found.get("confidence", 0)),
        score=float(found.get("score", 0)),
        channels=tuple(sorted(channels.items(), key=lambda channel: -channel[1])),
        parts=bool(parts),
        phrasing=str(found.get("phrasing", "")),
        words=tuple(str(word) for word in found.get("words") or ()),
        pairs=tuple((str(pair[0]), str(pair[1])) for pair in found.get("pairs") or ()),
        missing=tuple(str(word) for word in found.get("missing") or ()),
        file=str(found.get("file", "")),
        line=int(found.get("line", 0)),
        mark=mark,
    )

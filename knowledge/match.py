"""What asking gives: matches, the verdict over them, and why."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from knowledge.entry import Entry


class Verdict(StrEnum):
    """What Spot does with a question: speak alone, offer a choice, or hand it to a person."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    HANDOFF = "handoff"


@dataclass(frozen=True, slots=True)
class Match:
    """An entry with a score for a question."""

    entry: Entry
    confidence: float
    """The probability, 0 to 1, that this is what was asked for; four decimals."""
    score: float
    """The fused score that the ranking ordered by; four decimals, comparable within one question only."""
    channels: Mapping[str, float]
    """What each signal said, by name, four decimals; the score is their weighted sum."""
    phrasing: str
    """The entry's phrasing that came nearest."""
    words: tuple[str, ...] = ()
    """The words of the question that this entry shares, as typed; words of grammar are left out."""
    pairs: tuple[tuple[str, str, float], ...] = ()
    """A word as typed, the word of the phrasing that is near it in meaning, and how near, under 1; of the best two."""
    missing: tuple[str, ...] = ()
    """The words of the question that the entry has nothing for, as typed; of the best two."""
    twins: tuple[str, ...] = ()
    """Full names of entries with the same answer, for which this one stands."""

    @property
    def names(self) -> frozenset[str]:
        """Return the full names of the entry and its twins: any of them is what was asked for."""
        return frozenset((self.entry.name, *self.twins))


@dataclass(frozen=True, slots=True)
class Encoding:
    """What an encoder made of a question: with it the question can be asked again, without the encoder."""

    encoder: str
    vector: str
    """Numbers of half precision, in base64."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of asking: ranked matches, a verdict, and everything needed to explain it."""

    question: str
    language: str
    verdict: Verdict
    confidence: float
    """The best match's confidence, 0 when nothing matched."""
    kind: str
    """How the confidence was learned: `shipped`, `self-learned` or `judged`."""
    matches: tuple[Match, ...]
    """Best first, at most ten."""
    offered: tuple[Match, ...]
    """What a did-you-mean would offer, at most three; empty unless the verdict is clarify."""
    thresholds: Mapping[str, float]
    """The confidences from which Spot answers and clarifies: `{"answer": .9, "clarify": .35}`."""
    corrections: tuple[tuple[str, str], ...]
    """Pairs of a word as typed and as understood."""
    reason: str
    """One plain sentence for a lead: why this verdict."""
    knowledge: str
    """The version of what the asker may see: a short content hash."""
    weights: Mapping[str, float] = field(default_factory=dict)
    """What each channel counts in a score, by name."""
    language_sure: bool = False
    """Whether the question's words leave no doubt about its language."""
    taken: tuple[tuple[str, str], ...] = ()
    """Pairs of a term as typed and what it was taken for, such as an acronym and what it stands for."""
    encoding: Encoding | None = None
    """What the extra made of the question; None where it had no part in this."""
    after: str | None = None
    """The entry answered before, where the question was read as going on from it."""

    @property
    def best(self) -> Match | None:
        """Return the winner, or None when nothing matched."""
        return self.matches[0] if self.matches else None

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as plain JSON data, the shape of `ask --format json` (DESIGN section 9) and more."""
        best = self.best
        answered = best.entry if best and self.verdict is Verdict.ANSWER else None
        return {
            "question": self.question,
            "language": self.language,
            "language_sure": self.language_sure,
            "verdict": self.verdict.value,
            "confidence": self.confidence,
            "kind": self.kind,
            "entry": answered.name if answered else None,
            "source": {"file": answered.file, "line": answered.line} if answered else None,
            "candidates": [candidate(match) for match in self.matches],
            "offered": [match.entry.name for match in self.offered],
            "thresholds": dict(self.thresholds),
            "weights": dict(self.weights),
            "corrections": [list(pair) for pair in self.corrections],
            "taken": [list(pair) for pair in self.taken],
            "reason": self.reason,
            "after": self.after,
            "knowledge": self.knowledge,
            **({"encoding": asdict(self.encoding)} if self.encoding else {}),
        }


def candidate(match: Match) -> dict[str, Any]:
    """Return one match as plain JSON data."""
    return {
        "entry": match.entry.name,
        "confidence": match.confidence,
        "score": match.score,
        "channels": dict(match.channels),
        "phrasing": match.phrasing,
        "words": list(match.words),
        "pairs": [list(pair) for pair in match.pairs],
        "missing": list(match.missing),
        "twins": list(match.twins),
        "file": match.entry.file,
        "line": match.entry.line,
    }

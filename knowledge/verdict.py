"""Decide what Spot does with a ranked question: speak alone, offer a choice, or hand it to a person."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.confidence import ANSWER, CLARIFY, OFFERED, PLAUSIBLE, WHOLE
from knowledge.entry import Entry
from knowledge.match import Verdict
from knowledge.rank import DECIMALS, Ranking


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a verdict is made from; the default is a text with nothing to match."""

    entries: Sequence[Entry] = ()
    ranking: Ranking | None = None
    exact: tuple[int, ...] = ()
    """The entries with exactly this phrasing, the preferred of two partners' only."""
    confidence: float = 0.0
    among: float = 0.0
    coverage: tuple[float, ...] = ()
    """How much of the question each ranked entry covers."""
    language: str | None = None
    """The question's language when its words leave no doubt."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the ranked entries' confidences and the reason in words."""

    verdict: Verdict
    reason: str
    confidence: float = 0.0
    ranked: tuple[tuple[int, float], ...] = ()
    """Entries with their confidences, best first."""
    offered: tuple[int, ...] = ()
    thresholds: dict[str, float] = field(default_factory=lambda: {"answer": ANSWER, "clarify": CLARIFY})


def decide(situation: Situation) -> Judgement:
    """Give the verdict: an exact phrasing answers unless two entries share it; else the confidence decides."""
    if situation.ranking is None or not len(situation.ranking.entries):
        return Judgement(Verdict.HANDOFF, "There is nothing in this to match.")
    ranked = _confidences(situation)
    best = situation.entries[ranked[0][0]]
    thresholds = {"answer": best.threshold or ANSWER, "clarify": CLARIFY}
    if len(situation.exact) == 1:
        return Judgement(Verdict.ANSWER, "Asked in the very words of the entry.", 1.0, ranked, (), thresholds)
    if situation.exact:
        reason = f"{len(situation.exact)} entries are asked in these very words."
        return Judgement(Verdict.CLARIFY, reason, ranked[0][1], ranked, situation.exact[:OFFERED], thresholds)
    return _by_confidence(situation, ranked, thresholds)


def _by_confidence(
    situation: Situation, ranked: tuple[tuple[int, float], ...], thresholds: dict[str, float]
) -> Judgement:
    confidence = ranked[0][1]
    best = situation.entries[ranked[0][0]]
    foreign = situation.language is not None and best.language != situation.language
    offered = _plausible(situation, ranked)
    if confidence >= thresholds["answer"] and not foreign:
        reason = f"Confidence {confidence:.2f} reaches {thresholds['answer']:.2f}, from which Spot answers."
        return Judgement(Verdict.ANSWER, reason, confidence, ranked, (), thresholds)
    if situation.among >= thresholds["clarify"]:
        reason = (
            f"Confidence {confidence:.2f} is too low to answer; the right entry is offered at {situation.among:.2f}."
        )
        return Judgement(Verdict.CLARIFY, reason, confidence, ranked, offered, thresholds)
    if situation.coverage[0] >= WHOLE:
        return Judgement(Verdict.CLARIFY, "Every word of it is in an entry.", confidence, ranked, offered, thresholds)
    reason = f"Confidence {confidence:.2f} is too low to answer, and {situation.among:.2f} too low to offer a choice."
    return Judgement(Verdict.HANDOFF, reason, confidence, ranked, (), thresholds)


def _confidences(situation: Situation) -> tuple[tuple[int, float], ...]:
    """The winner's confidence and the others' shares of it by chance; exact phrasings stand first, as certain."""
    assert situation.ranking is not None
    ranking = situation.ranking
    top = float(ranking.chances.max()) or 1.0
    rest = [
        (entry, round(situation.confidence * min(1.0, chance / top), DECIMALS))
        for entry, chance in zip(ranking.entries.tolist(), ranking.chances.tolist(), strict=True)
    ]
    certain = 1.0 if len(situation.exact) == 1 else round(0.99 / max(1, len(situation.exact)), DECIMALS)
    first = [(entry, certain) for entry, _ in rest if entry in situation.exact]
    others = [(entry, min(value, certain) if first else value) for entry, value in rest if entry not in situation.exact]
    return tuple(first + others)


def _plausible(situation: Situation, ranked: tuple[tuple[int, float], ...]) -> tuple[int, ...]:
    floor = ranked[0][1] * PLAUSIBLE
    return tuple(entry for entry, confidence in ranked[:OFFERED] if confidence > 0 and confidence >= floor)

"""Decide what Spot does with a ranked question: speak alone, offer a choice, or hand it to a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from knowledge.entry import Entry
from knowledge.match import Verdict
from knowledge.matching.confidence import ANSWER, CLARIFY, OFFERED, PLAUSIBLE, WHOLE
from knowledge.matching.evidence import DECIMALS
from knowledge.matching.query.words import primary
from knowledge.matching.rank import Ranking

Ranked = tuple[tuple[int, float], ...]
"""Entries, as places in the view, with their confidences, best first."""
CERTAIN, SHARED = 1.0, 0.99
"""The confidence in an exact phrasing: of one entry, and of several together."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a verdict is made from; the default is a text with nothing to match."""

    entries: Sequence[Entry] = ()
    ranking: Ranking | None = None
    exact: tuple[int, ...] = ()
    """The entries with exactly this phrasing, the preferred of two partners' only."""
    confidence: float = 0.0
    among: float = 0.0
    """The chance that the right entry is among the best three."""
    coverage: tuple[float, ...] = ()
    """How much of the question each ranked entry covers."""
    related: bool = False
    """Whether one of the best three has anything of the question in it."""
    subject: int = 0
    """The words of the question that are not grammar."""
    language: str | None = None
    """The question's language when its words leave no doubt."""
    answer: float = ANSWER
    """The confidence from which this audience is answered alone."""
    understood: frozenset[str] = frozenset()
    """The languages among which an encoder compared the question; an entry in one answers a question in another."""
    judged: bool = False
    """Whether that rests on judgements, which an entry's own threshold can only sharpen."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict with the ranked entries' confidences and the reason in words."""

    verdict: Verdict
    reason: str
    ranked: Ranked = ()
    offered: tuple[int, ...] = ()
    thresholds: Mapping[str, float] = field(default_factory=lambda: {"answer": ANSWER, "clarify": CLARIFY})

    @property
    def confidence(self) -> float:
        """Return the confidence in the best entry."""
        return self.ranked[0][1] if self.ranked else 0.0


def decide(situation: Situation) -> Decision:
    """Return the verdict: an exact phrasing answers unless two entries share it; else the confidence decides."""
    if situation.ranking is None or not len(situation.ranking.entries):
        return Decision(Verdict.HANDOFF, "There is nothing in this to match.")
    ranked = _confidences(situation, situation.ranking)
    best = situation.entries[ranked[0][0]]
    thresholds = {"answer": _threshold(situation, best), "clarify": CLARIFY}
    verdict, reason = _verdict(situation, ranked, thresholds)
    offered = _offered(situation, ranked) if verdict is Verdict.CLARIFY else ()
    return Decision(verdict, reason, ranked, offered, thresholds)


def _threshold(situation: Situation, best: Entry) -> float:
    if best.threshold is None:
        return situation.answer
    return max(best.threshold, situation.answer) if situation.judged else best.threshold


def _verdict(situation: Situation, ranked: Ranked, thresholds: Mapping[str, float]) -> tuple[Verdict, str]:
    best, confidence = situation.entries[ranked[0][0]], ranked[0][1]
    if len(situation.exact) == 1:
        return Verdict.ANSWER, "Asked in the very words of the entry."
    if situation.exact:
        return Verdict.CLARIFY, f"{len(situation.exact)} entries are asked in these very words."
    if situation.subject == 1 and len(_whole(situation)) > 1:
        return Verdict.CLARIFY, "One word, and several entries have it."
    if confidence >= thresholds["answer"]:
        reached = f"Confidence {confidence:.2f} reaches {thresholds['answer']:.2f}, to answer alone"
        if situation.language in (None, primary(best.language)):
            return Verdict.ANSWER, f"{reached}."
        if {situation.language, primary(best.language)} <= situation.understood:
            return Verdict.ANSWER, f"{reached}; asked in {situation.language}, the entry is in {best.language}."
        return (
            Verdict.CLARIFY,
            f"Asked in {situation.language}, the entry is in {best.language}: offered, not said.",
        )
    low = "Confidence {} is below {}".format(*apart(confidence, thresholds["answer"]))
    if not situation.related:
        return Verdict.HANDOFF, f"{low}, and none of the best three has anything of the question in it."
    if situation.among >= thresholds["clarify"]:
        return Verdict.CLARIFY, f"{low}; the right entry is among the best three with {situation.among:.2f}."
    if situation.subject and _whole(situation):
        return Verdict.CLARIFY, f"{low}, but an entry has every word of the question."
    among, _ = apart(situation.among, thresholds["clarify"])
    return Verdict.HANDOFF, f"{low}; {among} that it is among the best three is too low to offer them."


def apart(value: float, limit: float) -> tuple[str, str]:
    """Return a value below a limit, and the limit, with as many decimals as tell them apart; two are usual."""
    told = ((f"{value:.{decimals}f}", f"{limit:.{decimals}f}") for decimals in range(2, DECIMALS + 1))
    return next(pair for at, pair in enumerate(told, 3) if pair[0] != pair[1] or at > DECIMALS)


def _confidences(situation: Situation, ranking: Ranking) -> Ranked:
    """The winner's confidence, and the others' parts of it by chance; exact phrasings stand first, as certain."""
    top = float(ranking.chances.max()) or 1.0
    parts = np.round(situation.confidence * (ranking.chances / top), DECIMALS)
    rest = tuple(zip(ranking.entries.tolist(), parts.tolist(), strict=True))
    if not situation.exact:
        return rest
    certain = CERTAIN if len(situation.exact) == 1 else round(SHARED / len(situation.exact), DECIMALS)
    first = [(entry, certain) for entry, _ in rest if entry in situation.exact]
    others = [(entry, value) for entry, value in rest if entry not in situation.exact]
    left = min(certain, 1 - certain * len(first)) if first else 1.0
    return (*first, *((entry, round(min(value, left), DECIMALS)) for entry, value in others))


def _whole(situation: Situation) -> list[int]:
    """The ranked entries that have every word of the question, and are not the twin of a preferred one."""
    assert situation.ranking is not None
    rows = zip(situation.ranking.entries.tolist(), situation.coverage, situation.ranking.chances.tolist(), strict=True)
    return [entry for entry, coverage, chance in rows if coverage >= WHOLE and chance > 0]


def _offered(situation: Situation, ranked: Ranked) -> tuple[int, ...]:
    """The plausible ones of the best: near the winner, or with every word of the question."""
    if situation.exact:
        return tuple(entry for entry, _ in ranked if entry in situation.exact)[:OFFERED]
    whole = _whole(situation) if situation.subject else []
    floor = ranked[0][1] * PLAUSIBLE
    near = [entry for entry, confidence in ranked[:OFFERED] if confidence >= floor and confidence > 0]
    return tuple(dict.fromkeys([*near, *whole]))[:OFFERED]

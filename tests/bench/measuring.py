"""From what a matcher answered to its figures; docs/matching-measured.md says what each figure means."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from statistics import fmean, stdev
from time import perf_counter

from knowledge.entry import Entry
from knowledge.evaluation.evaluation_sets import EvaluationQuestion
from knowledge.evaluation.metrics import area_under_curve, coverage_at_precision
from tests.bench.peers.protocol import Answers, Ask, Peer, Spared


@dataclass(frozen=True, slots=True)
class Case:
    """What was measured: who, on which set, with how many phrasings an entry (None for all), on which track."""

    set: str
    phrasings: int | None
    track: str
    matcher: str


@dataclass(frozen=True, slots=True)
class Figures:
    """How a matcher did; shares in percent."""

    top1: float
    top3: float | None
    """None for a matcher that never gives more than one answer."""
    covered: float
    area: float | None
    """None where every question is in scope."""
    built: float
    """Seconds to build."""
    each: float
    """Milliseconds a question."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure over several draws."""

    mean: float
    deviation: float | None
    """None for a single draw."""


def timed_fit(peer: Peer, entries: Sequence[Entry]) -> tuple[Ask, float]:
    """Return what a peer answers with, and the seconds that building it took."""
    begun, spared = perf_counter(), Spared.seconds
    ask = peer.fit(entries)
    return ask, perf_counter() - begun + Spared.seconds - spared


def answers(ask: Ask, texts: Sequence[str]) -> tuple[list[Answers], float]:
    """Return the answers to the texts, and the seconds that they took."""
    begun, spared = perf_counter(), Spared.seconds
    found = [ask(text) for text in texts]
    return found, perf_counter() - begun + Spared.seconds - spared


def figures(asked: Sequence[EvaluationQuestion], found: Sequence[Answers], built: float, took: float) -> Figures:
    """Return a matcher's figures from its answers, in the questions' order."""
    firsts = [answer[0] if answer else (None, float("-inf")) for answer in found]
    inside = [(one.gold, [id for id, _ in answer]) for one, answer in zip(asked, found, strict=True) if one.gold]
    single = all(len(answer) < 2 for answer in found)
    right = [(score, one.gold is not None and id == one.gold) for one, (id, score) in zip(asked, firsts, strict=True)]
    return Figures(
        100 * sum(ids[:1] == [gold] for gold, ids in inside) / max(1, len(inside)),
        None if single else 100 * sum(gold in ids[:3] for gold, ids in inside) / max(1, len(inside)),
        100 * coverage_at_precision(right),
        area_under_curve(
            (score for one, (_, score) in zip(asked, firsts, strict=True) if one.gold),
            (score for one, (_, score) in zip(asked, firsts, strict=True) if not one.gold),
        ),
        built,
        1000 * took / max(1, len(asked)),
    )


def spread(draws: Sequence[Figures]) -> dict[str, Spread | None]:
    """Return each figure's mean and standard deviation over the draws, by its name."""
    return {field.name: _spread([getattr(each, field.name) for each in draws]) for field in fields(Figures)}


def _spread(values: Sequence[float | None]) -> Spread | None:
    given = [value for value in values if value is not None]
    if not given:
        return None
    return Spread(fmean(given), stdev(given) if len(given) > 1 else None)

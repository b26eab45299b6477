"""Print what 200 judged questions are worth: precision, answers and honesty at the target, over 20 draws of them.

`make calibration`; `ARGS=--tried` prints beside it what other fits and thresholds come to. In each draw 200 of a set's
questions are judged by their gold and the rest is asked. Questions in an entry's very words are left out: no confidence
decides them. The oracle is the lowest threshold at which the rest keeps the target, chosen by looking.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

import numpy as np  # noqa: E402 - path and threads come first

from knowledge.judgement import Judgement  # noqa: E402
from knowledge.matching.training import (  # noqa: E402
    recalibration,
    recalibration_curve,
)
from knowledge.matching.training.calibration import Weights, standardised  # noqa: E402
from knowledge.matching.training.recalibration import Observation, recalibrate  # noqa: E402
from tests.bench.page import table  # noqa: E402
from tests.bench.peers.spot import view  # noqa: E402
from tests.bench.section import add_write, printed  # noqa: E402
from tests.bench.sets import COUNTS, SETS, drawn, folder, load  # noqa: E402

TARGET, JUDGED, DRAWS, BINS = 0.9, 200, 20, 10
REACH = {"precision": 0.90, "worst": 0.85, "share": 0.80, "error": 0.05}
"""At least, but the error, which is at most."""

TRIED: Mapping[str, Mapping[str, object]] = {
    "as it is": {},
    "one judgement as firm as the usual slope": {"CURVE_STRENGTH": {"slope": 1.0, "height": 1.0, "signal": 50.0}},
    "slope and height alone": {"CURVE_STRENGTH": {"slope": 60.0, "height": 1.0, "signal": 1e6}},
    "signals ten times freer": {"CURVE_STRENGTH": {"slope": 60.0, "height": 1.0, "signal": 5.0}},
    "threshold by judged answers alone": {"CURVE_COUNTS": 0.0},
    "threshold by the curve alone": {"CURVE_COUNTS": 1e6},
    "threshold by the point estimate": {"BOUND": 0.0},
    "nothing judged": {"JUDGED_ENOUGH": 10**9},
}
"""Other numbers in place of confidence.py's."""
PICKED = (0.0, 0.5, 1.0)
"""The parts of the judged questions that were picked near the threshold, and counted as if by lot."""


class Seen(NamedTuple):
    """A set's questions as a view ranks them."""

    set: str
    phrasings: int | None
    own_weights: Weights
    observed: Sequence[Observation]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a base does, over all draws; shares from 0 to 1."""

    precision: float
    worst: float
    answered: float
    oracle: float
    error: float
    """Expected calibration error: between stated confidence and share right, in ten equal bins."""

    @property
    def share(self) -> float:
        """Return what is answered of what an oracle's threshold would answer."""
        return self.answered / self.oracle if self.oracle else 0.0

    @property
    def reached(self) -> bool:
        """Return whether every figure is reached."""
        least = all(round(getattr(self, name), 3) >= REACH[name] for name in ("precision", "worst", "share"))
        return least and round(self.error, 3) <= REACH["error"]


def seen(name: str, phrasings: int | None) -> Seen:
    """Rank all questions of a set once."""
    data = load(name)
    learned = view(drawn(data.entries, phrasings, 0))
    names = {entry.id: entry.name for entry in learned.entries}
    everything = tuple(names.values())
    judgements = (
        Judgement(one.text, learned.audience, (names[one.gold],))
        if one.gold
        else Judgement(one.text, learned.audience, (), everything)
        for one in data.asked
    )
    observed = [found for each in judgements if (found := learned.observe(each))]
    return Seen(name, phrasings, learned.own_weights, observed)


def outcome(base: Seen, picked: float = 0.0, draws: int = DRAWS) -> Outcome:
    """Judge some questions, so many of them picked near the threshold, and ask the others, draw by draw."""
    own = np.array([base.own_weights.confidence(each.signals) for each in base.observed])
    signals = standardised(np.stack([each.signals for each in base.observed]))
    right = np.array([bool(each.right) for each in base.observed])
    rows: list[tuple[float, float, float, float]] = []
    for draw in range(draws):
        order = np.random.default_rng(draw).permutation(len(right))
        near = sorted(order[: 2 * JUDGED], key=lambda place: abs(own[place] - TARGET))[: round(picked * JUDGED)]
        chosen = list(dict.fromkeys([*near, *order]))[:JUDGED]
        learned = recalibrate(base.own_weights, [base.observed[place] for place in chosen], TARGET)
        rest = order[2 * JUDGED :] if picked else order[JUDGED:]
        winner = learned.weights.winner
        stated = winner.of(own[rest], signals[rest]) if winner else own[rest]
        said = stated >= learned.answer
        precision = float(right[rest][said].mean()) if said.any() else 1.0
        rows.append((precision, float(said.mean()), oracle(stated, right[rest]), error(stated, right[rest])))
    precisions, answered, oracles, errors = zip(*rows, strict=True)
    return Outcome(fmean(precisions), min(precisions), fmean(answered), fmean(oracles), fmean(errors))


def oracle(stated: np.ndarray, right: np.ndarray) -> float:
    """Return the largest share that any threshold answers with the target's precision."""
    order = np.argsort(-stated, kind="stable")
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    ends = np.append(stated[order][1:] != stated[order][:-1], True)
    kept = np.flatnonzero((precision >= TARGET) & ends)
    return float(kept[-1] + 1) / len(order) if len(kept) else 0.0


def error(stated: np.ndarray, right: np.ndarray) -> float:
    """Return the expected calibration error."""
    bins = np.minimum((stated * BINS).astype(int), BINS - 1)
    inside = ((bins == each) for each in range(BINS))
    return sum(float(each.mean() * abs(stated[each].mean() - right[each].mean())) for each in inside if each.any())


HEAD = ("set", "phrasings", "mean precision", "worst draw", "answered", "oracle", "of the oracle's", "error", "")


def line(base: Seen, found: Outcome) -> tuple[str, ...]:
    """Return a row of the table."""
    usual = (base.set, base.phrasings) in SETS
    mark = ("reached" if found.reached else "**not reached**") if usual else ""
    shares = (found.precision, found.worst, found.answered, found.oracle, found.share)
    return (base.set, str(base.phrasings or "all"), *(f"{100 * each:.1f} %" for each in shares),
            f"{found.error:.3f}", mark)  # fmt: skip


def tried(bases: Sequence[Seen]) -> Iterator[tuple[str, ...]]:
    """Yield a row a fit, then a row a part that was picked."""
    for name, numbers in TRIED.items():
        with_numbers(numbers)
        yield name, *together(bases, [outcome(base) for base in bases])
    with_numbers({})
    for part in PICKED[1:]:
        yield f"{part:.0%} picked near the threshold", *together(bases, [outcome(base, part) for base in bases])


def together(bases: Sequence[Seen], found: Sequence[Outcome]) -> tuple[str, ...]:
    """Return the means over bases, the worst draw and error of all, and how many of the usual ones reach the goals."""
    least = min(each.precision for each in found)
    answered, share = fmean(each.answered for each in found), fmean(each.share for each in found)
    usual = [each for base, each in zip(bases, found, strict=True) if (base.set, base.phrasings) in SETS]
    figures = (fmean(each.precision for each in found), least, min(each.worst for each in found), answered, share)
    reached = f"{sum(each.reached for each in usual)} of {len(usual)}"
    return (*(f"{100 * each:.1f} %" for each in figures), f"{max(each.error for each in found):.3f}", reached)


OWN = {
    name: getattr(module, name)
    for module in (recalibration_curve, recalibration)
    for name in dir(module)
    if name.isupper()
}


def with_numbers(numbers: Mapping[str, object]) -> None:
    """Put these numbers in place of confidence.py's, and its own for all others."""
    for module in (recalibration_curve, recalibration):
        for name, value in {**OWN, **numbers}.items():
            if hasattr(module, name):
                setattr(module, name, value)


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tried", action="store_true", help="print what other fits and thresholds come to")
    add_write(parser)
    wanted = parser.parse_args()
    if not folder().is_dir():
        print(f"{folder()}: there is no such folder: name it by SPOT_EVAL_DATA", file=sys.stderr)
        return 2
    bases = [seen(name, count) for name, _ in SETS for count in COUNTS]
    with printed("calibration", wanted.write):
        print(table(HEAD, [line(base, outcome(base)) for base in bases]))
    if wanted.tried:
        head = ("bases of several phrasings", "mean precision", "of the worst base", "worst draw", "answered",
                "of the oracle's", "largest error", "goals reached")  # fmt: skip
        with printed("calibration-tried", wanted.write):
            print(table(head, tried([base for base in bases if base.phrasings != 1])))
    return 0


if __name__ == "__main__":
    sys.exit(main())

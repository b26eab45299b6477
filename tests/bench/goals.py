"""What the matcher should reach, beside what it reached in the same run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from tests.bench.german import Crossed
from tests.bench.honesty import Said
from tests.bench.measuring import Case
from tests.bench.peers import spot, spot_minilm, spot_semantic
from tests.bench.running import Results

BASELINE = "TF-IDF + logistic regression"
ENGINES = ("BM25 of stems (bm25s)", "SQLite FTS5, trigrams", "tantivy, stems")
ABOVE_BASELINE = {"top1": (2, 5), "covered": (8, 16)}
"""Points above the baseline: to reach, and to aim at."""
COLD = (6, 10)
"""Points of top-1 above the best engine, with one phrasing an entry."""
NEURAL = "MiniLM + logistic regression"
WITH_EXTRA = {"top1": (4, 0), "covered": (8, 5)}
"""Points that the semantic extra adds to Spot as installed, and points above the neural baseline to aim at."""
GERMAN = (70, 80)
"""Percent of German questions whose English entry comes first, with the semantic extra."""
EXTRAS = {spot_semantic.NAME: "with the semantic extra", spot_minilm.NAME: "with the semantic extra and MiniLM"}
"""What Spot may have besides, as it is said."""
TYPO_LOSS = (2, 1)
"""Points of top-1 that the typo track may cost."""
AREAS = {"clinc150": (0.92, 0.94), "hint3_curekart": (0.88, 0.91)}
DAY_ONE = "hint3_curekart"
DAY_ONE_RIGHT, DAY_ONE_ANSWERED = 90, 15
"""Percent: of the answers that are right, and of all questions that are answered."""
NAMES = {"top1": "top-1 %", "covered": "cov95 %"}


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure that should be at least so high."""

    set: str
    what: str
    measured: float
    reach: float
    aim: float
    digits: int = 1

    @property
    def verdict(self) -> str:
        """Say how far it got, judged by the digits that are shown."""
        shown = round(self.measured, self.digits)
        if shown >= round(self.aim, self.digits):
            return "aim reached"
        return "reached" if shown >= round(self.reach, self.digits) else "**not reached**"


def goals(results: Results, sets: Sequence[tuple[str, int | None]], day_one: Sequence[Said]) -> list[Goal]:
    """Return every goal that this run can judge."""
    found: list[Goal] = []
    for name, usual in sets:
        found += [*_above_baseline(results, name, usual), *_area(results, name, usual)]
        found += _with_extra(results, name, usual)
        found += [*_typo(results, name, usual), *_cold(results, name)]
    return found + [goal for said in day_one if said.set == DAY_ONE for goal in _honest(said)]


def figure(results: Results, case: Case, name: str) -> float | None:
    """Return a figure's mean over the draws; None where it was not measured."""
    values = [getattr(each, name) for each in results.get(case, ())]
    return fmean(values) if values and None not in values else None


def _above_baseline(results: Results, set: str, usual: int | None) -> Iterator[Goal]:
    for name, (reach, aim) in ABOVE_BASELINE.items():
        own = figure(results, Case(set, usual, "clean", spot.NAME), name)
        theirs = figure(results, Case(set, usual, "clean", BASELINE), name)
        if own is not None and theirs is not None:
            what = f"{NAMES[name]}, logistic regression + {reach}, aim + {aim}"
            yield Goal(set, what, own, theirs + reach, theirs + aim)


def _with_extra(results: Results, set: str, usual: int | None) -> Iterator[Goal]:
    for name, (more, above) in WITH_EXTRA.items():
        plain = figure(results, Case(set, usual, "clean", spot.NAME), name)
        neural = figure(results, Case(set, usual, "clean", NEURAL), name)
        for matcher, extra in EXTRAS.items():
            own = figure(results, Case(set, usual, "clean", matcher), name)
            if own is not None and plain is not None and neural is not None:
                what = f"{extra}, {NAMES[name]}: Spot + {more}, aim MiniLM and logistic regression + {above}"
                yield Goal(set, what, own, plain + more, max(neural + above, plain + more))


def across(german: Sequence[Crossed]) -> list[Goal]:
    """Return the goal of questions in another language than the entries, where measured with the semantic extra."""
    what = "a German question, English entries: top-1 %"
    return [
        Goal("sample content", f"{EXTRAS[each.matcher]}, {what}", each.top1, *GERMAN)
        for each in german
        if each.matcher in EXTRAS
    ]


def _area(results: Results, set: str, usual: int | None) -> Iterator[Goal]:
    own = figure(results, Case(set, usual, "clean", spot.NAME), "area")
    if own is not None and set in AREAS:
        yield Goal(set, "AUROC in scope vs out of scope", own, *AREAS[set], digits=3)


def _typo(results: Results, set: str, usual: int | None) -> Iterator[Goal]:
    clean = figure(results, Case(set, usual, "clean", spot.NAME), "top1")
    typo = figure(results, Case(set, usual, "typo", spot.NAME), "top1")
    if clean is not None and typo is not None:
        reach, aim = TYPO_LOSS
        what = f"typo track, top-1 %: clean − {reach}, aim − {aim}"
        yield Goal(set, what, typo, clean - reach, clean - aim)


def _cold(results: Results, set: str) -> Iterator[Goal]:
    own = figure(results, Case(set, 1, "clean", spot.NAME), "top1")
    theirs = [figure(results, Case(set, 1, "clean", name), "top1") for name in ENGINES]
    best = max((each for each in theirs if each is not None), default=None)
    if own is not None and best is not None:
        reach, aim = COLD
        what = f"one phrasing an entry, top-1 %: best search engine + {reach}, aim + {aim}"
        yield Goal(set, what, own, best + reach, best + aim)


def _honest(said: Said) -> Iterator[Goal]:
    yield Goal(said.set, "nothing judged: % of answers right", said.right or 0.0, DAY_ONE_RIGHT, DAY_ONE_RIGHT)
    what = "nothing judged: % of all questions answered"
    yield Goal(said.set, what, said.answered, DAY_ONE_ANSWERED, DAY_ONE_ANSWERED)

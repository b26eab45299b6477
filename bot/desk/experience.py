"""Experience: how questions ended, never merged, and what it took to get there, with how far each figure may be off."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from bot.desk.effort import Effort, Part, Recovery
from bot.desk.intervals import FEW, Interval, of_mean, of_quantile, of_share, quantile
from knowledge.improve.logged import OUTCOMES

NOBODY = ""
"""The name of the group of those that have none."""


class By(StrEnum):
    """What experience is told by."""

    ACCOUNT = "account"
    PARTNER = "partner"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Matter:
    """One question with its other wordings, and the cases that came of it; or a case that no question led to."""

    account: str
    partner: str
    """Who answers first: the partner, the vendor where no partner does."""
    product: str
    effort: Effort
    outcomes: tuple[str, ...] = ()
    """How each of its questions stands, in the order asked; none where no question led to it."""
    said_again: tuple[str, ...] = ()
    """The outcomes of those that were asked again in other words."""
    bad_start: bool = False
    """Whether the first answer was no help, did not come, or did not last."""
    recovery: Recovery = Recovery.OPEN
    is_case: bool = False

    def of(self, by: By) -> str:
        """Give the group that it belongs to."""
        return {By.ACCOUNT: self.account, By.PARTNER: self.partner, By.PRODUCT: self.product}[by]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    name: str
    count: int
    of: int
    formula: str

    @property
    def share(self) -> float | None:
        """Give the share, None of nothing."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> Interval | None:
        """Give how far the share may be off."""
        return of_share(self.count, self.of)

    @property
    def is_small(self) -> bool:
        """Say whether these are too few for the share to say much."""
        return self.of < FEW


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount that every one of several has."""

    name: str
    unit: str
    values: tuple[float, ...]
    formula: str

    @property
    def many(self) -> int:
        """Count the values."""
        return len(self.values)

    @property
    def mean(self) -> float | None:
        """Give the mean, None of nothing."""
        return fmean(self.values) if self.values else None

    @property
    def mean_interval(self) -> Interval | None:
        """Give how far the mean may be off, None of too few."""
        return of_mean(self.values)

    def quantile(self, share: float) -> float | None:
        """Give the value that this share does not exceed, None of nothing."""
        return quantile(self.values, share) if self.values else None

    def quantile_interval(self, share: float) -> Interval | None:
        """Give how far the quantile may be off."""
        return of_quantile(self.values, share)

    @property
    def is_small(self) -> bool:
        """Say whether these are too few to say much."""
        return self.many < FEW


FORMULAS: Mapping[str, str] = {
    "confirmed": "questions with thumbs up or a yes / questions",
    "assumed": "questions answered, and nothing further for 24 h / questions",
    "escalated": "questions that a case came of / questions",
    "abandoned": "questions whose choice, other wording or handoff was offered and not taken for 24 h / questions",
    "reopened": "questions confirmed or assumed, then a no or the same entry again within 7 days / questions",
    "unknown": "questions whose 24 h are not over / questions",
    "said again": "abandoned questions that were asked again in other words / abandoned questions",
    "effort": "turns beyond the first + rephrases + 2 × hand-offs + 3 × told twice + days waited, a matter",
    Part.TURNS.value: "what the customer wrote or pressed to the question's end and did to its case, less 1, a matter",
    Part.REPHRASES.value: "questions that say the one before in other words, a matter",
    Part.HAND_OFFS.value: "cases + escalations of them, a matter",
    Part.TOLD_TWICE.value: "messages to the case that say again 9 in 10 words of an earlier message, a matter",
    Part.WAITED.value: "working time in which somebody else held the ball / 8 h, a matter",
    "bad start": "matters whose first answer did not come, was no help or did not last / matters",
    Recovery.RECOVERED.value: "bad starts that the customer confirmed in the end / bad starts that ended",
    "recovered or assumed": "bad starts confirmed in the end or left in silence / bad starts that ended",
}
"""What each figure is made of; docs/experience.md says more."""


@dataclass(frozen=True, slots=True)
class Experience:
    """The figures of one group of matters."""

    name: str
    questions: int
    matters: int
    cases: int
    """Matters that are or became a case."""
    ledger: tuple[Share, ...]
    """One share for each outcome, which sum to all questions."""
    shares: tuple[Share, ...]
    """What else is counted of the ledger and of the matters."""
    effort: Measure
    parts: tuple[Measure, ...]
    """What the effort is made of."""


def experience(matters: Sequence[Matter], name: str = NOBODY) -> Experience:
    """Give the figures of these matters together."""
    questions = [outcome for each in matters for outcome in each.outcomes]
    counts = Counter(questions)
    ledger = tuple(Share(each, counts[each], len(questions), FORMULAS[each]) for each in OUTCOMES)
    again = Counter(outcome for each in matters for outcome in each.said_again)
    return Experience(
        name=name,
        questions=len(questions),
        matters=len(matters),
        cases=sum(each.is_case for each in matters),
        ledger=ledger,
        shares=(
            Share("said again", again["abandoned"], counts["abandoned"], FORMULAS["said again"]),
            *_recoveries(matters),
        ),
        effort=_measure("effort", "points", [each.effort.points for each in matters]),
        parts=tuple(
            _measure(
                part, "days" if part is Part.WAITED else "a matter", [each.effort.amount(part) for each in matters]
            )
            for part in Part
        ),
    )


def _recoveries(matters: Sequence[Matter]) -> tuple[Share, ...]:
    bad = [each.recovery for each in matters if each.bad_start]
    over = sum(each is not Recovery.OPEN for each in bad)
    well, silent = bad.count(Recovery.RECOVERED), bad.count(Recovery.ASSUMED)
    return (
        Share("bad start", len(bad), len(matters), FORMULAS["bad start"]),
        Share(Recovery.RECOVERED.value, well, over, FORMULAS[Recovery.RECOVERED.value]),
        Share("recovered or assumed", well + silent, over, FORMULAS["recovered or assumed"]),
    )


def _measure(name: str, unit: str, values: Iterable[float]) -> Measure:
    return Measure(str(name), unit, tuple(values), FORMULAS[str(name)])


def grouped(matters: Iterable[Matter], by: By) -> list[Experience]:
    """Give the figures of every group, the one with the most questions first."""
    found: dict[str, list[Matter]] = defaultdict(list)
    for each in matters:
        found[each.of(by)].append(each)
    told = [experience(many, name) for name, many in found.items()]
    return sorted(told, key=lambda each: (-each.questions, -each.matters, each.name))


def kept(matters: Iterable[Matter], wanted: Mapping[By, str]) -> list[Matter]:
    """Give the matters that are of all these groups."""
    return [each for each in matters if all(each.of(by) == name for by, name in wanted.items())]

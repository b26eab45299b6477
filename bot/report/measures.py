"""What is measured: shares, amounts and who used the time, each with its formula and how far it may be off."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from bot.report.effort import EffortPart, Recovery
from bot.report.intervals import FEW, Interval, of_mean, of_quantile, of_share, quantile


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    name: str
    count: int
    of: int
    formula: str

    @property
    def share(self) -> float | None:
        """Return the share, None of nothing."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> Interval | None:
        """Return how far the share may be off."""
        return of_share(self.count, self.of)

    @property
    def is_small(self) -> bool:
        """Return whether these are too few for the share to say much."""
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
        """Return the mean, None of nothing."""
        return fmean(self.values) if self.values else None

    @property
    def mean_interval(self) -> Interval | None:
        """Return how far the mean may be off, None of too few; no amount is negative, and so is no mean."""
        found = of_mean(self.values)
        return Interval(max(found.low or 0.0, 0.0), found.high) if found else None

    def quantile(self, share: float) -> float | None:
        """Return the value that this share does not exceed, None of nothing."""
        return quantile(self.values, share) if self.values else None

    def quantile_interval(self, share: float) -> Interval | None:
        """Return how far the quantile may be off."""
        return of_quantile(self.values, share)

    @property
    def is_small(self) -> bool:
        """Return whether these are too few to say much."""
        return self.many < FEW


@dataclass(frozen=True, slots=True)
class Used:
    """What one party, or one organisation of it, used of the time of cases."""

    name: str
    share: float | None
    """Of the time of all cases together; None where no time has passed."""
    cases: int
    """Cases that ever waited on it."""
    wall: Measure
    working: Measure


@dataclass(frozen=True, slots=True)
class Promises:
    """What became of one kind of promise of one party's legs."""

    kept: Share
    took: Measure


FORMULAS: Mapping[str, str] = {
    "confirmed": "questions with thumbs up or a yes / questions",
    "assumed": "questions answered, and nothing further for 24 h / questions",
    "escalated": "questions that a case came of / questions",
    "abandoned": "questions whose choice, other wording or handoff was offered and not taken for 24 h / questions",
    "reopened": "questions confirmed or assumed, then a no or the same entry again within 7 days / questions",
    "unknown": "questions whose 24 h are not over / questions",
    "said again": "abandoned questions that were asked again in other words / abandoned questions",
    "effort": "turns beyond the first + rephrases + 2 × hand-offs + 3 × told twice + days waited, a matter",
    EffortPart.TURNS.value: "what the customer wrote or pressed to the question's end "
    "and did to its case, less 1, a matter",
    EffortPart.REPHRASES.value: "questions that say the one before in other words, a matter",
    EffortPart.HAND_OFFS.value: "cases + escalations of them, a matter",
    EffortPart.TOLD_TWICE.value: "messages to the case that say again 9 in 10 words of an earlier message, a matter",
    EffortPart.WAITED.value: "working time in which the case waited on somebody else / 8 h, a matter",
    "bad start": "matters whose first answer did not come, was no help or did not last / matters",
    Recovery.RECOVERED.value: "bad starts that the customer confirmed in the end / bad starts that ended",
    "used": "hours in which cases waited on them / hours in which cases waited on anybody, all cases together",
    "wall": "hours in which a case waited on them, a case that ever did",
    "working": "of these, hours on their calendar, a case that ever waited on them",
    "kept": "legs whose promise was kept in time / legs whose promise was kept or broken",
    "took": "hours of working time on the calendar of the leg until it was done, a leg where it was",
    "recovered or assumed": "bad starts confirmed in the end or left in silence / bad starts that ended",
}
"""What each figure is made of; docs/experience.md says more."""

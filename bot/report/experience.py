"""Experience: how questions ended, never merged, and what it took to get there, with how far each figure may be off."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import groupby, product

from bot.desk.actor import Party
from bot.report.attainment import TOLD, PromiseResult
from bot.report.effort import Effort, EffortPart, Recovery
from bot.report.measures import FORMULAS, Measure, Promises, Share, Used
from bot.report.spending import Spent
from knowledge.improve.logs.logged import OUTCOMES

HOUR = timedelta(hours=1)
ORDER = tuple(Party)
NOBODY = ""
"""The name of the group of those that have none."""


class By(StrEnum):
    """What experience is told by."""

    ACCOUNT = "account"
    PARTNER = "partner"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class ReportedMatter:
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
    spent: tuple[tuple[Spent, ...], ...] = ()
    """Who used the time of each of its cases."""
    promises: tuple[PromiseResult, ...] = ()
    """What became of the promises of its cases' legs."""
    question: str = ""
    """The id of its first question; empty where no question led to it."""
    cases: tuple[str, ...] = ()
    """The numbers of its cases."""

    @property
    def is_case(self) -> bool:
        """Return whether it is or became a case."""
        return bool(self.spent)

    def of(self, by: By) -> str:
        """Return the group that it belongs to."""
        return {By.ACCOUNT: self.account, By.PARTNER: self.partner, By.PRODUCT: self.product}[by]


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
    said_again: Share
    """Of the abandoned ones, those that were asked again in other words."""
    starts: tuple[Share, ...]
    """How many began badly, and how many of these ended well."""
    effort: Measure
    parts: tuple[Measure, ...]
    """What the effort is made of."""
    time: tuple[Used, ...]
    """Who used the time of the cases: each party, then each organisation of a party that has several."""
    promises: tuple[Promises, ...]
    """Whether promises were kept: of each party the first response, then the solution."""


def experience(matters: Sequence[ReportedMatter], name: str = NOBODY) -> Experience:
    """Return the figures of these matters together."""
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
        said_again=Share("said again", again["abandoned"], counts["abandoned"], FORMULAS["said again"]),
        starts=_starts(matters),
        effort=_measure("effort", "points", [each.effort.points for each in matters]),
        parts=tuple(
            _measure(
                part,
                "days" if part is EffortPart.WAITED else "a matter",
                [each.effort.amount(part) for each in matters],
            )
            for part in EffortPart
        ),
        time=tuple(_time([case for each in matters for case in each.spent])),
        promises=tuple(_promises([kept for each in matters for kept in each.promises])),
    )


def _promises(made: Sequence[PromiseResult]) -> Iterator[Promises]:
    for party, promise in product(Party, TOLD):
        theirs = [each for each in made if (each.party, each.promise) == (party, promise)]
        if not theirs:
            continue
        name, settled = f"{party}, {promise}", [each.kept for each in theirs if each.kept is not None]
        took = tuple(each.took / HOUR for each in theirs if each.took is not None)
        yield Promises(
            Share(f"{name} kept", sum(settled), len(settled), FORMULAS["kept"]),
            Measure(name, "hours", took, FORMULAS["took"]),
        )


def _time(cases: Sequence[tuple[Spent, ...]]) -> Iterator[Used]:
    whose = sorted({each.whose for case in cases for each in case}, key=lambda each: (ORDER.index(each[0]), each[1]))
    total = sum((each.wall for case in cases for each in case), timedelta())
    for party, many in groupby(whose, lambda each: each[0]):
        theirs = list(many)
        yield _used(party.value, cases, total, theirs)
        for each in theirs if len(theirs) > 1 else ():
            yield _used(f"{party} {each[1]}", cases, total, [each])


def _used(
    name: str, cases: Sequence[tuple[Spent, ...]], total: timedelta, whose: Collection[tuple[Party, str]]
) -> Used:
    theirs = [parts for case in cases if (parts := [each for each in case if each.whose in whose])]
    wall = [sum((each.wall for each in parts), timedelta()) / HOUR for parts in theirs]
    working = [sum((each.working for each in parts), timedelta()) / HOUR for parts in theirs]
    return Used(
        name,
        sum(wall) * HOUR / total if total else None,
        len(theirs),
        Measure(f"{name}, wall", "hours", tuple(wall), FORMULAS["wall"]),
        Measure(f"{name}, working", "hours", tuple(working), FORMULAS["working"]),
    )


def _starts(matters: Sequence[ReportedMatter]) -> tuple[Share, ...]:
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


def grouped(matters: Iterable[ReportedMatter], by: By) -> list[Experience]:
    """Return the figures of every group, the one with the most questions first."""
    found: dict[str, list[ReportedMatter]] = defaultdict(list)
    for each in matters:
        found[each.of(by)].append(each)
    told = [experience(many, name) for name, many in found.items()]
    return sorted(told, key=lambda each: (-each.questions, -each.matters, each.name))


def hardest(matters: Iterable[ReportedMatter], most: int) -> list[ReportedMatter]:
    """Return so many matters, those that took the most effort first."""
    return sorted(matters, key=lambda each: (-each.effort.points, each.question, each.cases))[:most]


def kept(matters: Iterable[ReportedMatter], wanted: Mapping[By, str]) -> list[ReportedMatter]:
    """Return the matters that are of all these groups."""
    return [each for each in matters if all(each.of(by) == name for by, name in wanted.items())]

"""Figures as a report tells them: each with its count, how far it may be off, and its formula beside it."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from bot.report.experience import Experience
from bot.report.intervals import FEW, Interval
from bot.report.measures import FORMULAS, Measure, Share

WILSON, STUDENT, ORDER = "Wilson", "Student's t", "order statistics"
"""The methods of the intervals; bot/report/intervals.py has their sources."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report."""

    part: str
    """The part of the report that it stands in: `outcomes`, `matters`, `effort`, `time`, `promises`."""
    name: str
    statistic: str
    """`share`, `ratio`, `mean`, `median` or `p90`."""
    unit: str
    count: int
    """So many; for what is no share, as `of`."""
    of: int
    """Of so many."""
    value: float | None
    """None where there is nothing to say it of."""
    low: float | None
    high: float | None
    """The ends of the 95 % interval; None where the values are too few for one."""
    method: str
    """How the interval was reckoned; empty where there is none of such a figure."""
    is_small: bool
    """Whether these are fewer than ten, so that the number says little."""
    formula: str


def figures(told: Experience) -> Iterator[Figure]:
    """Yield the figures of a group of matters."""
    yield from (of_share("outcomes", each) for each in (*told.ledger, told.said_again))
    yield from (of_share("matters", each) for each in told.starts)
    for each in (told.effort, *told.parts):
        yield from of_measure("effort", each)
    for used in told.time:
        yield of_ratio("time", f"{used.name}, used", used.share, used.cases, FORMULAS["used"])
        yield from (*of_measure("time", used.wall), *of_measure("time", used.working))
    for made in told.promises:
        yield of_share("promises", made.kept)
        yield from of_measure("promises", made.took)


def as_data(told: Experience) -> dict[str, Any]:
    """Return the figures of a group as plain JSON data, beside its counts."""
    return {
        "questions": told.questions,
        "matters": told.matters,
        "cases": told.cases,
        "figures": [asdict(each) for each in figures(told)],
    }


def of_share(part: str, share: Share) -> Figure:
    return Figure(
        part,
        share.name,
        "share",
        "",
        share.count,
        share.of,
        share.share,
        *_ends(share.interval),
        WILSON,
        share.is_small,
        share.formula,
    )


def of_ratio(part: str, name: str, value: float | None, of: int, formula: str) -> Figure:
    """Return a ratio of sums over so many; there is no interval of it."""
    return Figure(part, name, "ratio", "", of, of, value, None, None, "", of < FEW, formula)


def of_measure(part: str, measure: Measure) -> Iterator[Figure]:
    """Yield the mean, the median and the ninth decile of an amount."""
    many = (measure.unit, measure.many, measure.many)
    last = (measure.is_small, measure.formula)
    yield Figure(part, measure.name, "mean", *many, measure.mean, *_ends(measure.mean_interval), STUDENT, *last)
    for statistic, share in (("median", 0.5), ("p90", 0.9)):
        ends = _ends(measure.quantile_interval(share))
        yield Figure(part, measure.name, statistic, *many, measure.quantile(share), *ends, ORDER, *last)


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (interval.low, interval.high) if interval else (None, None)


def cells(figure: Figure) -> tuple[str, ...]:
    """Return a figure as cells of a table; what is too few to be precise is not made to look so."""
    if figure.statistic == "share":
        of = f"{figure.count:,} of {figure.of:,}"
        return (figure.name, of, worth(figure), between(figure, percent), figure.formula)
    name = figure.name if figure.statistic == "ratio" else f"{figure.name}, {figure.statistic}"
    return (name, f"{figure.of:,}", worth(figure), between(figure, amount), figure.formula)


def worth(figure: Figure) -> str:
    """Return the value, unless it is one of nothing, or of so few that only their median says anything."""
    if figure.value is None:
        return "–"
    if figure.is_small and figure.statistic != "median":
        return "few"
    return (percent if figure.statistic in ("share", "ratio") else amount)(figure.value)


def between(figure: Figure, write: Callable[[float | None], str]) -> str:
    """Return the ends of an interval; `?` for one that so few values do not say."""
    few = figure.is_small and figure.statistic == "p90"
    if few or (figure.low is None and figure.high is None):
        return "–"
    return f"{write(figure.low)} to {write(figure.high)}"


def percent(value: float | None) -> str:
    """Return a share in per cent."""
    return "?" if value is None else f"{100 * value:.0f} %"


def amount(value: float | None) -> str:
    """Return a number with two digits behind the point at most."""
    return "?" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")

"""Figures as a report tells them: each with its count, how far it may be off, and its formula beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.desk.experience import Experience, Measure, Share
from bot.desk.intervals import Interval

WILSON, STUDENT, ORDER = "Wilson", "Student's t", "order statistics"
"""The methods of the intervals; bot/desk/intervals.py has their sources."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report."""

    part: str
    """The part of the report that it stands in: `outcomes`, `matters`, `effort`, `time`, `promises`."""
    name: str
    statistic: str
    """`share`, `mean`, `median` or `p90`."""
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
    """How the interval was reckoned."""
    is_small: bool
    """Whether these are fewer than ten, so that the number says little."""
    formula: str


def figures(told: Experience) -> Iterator[Figure]:
    """Go over the figures of a group of matters."""
    yield from (of_share("outcomes", each) for each in told.ledger)
    yield from (of_share("matters", each) for each in told.shares)
    for each in (told.effort, *told.parts):
        yield from of_measure("effort", each)


def of_share(part: str, share: Share) -> Figure:
    """Give a share as a figure."""
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


def of_measure(part: str, measure: Measure) -> Iterator[Figure]:
    """Go over the mean, the median and the ninth decile of an amount."""
    many = (measure.unit, measure.many, measure.many)
    last = (measure.is_small, measure.formula)
    yield Figure(part, measure.name, "mean", *many, measure.mean, *_ends(measure.mean_interval), STUDENT, *last)
    for statistic, share in (("median", 0.5), ("p90", 0.9)):
        ends = _ends(measure.quantile_interval(share))
        yield Figure(part, measure.name, statistic, *many, measure.quantile(share), *ends, ORDER, *last)


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (interval.low, interval.high) if interval else (None, None)


def cells(figure: Figure) -> tuple[str, ...]:
    """Give a figure as cells of a table; what is too few to be precise is not made to look so."""
    named = figure.name if figure.statistic == "share" else f"{figure.name}, {figure.statistic}"
    if figure.statistic == "share":
        of = f"{figure.count:,} of {figure.of:,}"
        return (
            named,
            of,
            "few" if figure.is_small else percent(figure.value),
            between(figure, percent),
            figure.formula,
        )
    return (named, f"{figure.of:,}", amount(figure.value), between(figure, amount), figure.formula)


def between(figure: Figure, write: Callable[[float | None], str]) -> str:
    """Give the ends of an interval; `?` for one that so few values do not say."""
    if figure.low is None and figure.high is None:
        return "–"
    return f"{write(figure.low)} to {write(figure.high)}"


def percent(value: float | None) -> str:
    """Give a share in per cent."""
    return "?" if value is None else f"{100 * value:.0f} %"


def amount(value: float | None) -> str:
    """Give a number with two digits behind the point at most."""
    return "?" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")

"""Working time: how much of it lies between two moments on a calendar, and when so much of it will have passed.

Working time is real time that passes inside the spans of a calendar. A bound is the first moment at which a clock on
the wall shows it or later: one inside the hour that spring skips is the jump itself, one inside the hour that autumn
repeats is its first passing. So spans never overlap, and 02:00 to 03:00 lasts no time in the one night and two hours in
the other.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.desk.refusals import DeskError
from knowledge.agreed.calendar import MIDNIGHT, Calendar, Span

NOTHING = timedelta(0)
DAY = timedelta(days=1)
TICK = timedelta.resolution
HORIZON = 50 * 366
"""Days that are searched for working time before it is said that there is none."""


class NeverOpens(DeskError):
    """A calendar has not the working time that is asked of it."""

    def __init__(self, calendar: Calendar, wanted: timedelta) -> None:
        hours = round(wanted.total_seconds() / 3600, 2)
        super().__init__(
            f"calendar {calendar.name}: {hours:g} working hours do not come in {HORIZON // 366} years; "
            "give its week spans, or use another calendar"
        )
        self.calendar = calendar


def worked(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """Return the working time between two moments; none when the end is not after the start."""
    if end <= start:
        return NOTHING
    first, last = _day_of(calendar, start), _day_of(calendar, end)
    return _whole_days(calendar, first, last) - _until(calendar, first, start) + _until(calendar, last, end)


def after(calendar: Calendar, start: datetime, wanted: timedelta) -> datetime:
    """Return the first moment at which so much working time has passed since the start; NeverOpens when it
    never does.
    """
    if wanted <= NOTHING:
        return start
    first = _day_of(calendar, start)
    left = wanted + _until(calendar, first, start)
    day = _day_that_reaches(calendar, first, left)
    if day is None:
        raise NeverOpens(calendar, wanted)
    left -= _whole_days(calendar, first, day)
    for opens, closes in _open_on(calendar, day):
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    raise AssertionError(f"{day} was found to have the working time, and has not")


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Return whether the moment is working time; the moment of closing is not."""
    return any(opens <= at < closes for opens, closes in _open_on(calendar, _day_of(calendar, at)))


def next_opening(calendar: Calendar, at: datetime) -> datetime:
    """Return the moment itself when it is working time, else the next opening; NeverOpens when there is none."""
    return after(calendar, at, TICK) - TICK


def _day_that_reaches(calendar: Calendar, first: date, wanted: timedelta) -> date | None:
    """Return the first day by whose end so much has been worked since the first one began: double, then halve."""
    few, many = 0, 1
    while _whole_days(calendar, first, first + many * DAY) < wanted:
        if many == HORIZON:
            return None
        few, many = many, min(many * 2, HORIZON)
    reached = bisect_left(
        range(few, many), wanted, key=lambda days: _whole_days(calendar, first, first + (days + 1) * DAY)
    )
    return first + (few + reached) * DAY


def _whole_days(calendar: Calendar, first: date, until: date) -> timedelta:
    """Return the working time of whole days: what the week says, save on holidays and on days that are not 24 hours."""
    nominal, of_week = _nominal(calendar.week)
    weeks, rest = divmod((until - first).days, 7)
    total = weeks * of_week
    for each in range(rest):
        total += nominal[(first.weekday() + each) % 7]
    off = calendar.holidays_between(first, until)
    uneven = set(_uneven_days(calendar, first, until)) - off
    for day in uneven:
        total += sum((closes - opens for opens, closes in _open_on(calendar, day)), NOTHING) - nominal[day.weekday()]
    return total - sum((nominal[day.weekday()] for day in off), NOTHING)


@lru_cache(maxsize=256)
def _nominal(week: tuple[tuple[Span, ...], ...]) -> tuple[tuple[timedelta, ...], timedelta]:
    """Return the working time of each day of a week whose days have 24 hours, and of all of it."""
    days = tuple(sum(map(_length, spans), NOTHING) for spans in week)
    return days, sum(days, NOTHING)


def _length(span: Span) -> timedelta:
    """Return how long a span is on a day of 24 hours."""
    return _wall(date.min, span.end, closing=True) - _wall(date.min, span.start)


def _until(calendar: Calendar, day: date, at: datetime) -> timedelta:
    """Return the working time of a day before a moment in it."""
    return sum((min(at, closes) - opens for opens, closes in _open_on(calendar, day) if opens < at), NOTHING)


def _open_on(calendar: Calendar, day: date) -> Iterator[tuple[datetime, datetime]]:
    """Yield the stretches of a day's spans in UTC, in order."""
    zone = ZoneInfo(calendar.zone)
    for span in calendar.spans(day):
        yield _moment(zone, _wall(day, span.start)), _moment(zone, _wall(day, span.end, closing=True))


def _day_of(calendar: Calendar, at: datetime) -> date:
    """Return the day that a moment is in; one whose midnight has passed is not left again when clocks are set back."""
    zone = ZoneInfo(calendar.zone)
    day = at.astimezone(zone).date()
    following = day + DAY
    return following if at >= _moment(zone, _wall(following, MIDNIGHT)) else day


def _wall(day: date, at: time, *, closing: bool = False) -> datetime:
    """Return what a clock on the wall shows; midnight closes the day before it."""
    return datetime.combine(day + DAY if closing and at == MIDNIGHT else day, at)


def _moment(zone: ZoneInfo, wall: datetime) -> datetime:
    """Return the first moment in UTC at which a clock on the wall shows this or later."""
    local = wall.replace(tzinfo=zone)
    found = local.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) == wall:
        return found
    return _jump(zone, local.replace(fold=1).astimezone(UTC), found)


def _jump(zone: ZoneInfo, before: datetime, behind: datetime) -> datetime:
    """Return the moment between these two at which the clock is set forward; zones do it on a whole second."""
    offset = before.astimezone(zone).utcoffset()
    seconds = range(1, int((behind - before).total_seconds()) + 1)
    passed = bisect_left(
        seconds,
        True,
        key=lambda each: (before + timedelta(seconds=each)).astimezone(zone).utcoffset() != offset,
    )
    return before + timedelta(seconds=passed + 1)


def _uneven_days(calendar: Calendar, first: date, until: date) -> Iterator[date]:
    for year in range(first.year, until.year + 1):
        yield from (day for day in _uneven_days_of(calendar.zone, year) if first <= day < until)


@lru_cache(maxsize=1024)
def _uneven_days_of(zone: str, year: int) -> tuple[date, ...]:
    """Return the days of a year that are shorter or longer than 24 hours: those on which clocks are set."""
    rules = ZoneInfo(zone)
    days = [date(year, 1, 1) + each * DAY for each in range(367)]
    midnights = [_moment(rules, _wall(day, MIDNIGHT)) for day in days]
    lengths = zip(days, midnights, midnights[1:], strict=False)
    return tuple(day for day, begins, ends in lengths if ends - begins != DAY and day.year == year)

"""Clocks: how much of what was promised a leg has used, when it is due, and whether it was kept.

Nothing is counted up anywhere: a clock follows from the promise, from whom the case waited on when, and from a
calendar. It runs while the case waits on the party of its leg, and pauses while it waits on another. The customer's
clock runs while the case waits on anybody but the customer, so it goes on where the partner's own pauses because the
vendor is at work.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.desk.case import Case
from bot.desk.leg import Leg, LegState, WaitPeriod
from bot.desk.time.working_time import after, worked
from knowledge.agreed.calendar import Calendar
from knowledge.agreed.policy import Policy

MINUTE = timedelta(minutes=1)
NOTHING = timedelta()
CUSTOMER = 0
"""The ordinal that stands for the customer, where legs have theirs."""


class Promised(StrEnum):
    """What a clock is about."""

    FIRST = "first response"
    """Until a person takes the leg."""
    UPDATE = "next update"
    """From one word to the next; it counts once somebody has taken the leg, and anew from each word."""
    SOLVE = "resolution"
    """Until the leg is closed with its answer."""
    WHOLE = "customer"
    """What the customer was promised: the resolution of the first leg, whoever is at work on it."""


class ClockState(StrEnum):
    """Whether a clock counts."""

    RUNNING = "running"
    PAUSED = "paused"
    """Another party is waited on."""
    MET = "met"
    OVER = "over"
    """The leg ended otherwise, and nothing more is owed."""


Stretches = tuple[tuple[datetime, datetime | None], ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of a leg as it stands at some moment."""

    leg: int
    """The leg's ordinal; 0 is the customer's clock."""
    kind: Promised
    since: datetime
    target: timedelta
    """Working time, like what is used."""
    used: timedelta
    state: ClockState
    due: datetime | None
    """When the target is used up, or was; None while a clock stands still before that."""
    met: datetime | None
    is_late: bool
    calendar: Calendar = field(repr=False)
    stretches: Stretches = field(repr=False)
    """When it ran; the end of the last one is None while it runs."""

    @property
    def counts(self) -> bool:
        """Return whether it can still be late: it runs, or pauses."""
        return self.state in (ClockState.RUNNING, ClockState.PAUSED)

    def reaches(self, used: timedelta) -> datetime | None:
        """Return when so much was used, or will be if nothing changes; None while it stands still before that."""
        return _reached(self.calendar, self.stretches, used)

    @property
    def left(self) -> timedelta:
        """Return the working time until it is due; negative when that has passed."""
        return self.target - self.used


def clocks(case: Case, policy: Policy, at: datetime, told: Mapping[int, datetime] | None = None) -> tuple[Clock, ...]:
    """Return the clocks of a case as they stand at this moment: the customer's, then those of each leg.

    `told` says when the party of a leg, by its ordinal, last told the one below it something.
    """
    of_legs = (each for leg in case.legs for each in _clocks_of(case, leg, policy, at, (told or {}).get(leg.ordinal)))
    return (*_customers(case, policy, at), *of_legs)


def _customers(case: Case, policy: Policy, at: datetime) -> Iterator[Clock]:
    if case.legs and case.first.promise.solve is not None:
        course = _Course(CUSTOMER, Promised.WHOLE, case.opened, *_ending(case, case.first))
        yield _clock(course, _held_by_us(case), case.first.promise.solve * MINUTE, _calendar(policy, case.first), at)


def _clocks_of(case: Case, leg: Leg, policy: Policy, at: datetime, told: datetime | None) -> Iterator[Clock]:
    calendar = _calendar(policy, leg)
    held = [each for each in case.held if each.leg == leg.ordinal]
    targets = {
        Promised.FIRST: leg.promise.first,
        Promised.UPDATE: leg.promise.update,
        Promised.SOLVE: leg.promise.solve,
    }
    for course in _courses(case, leg, held, told):
        target = targets[course.kind]
        if target is not None:
            yield _clock(course, held, target * MINUTE, calendar, at)


@dataclass(frozen=True, slots=True)
class _Course:
    """From when until when a clock can count: until it is met, or until the leg ends otherwise."""

    leg: int
    kind: Promised
    since: datetime
    met: datetime | None = None
    over: datetime | None = None


def _courses(case: Case, leg: Leg, held: Iterable[WaitPeriod], told: datetime | None) -> Iterator[_Course]:
    yield _Course(leg.ordinal, Promised.FIRST, leg.opened, leg.acknowledged, leg.closed)
    if leg.acknowledged:
        words = (leg.opened, leg.acknowledged, *filter(None, [told]), *(each.since for each in held))
        yield _Course(leg.ordinal, Promised.UPDATE, max(words), over=leg.closed)
    yield _Course(leg.ordinal, Promised.SOLVE, leg.opened, *_ending(case, leg))


def _ending(case: Case, leg: Leg) -> tuple[datetime | None, datetime | None]:
    """Return when the leg was solved, and when it ended otherwise: a case whose time went on then was not given up."""
    if leg.closed is None:
        return None, None
    goes_on = any(each.since <= leg.closed and (each.until is None or each.until > leg.closed) for each in case.held)
    return (leg.closed, None) if goes_on and leg.state is LegState.CLOSED else (None, leg.closed)


def _clock(course: _Course, held: Iterable[WaitPeriod], target: timedelta, calendar: Calendar, at: datetime) -> Clock:
    stop = course.met or course.over
    stretches = tuple(
        (max(each.since, course.since), min(filter(None, [each.until, stop]), default=None))
        for each in held
        if (each.until is None or each.until > course.since) and (stop is None or each.since < stop)
    )
    due = _reached(calendar, stretches, target)
    return Clock(
        leg=course.leg,
        kind=course.kind,
        since=course.since,
        target=target,
        used=sum((worked(calendar, since, min(until or at, at)) for since, until in stretches), NOTHING),
        state=_state(course, stretches),
        due=due,
        met=course.met,
        is_late=due is not None and (stop or at) > due,
        calendar=calendar,
        stretches=stretches,
    )


def _state(course: _Course, stretches: Stretches) -> ClockState:
    if course.met:
        return ClockState.MET
    if course.over:
        return ClockState.OVER
    return ClockState.RUNNING if stretches and stretches[-1][1] is None else ClockState.PAUSED


def _reached(calendar: Calendar, stretches: Stretches, wanted: timedelta) -> datetime | None:
    """Return when the stretches have so much working time behind them: in one that is past, or goes on."""
    left = wanted
    for since, until in stretches if calendar.opens else ():
        if until is None:
            return after(calendar, since, left)
        here = worked(calendar, since, until)
        if left <= here:
            return after(calendar, since, left)
        left -= here
    return None


def _held_by_us(case: Case) -> list[WaitPeriod]:
    return [each for each in case.held if each.leg != CUSTOMER]


def _calendar(policy: Policy, leg: Leg) -> Calendar:
    return policy.calendar(leg.promise.calendar)


def next_due(of: Iterable[Clock], leg: int) -> datetime | None:
    """Return when the next promise of a leg is due, or was where it is late; None while nothing of it can be."""
    return min((each.due for each in of if each.leg == leg and each.counts and each.due), default=None)

"""The watch: which timers a case wants. They follow from its clocks, and never from the time that it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from bot.desk.case import Case, CaseState
from bot.desk.rules import Rules
from bot.desk.time.clocks import CUSTOMER, Clock, Promised, clocks
from bot.desk.time.working_time import after
from knowledge.agreed.calendar import Calendar
from knowledge.agreed.policy import Policy
from knowledge.people.directory import Directory

UNREAD_FOR = timedelta(hours=8)
"""Working time after which a team that has read nothing is said not to read: a working day."""


class TimerKind(StrEnum):
    """What a timer does when it fires."""

    WARN = "warn"
    """Warn whose leg it is that a promise is about to be broken."""
    SLIP = "slip"
    """Say that a promise was broken, to the customer where it was made to them."""
    CLIMB = "climb"
    """Tell somebody further up."""
    UNREACHED = "unreached"
    """Lower the severity: who asked can't be reached."""
    SILENT = "silent"
    """Close a resolved case that nobody says a word about any more."""
    AGREEMENT = "agreement"
    """Remind of an agreement that lapses."""
    UNREAD = "unread"
    """Tell the leads that a team does not read what it is told."""


@dataclass(frozen=True, slots=True)
class Timer:
    """Something that is to happen at a moment, unless it is no longer wanted by then; it happens once."""

    key: str
    """The same for the same thing, however often it is derived; what has fired under it never fires again."""
    kind: TimerKind
    due: datetime
    number: int | None = None
    """The case that it is about."""
    leg: int = CUSTOMER
    """The ordinal of the leg that it is about; 0 is the case itself."""
    about: str = ""
    """What it is about: the promise; or the organisation, where it is about no case."""
    rung: int = 0
    """The place of the ladder's rung, 0 being the first."""


def timers(case: Case, rules: Rules, told: Mapping[int, datetime]) -> tuple[Timer, ...]:
    """Return the timers that a case wants as it stands, with when they are due if nothing changes.

    `told` says when the party of a leg last told the one below it something. A clock that stands still wants none
    but those that it has passed.
    """
    policy = rules.policy
    if case.state is CaseState.RESOLVED:
        return _silent(case, policy, told)
    if case.state is not CaseState.OPEN:
        return ()
    counting = (each for each in clocks(case, policy, case.updated, told) if each.counts)
    return (*(timer for clock in counting for timer in _of_clock(case, clock, policy)), *_unreached(case, policy))


def _of_clock(case: Case, clock: Clock, policy: Policy) -> Iterator[Timer]:
    key = f"{case.name}|{clock.leg}|{clock.kind}|{clock.since.isoformat()}|{clock.target}"
    moments = [(TimerKind.SLIP, clock.target, 0)]
    if clock.leg:
        moments.append((TimerKind.WARN, clock.target - warning(clock.target, policy), 0))
        moments += [(TimerKind.CLIMB, clock.target + each.after, rung) for rung, each in enumerate(policy.ladder)]
    for kind, used, rung in moments:
        if due := clock.reaches(used):
            yield Timer(f"{key}|{kind}{rung or ''}", kind, due, case.number, clock.leg, clock.kind.value, rung)


def warning(target: timedelta, policy: Policy) -> timedelta:
    """Return how long before the end of a target its owner is warned; of a short one at half time, to be in time."""
    return min(policy.warn_before, target / 2)


def _unreached(case: Case, policy: Policy) -> tuple[Timer, ...]:
    """Return the timer that lowers the severity while the customer is waited on, where the severity asks for that."""
    reachable = policy.severity(case.severity).reachable
    if (
        reachable is None
        or policy.next_lower_severity(case.severity) is None
        or not case.held
        or case.holder != CUSTOMER
    ):
        return ()
    since = case.held[-1].since
    key = f"{case.name}|{TimerKind.UNREACHED}|{since.isoformat()}|{case.severity}"
    return (Timer(key, TimerKind.UNREACHED, since + reachable, case.number),)


def _silent(case: Case, policy: Policy, told: Mapping[int, datetime]) -> tuple[Timer, ...]:
    resolved = case.first.closed or case.updated
    since = max(resolved, told.get(1, resolved))
    key = f"{case.name}|{TimerKind.SILENT}|{since.isoformat()}"
    return (Timer(key, TimerKind.SILENT, since + policy.silence, case.number),)


def is_told_the_customer(timer: Timer) -> bool:
    """Return whether a slip is of a promise that was made to the customer: to be taken, to hear more, to be helped.

    The first leg's own resolution is not: the customer's clock is never behind it.
    """
    made = (Promised.FIRST, Promised.UPDATE) if timer.leg == 1 else (Promised.WHOLE,)
    return timer.leg in (CUSTOMER, 1) and timer.about in made


def agreements(directory: Directory, policy: Policy) -> tuple[Timer, ...]:
    """Return the timers that remind of agreements before they lapse."""
    return tuple(
        Timer(
            key=f"{TimerKind.AGREEMENT}|{each.id}|{each.agreement.expires.isoformat()}",
            kind=TimerKind.AGREEMENT,
            due=datetime.combine(each.agreement.expires, time(), UTC) - policy.agreement_warning,
            about=each.id,
        )
        for each in directory.organisations
        if each.agreement
    )


def unread(team: str, last_read: datetime | None, at: datetime, calendar: Calendar) -> Timer | None:
    """Return the timer that notices a team that is told something now and reads nothing; one for each silence."""
    if not calendar.opens:
        return None
    since = last_read.isoformat() if last_read else "never"
    return Timer(f"{TimerKind.UNREAD}|{team}|{since}", TimerKind.UNREAD, after(calendar, at, UNREAD_FOR), about=team)

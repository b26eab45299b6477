"""What a timer of a case does when it fires: Spot's command, and who is told."""

from dataclasses import dataclass
from datetime import datetime

from bot.desk import recipients
from bot.desk.actor import Party
from bot.desk.case import Case
from bot.desk.commands import Close, Command, Grade, RecordClock
from bot.desk.events import Happened, Seen
from bot.desk.leg import Leg
from bot.desk.recipients import Recipient
from bot.desk.rules import Rules
from bot.desk.time.clocks import CUSTOMER
from bot.desk.time.timer_plan import Timer, TimerKind, is_told_the_customer
from bot.desk.verbs.between_legs import seen_below

HAPPENED = {
    TimerKind.WARN: Happened.WARNED,
    TimerKind.SLIP: Happened.SLIPPED,
    TimerKind.CLIMB: Happened.CLIMBED,
}


@dataclass(frozen=True, slots=True)
class Fired:
    """What comes of a timer."""

    command: Command
    tell: tuple[Recipient, ...] = ()


def fired(case: Case, timer: Timer, rules: Rules, at: datetime) -> Fired:
    """Return what the timer of a case that wants it does at this moment."""
    if timer.kind is TimerKind.SILENT:
        return Fired(Close())
    if timer.kind is TimerKind.UNREACHED:
        lower = rules.policy.next_lower_severity(case.severity) or case.severity
        return Fired(Grade(lower, TimerKind.UNREACHED.value), (recipients.owner(case.active),))
    leg = case.leg(timer.leg or 1)
    to = _told(case, leg, timer, rules, at)
    told = to.kind.value if timer.kind is TimerKind.CLIMB else ""
    command = RecordClock(
        HAPPENED[timer.kind], timer.leg, timer.about, timer.due, _seen(leg, timer), leg.organisation, told
    )
    return Fired(command, (to,))


def _told(case: Case, leg: Leg, timer: Timer, rules: Rules, at: datetime) -> Recipient:
    """Return whom the timer tells: who has the leg, or whoever stands on the rung."""
    if timer.kind is not TimerKind.CLIMB:
        return recipients.owner(leg)
    rung = rules.policy.ladder[timer.rung]
    return recipients.on_rung(rung.tell, case, leg, rules.directory, at.date())


def _seen(leg: Leg, timer: Timer) -> Seen:
    """Return who sees that a timer fired: a slip, those to whom the promise was made; all else, the leg's own side."""
    if timer.kind is TimerKind.SLIP and (timer.leg > 1 or is_told_the_customer(timer)):
        return seen_below(leg) if timer.leg != CUSTOMER else Seen.CUSTOMER
    return Seen.VENDOR if leg.party is Party.PRODUCT_GROUP else Seen.INTERNAL

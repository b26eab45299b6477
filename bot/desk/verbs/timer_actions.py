"""What a timer of a case does when it fires: the change that it makes, and who is told."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.desk import recipients
from bot.desk.actor import SPOT, Party
from bot.desk.case import Case
from bot.desk.events import Change, Happened, Seen, happened
from bot.desk.leg import Leg
from bot.desk.promises import regraded
from bot.desk.recipients import Recipient
from bot.desk.rules import Rules
from bot.desk.time.clocks import CUSTOMER
from bot.desk.time.timer_plan import LOWER, Timer, TimerKind, is_told_the_customer
from bot.desk.verbs import administration, first_leg
from bot.desk.verbs.between_legs import seen_below

HAPPENED = {
    TimerKind.WARN: Happened.WARNED,
    TimerKind.SLIP: Happened.SLIPPED,
    TimerKind.CLIMB: Happened.CLIMBED,
}


@dataclass(frozen=True, slots=True)
class Fired:
    """What came of a timer."""

    change: Change
    tell: tuple[Recipient, ...] = ()


def fired(case: Case, timer: Timer, rules: Rules, at: datetime) -> Fired:
    """Give what the timer of a case that wants it does at this moment."""
    if timer.kind is TimerKind.SILENT:
        return Fired(first_leg.close(case, SPOT, at))
    if timer.kind is TimerKind.UNREACHED:
        return _lowered(case, rules, at)
    leg = case.leg(timer.leg or 1)
    to = _told(case, leg, timer, rules, at)
    after = replace(case, version=case.version + 1, updated=max(at, case.updated))
    detail = {"promise": timer.about, "due": timer.due.isoformat()}
    if timer.kind is TimerKind.CLIMB:
        detail["tell"] = to.kind.value
    event = happened(
        after, HAPPENED[timer.kind], SPOT, after.updated, leg=timer.leg, visibility=_seen(leg, timer), detail=detail
    )
    return Fired(Change(after, (replace(event, organisation=leg.organisation),), case), (to,))


def _told(case: Case, leg: Leg, timer: Timer, rules: Rules, at: datetime) -> Recipient:
    """Give whom the timer tells: who has the leg, or whoever stands on the rung."""
    if timer.kind is not TimerKind.CLIMB:
        return recipients.owner(leg)
    rung = rules.policy.ladder[timer.rung]
    return recipients.on_rung(rung.tell, case, leg, rules.directory, at.date())


def _seen(leg: Leg, timer: Timer) -> Seen:
    """Give who sees that a timer fired: a slip, those to whom the promise was made; all else, the leg's own side."""
    if timer.kind is TimerKind.SLIP and (timer.leg > 1 or is_told_the_customer(timer)):
        return seen_below(leg) if timer.leg != CUSTOMER else Seen.CUSTOMER
    return Seen.VENDOR if leg.party is Party.PRODUCT_GROUP else Seen.INTERNAL


def _lowered(case: Case, rules: Rules, at: datetime) -> Fired:
    severity = LOWER[case.severity]
    change = administration.grade(case, SPOT, severity, at, regraded(rules, case, severity))
    event = replace(change.event, detail={**change.event.detail, "why": TimerKind.UNREACHED.value})
    return Fired(replace(change, events=(event,)), (recipients.owner(case.active),))

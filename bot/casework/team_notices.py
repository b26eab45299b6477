"""What follows from a change of a case for those who work on it: its timers move, and whoever is waited on is told."""

from collections.abc import Iterator
from datetime import datetime

from bot.casework.facts import ChangeFacts
from bot.desk import recipients
from bot.desk.actor import SPOT
from bot.desk.case import Case
from bot.desk.events import CaseEvent, Change, Happened
from bot.desk.recipients import EVERY_LEAD, Recipient, To
from bot.desk.rules import Rules
from bot.desk.time import timer_plan
from bot.store.desk import notices, timers
from bot.store.desk.notices import Notice
from bot.store.engine.store import Transaction
from knowledge.agreed.calendar import Calendar

SAID = frozenset({Happened.COMMENTED, Happened.INFORMED})
"""What whoever the case waits on is told, even when it waited on them before."""
OF_THE_WATCH = frozenset({Happened.WARNED, Happened.SLIPPED, Happened.CLIMBED})
"""What a timer did that moves no clock, and so no other timer."""
OVER = frozenset({Happened.WITHDRAWN, Happened.RESOLVED, Happened.MERGED})
"""What ends the work of every leg, whoever is waited on."""
OF_OWN_LEG = frozenset({Happened.ACCEPTED, Happened.ASKED, Happened.ANSWERED, Happened.REJECTED})
"""What only the party of the leg that it is about can do."""


def derive_timers(tx: Transaction, change: Change, facts: ChangeFacts) -> None:
    """Bring the timers of the case up to date."""
    if not all(event.kind in OF_THE_WATCH for event in change.events):
        set_timers(tx, change.case, facts.rules)


def set_timers(tx: Transaction, case: Case, rules: Rules) -> None:
    """Bring the timers of a case up to date."""
    timers.of_case(tx, case.number, timer_plan.timers(case, rules, timers.last_words(tx, case.number)))


def tell_team(tx: Transaction, change: Change, facts: ChangeFacts) -> None:
    """Note that who acted has read what they were told of the case, and tell whoever has to act now."""
    for place, event in enumerate(change.events):
        notices.acknowledge(tx, _acted(change.case, event), event.at, change.case.number)
        for recipient in _addressed(change, event):
            key = f"{change.case.name}|{change.case.version}|{place}"
            notify(tx, Notice(key, recipient, event.kind.value, event.at, change.case.number, event.leg), facts.rules)


def notify(tx: Transaction, notice: Notice, rules: Rules) -> None:
    """Tell somebody something once; of a team, see to it that it is noticed when it does not read."""
    named = f"{notice.key}|{notice.to.kind}|{notice.to.id}"
    is_new = notices.add(tx, Notice(named, notice.to, notice.kind, notice.at, notice.number, notice.leg, notice.about))
    if is_new and notice.to.kind is To.TEAM:
        expect_reading(tx, notice.to, rules, notice.at)


def expect_reading(tx: Transaction, team: Recipient, rules: Rules, at: datetime) -> None:
    """Set the timer of a team that has something to read, unless it is set, or has fired in this silence."""
    timer = timer_plan.unread(team.id, notices.last_read(tx, team), at, _calendar(team.id, rules))
    if timer and not timers.knows(tx, timer.key):
        timers.put(tx, timer)


def _acted(case: Case, event: CaseEvent) -> Iterator[Recipient]:
    """Yield as whom somebody has acted: themselves, their team, the party of their leg, or the leads."""
    if event.actor.key == SPOT.key:
        return
    yield recipients.of_person(event.actor)
    if event.organisation:
        yield recipients.team(event.organisation)
    elif not case.takes_part(event.actor.key):
        yield EVERY_LEAD
    if event.kind in OF_OWN_LEG and event.leg:
        yield recipients.team(case.leg(event.leg).organisation)


def _addressed(change: Change, event: CaseEvent) -> Iterator[Recipient]:
    """Return who has to know of an event, never who did it: who it waits on now, a new owner, who worked on it."""
    return (to for to in _concerned(change, event) if to != recipients.of_person(event.actor))


def _concerned(change: Change, event: CaseEvent) -> Iterator[Recipient]:
    case, before = change.case, change.before
    if event.kind in OVER and before:
        working = (leg for leg in before.legs if leg.is_active and leg.organisation != event.organisation)
        yield from (recipients.owner(leg) for leg in working)
        return
    if event.kind is Happened.ASSIGNED:
        owner = case.leg(event.leg).owner
        to = recipients.of_person(owner) if owner else None
    else:
        arrived = event is change.events[-1] and (before is None or before.holder != case.holder)
        to = recipients.owner(case.leg(case.holder)) if case.holder and (arrived or event.kind in SAID) else None
    if to:
        yield to


def _calendar(team: str, rules: Rules) -> Calendar:
    """Return the calendar of an organisation or of a product group."""
    organisation = rules.directory.by_id.get(team)
    group = next((each for each in rules.directory.product_groups() if each.id == team), None)
    hours = organisation.hours if organisation else group.hours if group else ""
    return rules.policy.calendar(hours)

"""What each command does to a case, as one table; the rules say what else its verb needs to know."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.desk.actor import Actor, Party
from bot.desk.case import Case
from bot.desk.commands import (
    Accept,
    Answer,
    Ask,
    Assign,
    Attach,
    Close,
    Command,
    CommandWithOther,
    Comment,
    Confirm,
    Escalate,
    Grade,
    Join,
    Merge,
    Note,
    Rate,
    RecordClock,
    Reject,
    Relate,
    Reopen,
    Reply,
    Resolve,
    Retract,
    Withdraw,
)
from bot.desk.events import Change, happened
from bot.desk.promises import known_severity, regraded
from bot.desk.rules import Rules
from bot.desk.verbs import administration, between_legs, escalation, first_leg, retraction

Handler = Callable[[Case, Actor, Any, Rules, datetime], Change]
PairHandler = Callable[[Case, Case, Actor, datetime], tuple[Change, ...]]


def handle(case: Case, actor: Actor, command: Command, rules: Rules, at: datetime) -> Change:
    """Return the change that the command makes, or raise a DeskError that says why it can't be."""
    return HANDLERS[type(command)](case, actor, command, rules, at)


def handle_pair(case: Case, other: Case, actor: Actor, command: CommandWithOther, at: datetime) -> tuple[Change, ...]:
    """Return the changes of a command that names another case, the first one of `case` itself."""
    return PAIR_HANDLERS[type(command)](case, other, actor, at)


def _reply(case: Case, actor: Actor, command: Reply, _: Rules, at: datetime) -> Change:
    verb = first_leg.update if command.keep_waiting else first_leg.reply
    return verb(case, actor, command.text, at)


def _answer(case: Case, actor: Actor, command: Answer, rules: Rules, at: datetime) -> Change:
    return _released(between_legs.answer_or_inform(case, actor, command.text, at, nda=command.nda), rules)


def _resolve(case: Case, actor: Actor, command: Resolve, rules: Rules, at: datetime) -> Change:
    return _released(between_legs.solve(case, actor, command.text, at, nda=command.nda), rules)


def _released(change: Change, rules: Rules) -> Change:
    """Return the change with the answer passed on to the customer, where the partner's policy says so."""
    is_set = change.case.partner in rules.policy.straight_through
    return between_legs.straight_through(change) if is_set and between_legs.goes_straight_through(change) else change


def _escalate(case: Case, actor: Actor, command: Escalate, rules: Rules, at: datetime) -> Change:
    severity = known_severity(command.severity, rules) if command.severity else case.severity
    own = between_legs.may_escalate(case, actor)
    to = escalation.next_leg(case, own, rules, command.group, severity)
    group = to.organisation if escalation.next_party(own) is Party.PRODUCT_GROUP else None
    escalation.checked_agreement(case, rules.directory, group, at.date())
    escalation.checked_plan(case, rules, to.party, severity)
    details = escalation.checked_readiness(case, command.details)
    change = between_legs.escalate(case, actor, to, details, at, severity=severity)
    if not command.text.strip():
        return change
    seen = between_legs.seen_below(change.case.leg(change.event.leg))
    return change.and_then(administration.note(change.case, actor, command.text, at, seen))


def _grade(case: Case, actor: Actor, command: Grade, rules: Rules, at: datetime) -> Change:
    severity = known_severity(command.severity, rules)
    change = administration.grade(case, actor, severity, at, regraded(rules, case, severity))
    if not command.reason:
        return change
    event = replace(change.event, detail={**change.event.detail, "why": command.reason})
    return replace(change, events=(event,))


def _record_clock(case: Case, actor: Actor, command: RecordClock, _: Rules, at: datetime) -> Change:
    after = replace(case, version=case.version + 1, updated=max(at, case.updated))
    detail = {"promise": command.promise, "due": command.due.isoformat()}
    if command.told:
        detail["tell"] = command.told
    facts = {"leg": command.leg, "visibility": command.visibility, "detail": detail}
    event = happened(after, command.happened, actor, after.updated, **facts)
    return Change(after, (replace(event, organisation=command.organisation),), case)


HANDLERS: Mapping[type[Command], Handler] = {
    Comment: lambda case, actor, command, _, at: first_leg.comment(case, actor, command.text, at, command.files),
    Retract: lambda case, actor, command, _, at: retraction.retract(case, actor, command.seq, command.undo, at),
    Reply: _reply,
    Accept: lambda case, actor, _command, _, at: between_legs.accept(case, actor, at),
    Ask: lambda case, actor, command, _, at: between_legs.ask(case, actor, command.text, at),
    Answer: _answer,
    Reject: lambda case, actor, command, _, at: between_legs.reject(case, actor, command.reason, at),
    Escalate: _escalate,
    Note: lambda case, actor, command, _, at: administration.note(case, actor, command.text, at, command.visibility),
    Grade: _grade,
    Assign: lambda case, actor, command, _, at: administration.assign(case, actor, command.owner, at),
    Attach: lambda case, actor, command, _, at: administration.attach(case, actor, command.file, at),
    Join: lambda case, actor, command, _, at: administration.join(case, actor, command.person, at),
    Resolve: _resolve,
    Confirm: lambda case, actor, _command, _, at: first_leg.confirm(case, actor, at),
    Rate: lambda case, actor, command, _, at: first_leg.rate(case, actor, command.rating, at),
    Reopen: lambda case, actor, command, _, at: first_leg.reopen(case, actor, command.text, at),
    Withdraw: lambda case, actor, _command, _, at: first_leg.withdraw(case, actor, at),
    Close: lambda case, actor, _command, _, at: first_leg.close(case, actor, at),
    RecordClock: _record_clock,
}
PAIR_HANDLERS: Mapping[type[CommandWithOther], PairHandler] = {
    Merge: administration.merge,
    Relate: lambda case, other, actor, at: (administration.relate(case, other, actor, at),),
}

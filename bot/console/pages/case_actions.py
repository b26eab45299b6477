"""What a lead can do with a case from the console, as one table: which form it has and which verb it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.desk.actor import Actor, Party
from bot.desk.case import LONGEST_DETAIL, Case, Details
from bot.desk.commands import (
    Accept,
    Answer,
    Ask,
    Close,
    Command,
    Escalate,
    Grade,
    Merge,
    Note,
    Reject,
    Reopen,
    Reply,
    Resolve,
)
from bot.desk.events import Seen
from bot.desk.leg import LegState
from bot.desk.moves import Verb
from bot.desk.refusals import DeskError, Impossible
from bot.desk.verbs import between_legs
from bot.desk.verbs.escalation import ASKED
from bot.desk.verbs.steps import can

LONGEST = 8_000
"""Characters of a text, which any channel carries whole."""
NUMBER = 20
"""Characters of a case number."""
SEVERITY = 20
"""Characters of a severity's name."""

Given = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CaseForm:
    """One form: its fields with their longest values, when it is offered, and the command that it sends."""

    offered: Callable[[Case, Actor], bool]
    command: Callable[[Given], Command]
    fields: Mapping[str, int] = field(default_factory=lambda: {"text": LONGEST})
    done: str = "changed"
    """The word that says it was done."""


def _holder(case: Case, _: Actor) -> bool:
    return case.state.is_open and case.holder > 0


def _above(case: Case, _: Actor) -> bool:
    return case.state.is_open and case.active.ordinal > 1


def _untaken(case: Case, _: Actor) -> bool:
    return case.state.is_open and case.active.state is LegState.OPEN and case.active.acknowledged is None


def _can_escalate(case: Case, actor: Actor) -> bool:
    try:
        between_legs.may_escalate(case, actor)
    except DeskError:
        return False
    return True


def _while(verb: Verb) -> Callable[[Case, Actor], bool]:
    return lambda case, _: can(case, verb)


def _seen(given: Given) -> Seen:
    try:
        return Seen(given["visibility"])
    except ValueError as fault:
        raise Impossible("visibility", "choose for whom the note is") from fault


def _escalate(given: Given) -> Escalate:
    details = Details(*(given[name] for name in ("impact", "since", "tried", "environment")))
    return Escalate(details, given["severity"])


ACTS: Mapping[str, CaseForm] = {
    "reply": CaseForm(_while(Verb.REPLY), lambda given: Reply(given["text"]), done="replied"),
    "update": CaseForm(_while(Verb.UPDATE), lambda given: Reply(given["text"], keep_waiting=True), done="replied"),
    "accept": CaseForm(_untaken, lambda _: Accept(), fields={}),
    "ask": CaseForm(_holder, lambda given: Ask(given["text"])),
    "answer": CaseForm(_above, lambda given: Answer(given["text"])),
    "reject": CaseForm(_above, lambda given: Reject(given["text"])),
    "escalate": CaseForm(
        _can_escalate,
        _escalate,
        fields={"severity": SEVERITY, **dict.fromkeys(("impact", "since", "tried", "environment"), LONGEST_DETAIL)},
    ),
    "note": CaseForm(
        _while(Verb.NOTE),
        lambda given: Note(given["text"], _seen(given)),
        fields={"text": LONGEST, "visibility": 10},
    ),
    "grade": CaseForm(_while(Verb.GRADE), lambda given: Grade(given["severity"]), fields={"severity": SEVERITY}),
    "merge": CaseForm(_while(Verb.MERGE), lambda given: Merge(given["into"]), fields={"into": NUMBER}),
    "resolve": CaseForm(_while(Verb.RESOLVE), lambda given: Resolve(given["text"]), done="resolved"),
    "reopen": CaseForm(_while(Verb.REOPEN), lambda given: Reopen(given["text"]), done="reopened"),
    "close": CaseForm(_while(Verb.CLOSE), lambda _: Close(), fields={}),
}
VISIBILITIES = (Seen.INTERNAL, Seen.PARTNER, Seen.NDA, Seen.VENDOR)
"""For whom a note can be."""
WORDS_OPTIONAL = frozenset({"resolve", "reopen"})
"""The acts whose text may be empty."""


def filled(case: Case, name: str) -> str:
    """Return what a field holds when the form is drawn: what the case knows already."""
    known = {each: getattr(case.details, each) for each in ASKED[case.kind]}
    return {**known, "severity": case.severity, "visibility": Seen.INTERNAL.value}.get(name, "")


def acts_for(case: Case) -> str:
    """Return whose leg a lead acts for when the verb is one of legs: the one that is waited on, else the furthest."""
    leg = case.leg(case.holder) if case.holder else case.active
    return leg.party.value if case.legs else Party.PARTNER.value

"""The desk's verbs: each takes a case and gives the change, or says why it is not legal."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.desk.case import LONGEST_TEXT, Case, Kind, Origin, Person, Requester, Severity, first_leg, titled, written
from bot.desk.events import (
    CaseClosed,
    CaseCommented,
    CaseEvent,
    CaseOpened,
    CaseReopened,
    CaseReplied,
    CaseResolved,
    CaseWithdrawn,
    Change,
)
from bot.desk.moves import HOLDERS, MOVES, Verb


class DeskError(Exception):
    """The desk refuses."""


class NoSuchCase(DeskError):
    """There is no such case, or none that this person may know of."""

    def __init__(self, number: int | str) -> None:
        super().__init__(f"there is no case {number if isinstance(number, str) else written(number)}")


class IllegalMove(DeskError):
    """The case is not in a state that allows this verb."""

    def __init__(self, case: Case, verb: Verb) -> None:
        legal = ", ".join(MOVES[case.state]) or "nothing"
        super().__init__(f"{case.name} is {case.state}: {verb} is not possible; possible is {legal}")
        self.case = case
        self.verb = verb


class NothingSaid(DeskError):
    """A comment or a reply has no text."""


class TooLong(DeskError):
    """A comment or a reply is longer than a chat carries."""


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants a case for."""

    key: str
    title: str
    requester: Requester
    organisation: str
    partner: str | None
    origin: Origin = field(default_factory=Origin)
    severity: Severity = Severity.C
    kind: Kind = Kind.SUPPORT
    product: str | None = None


EVENTS: dict[Verb, type[CaseEvent]] = {
    Verb.COMMENT: CaseCommented,
    Verb.REPLY: CaseReplied,
    Verb.RESOLVE: CaseResolved,
    Verb.REOPEN: CaseReopened,
    Verb.WITHDRAW: CaseWithdrawn,
    Verb.CLOSE: CaseClosed,
}


def open(request: Request, number: int, at: datetime) -> Change:
    """Open a case under this number; the ball goes to the party of the first leg."""
    case = Case(
        number=number,
        key=request.key,
        title=titled(request.title),
        requester=request.requester,
        organisation=request.organisation,
        partner=request.partner,
        origin=request.origin,
        opened=at,
        updated=at,
        wait=first_leg(request.partner),
        severity=request.severity,
        kind=request.kind,
        product=request.product,
    )
    return Change(case, CaseOpened(number, at, request.requester.person, case.title))


def comment(case: Case, actor: Person, text: str, at: datetime) -> Change:
    """Add what the customer wrote; the ball goes to the team, and a resolved case is open again."""
    return _moved(case, Verb.COMMENT, actor, _said(text), at)


def reply(case: Case, actor: Person, text: str, at: datetime) -> Change:
    """Answer the customer, who holds the ball from then on."""
    return _moved(case, Verb.REPLY, actor, _said(text), at)


def resolve(case: Case, actor: Person, text: str, at: datetime) -> Change:
    """Consider it solved, with or without a last word."""
    return _moved(case, Verb.RESOLVE, actor, _short_enough(text), at)


def reopen(case: Case, actor: Person, text: str, at: datetime) -> Change:
    """Open a resolved, withdrawn or closed case again, with or without a word why."""
    return _moved(case, Verb.REOPEN, actor, _short_enough(text), at)


def withdraw(case: Case, actor: Person, at: datetime) -> Change:
    """Take an open case back."""
    return _moved(case, Verb.WITHDRAW, actor, "", at)


def close(case: Case, actor: Person, at: datetime) -> Change:
    """End a resolved or withdrawn case."""
    return _moved(case, Verb.CLOSE, actor, "", at)


def can(case: Case, verb: Verb) -> bool:
    """Say whether the verb is legal now."""
    return verb in MOVES[case.state]


def _moved(case: Case, verb: Verb, actor: Person, text: str, at: datetime) -> Change:
    if not can(case, verb):
        raise IllegalMove(case, verb)
    after = replace(
        case,
        state=MOVES[case.state][verb],
        wait=HOLDERS[verb] or case.first_leg,
        updated=max(at, case.updated),
        version=case.version + 1,
    )
    return Change(after, EVENTS[verb](case.number, at, actor, text))


def _said(text: str) -> str:
    if not text.strip():
        raise NothingSaid("there is nothing to say; write something first")
    return _short_enough(text)


def _short_enough(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise TooLong(f"{len(text)} characters are more than the {LONGEST_TEXT} that a chat carries; shorten it")
    return text.strip()

"""A problem: one cause behind many questions, suspected from them or declared by a lead. Moves as one table."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.desk.actor import Actor, CasePerson, Side
from bot.desk.case import LONGEST_TEXT, titled
from bot.desk.refusals import DeskError, Impossible, NothingSaid, NotYours, TooLong
from knowledge.entry import VENDOR_FOLDER, Visibility
from knowledge.people.audience import Audience

MOST_PHRASINGS = 20
"""Ways of asking that one problem holds."""
LONGEST_PHRASING = 300
_WRITTEN = re.compile(r"[Pp]-?([1-9][0-9]{0,17})")


class ProblemState(StrEnum):
    """Where a problem is in its life; customers hear of it from open on."""

    SUSPECTED = "suspected"
    OPEN = "open"
    SOLVED = "solved"
    DISMISSED = "dismissed"
    """Suspected, and a lead says that it is none."""


class ProblemVerb(StrEnum):
    """What is done with a problem that exists."""

    DECLARE = "declare"
    UPDATE = "update"
    SOLVE = "solve"
    DISMISS = "dismiss"
    ATTACH = "attach"


PROBLEM_MOVES: dict[ProblemState, dict[ProblemVerb, ProblemState]] = {
    ProblemState.SUSPECTED: {
        ProblemVerb.DECLARE: ProblemState.OPEN,
        ProblemVerb.DISMISS: ProblemState.DISMISSED,
    },
    ProblemState.OPEN: {
        ProblemVerb.UPDATE: ProblemState.OPEN,
        ProblemVerb.ATTACH: ProblemState.OPEN,
        ProblemVerb.SOLVE: ProblemState.SOLVED,
    },
    ProblemState.SOLVED: {ProblemVerb.DECLARE: ProblemState.OPEN},  # it is back
    ProblemState.DISMISSED: {ProblemVerb.DECLARE: ProblemState.OPEN},
}
TOLD = frozenset({ProblemVerb.UPDATE, ProblemVerb.SOLVE})
"""The verbs whose words go to whoever waits."""


class NoSuchProblem(DeskError):
    """There is no such problem, or none that this person may know of."""

    def __init__(self, number: int | str) -> None:
        super().__init__(f"there is no problem {number if isinstance(number, str) else problem_written(number)}")


class ProblemMove(DeskError):
    """The problem is not in a state that allows this verb."""

    def __init__(self, problem: "ProblemRecord", verb: ProblemVerb) -> None:
        legal = ", ".join(PROBLEM_MOVES[problem.state])
        super().__init__(f"{problem.name} is {problem.state}: {verb} is not possible; possible is {legal}")
        self.problem = problem


@dataclass(frozen=True, slots=True)
class ProblemRecord:
    """One problem; every verb gives a new one."""

    number: int
    title: str
    text: str
    """What customers are told of it; empty while it is only suspected."""
    phrasings: tuple[str, ...]
    """How people ask about it."""
    language: str
    partner: str | None
    """Whose customers it concerns; None concerns those of every partner."""
    product: str | None
    visibility: Visibility
    """Who may hear of it, as of an entry in the partner's folder, or in the vendor's."""
    state: ProblemState
    opened: datetime
    updated: datetime
    declared_by: CasePerson | None = None
    version: int = 1

    @property
    def name(self) -> str:
        """Return the number as people say it: P-7."""
        return problem_written(self.number)

    @property
    def asked(self) -> tuple[str, ...]:
        """Return everything that a question about it may be like."""
        return (self.title, *self.phrasings)

    def reaches(self, audience: Audience) -> bool:
        """Return whether somebody with this audience may hear of it: open, and of their partner or of everybody."""
        folder = self.partner or VENDOR_FOLDER
        return self.state is ProblemState.OPEN and audience.reaches(folder, self.visibility, nda=False)


@dataclass(frozen=True, slots=True)
class Declaring:
    """What somebody says of a problem when they declare it; None keeps what was suspected."""

    title: str
    text: str
    phrasings: tuple[str, ...] = ()
    language: str = "en"
    partner: str | None = None
    product: str | None = None
    visibility: Visibility = Visibility.CUSTOMER


def suspect(number: int, declaring: Declaring, at: datetime) -> ProblemRecord:
    """Return a problem that nobody declared yet."""
    return _made(number, declaring, ProblemState.SUSPECTED, at)


def declare(number: int, declaring: Declaring, actor: Actor, at: datetime) -> ProblemRecord:
    """Return a problem that customers hear of from now on; NotYours for what the actor does not answer for."""
    _answers_for(actor, declaring.partner)
    if not declaring.title.strip():
        raise Impossible("title", "write what does not work, as a customer would say it")
    said(declaring.text)
    return replace(_made(number, declaring, ProblemState.OPEN, at), declared_by=actor.person)


def confirm(problem: ProblemRecord, declaring: Declaring, actor: Actor, at: datetime) -> ProblemRecord:
    """Declare a problem that was suspected, dismissed or solved; what is asked about it is kept."""
    _answers_for(actor, problem.partner)
    _answers_for(actor, declaring.partner)
    moved = _moved(problem, ProblemVerb.DECLARE, at)
    return replace(
        moved,
        title=titled(declaring.title) or problem.title,
        text=said(declaring.text),
        phrasings=_phrasings((*problem.phrasings, *declaring.phrasings)),
        partner=declaring.partner,
        visibility=declaring.visibility,
        declared_by=actor.person,
    )


def act(problem: ProblemRecord, verb: ProblemVerb, actor: Actor, text: str, at: datetime) -> ProblemRecord:
    """Do a verb that changes the state alone: update, solve, dismiss, attach. Words that go on must be there."""
    _answers_for(actor, problem.partner)
    if verb in TOLD:
        said(text)
    return _moved(problem, verb, at)


def said(text: str) -> str:
    """Return words without blank edges; NothingSaid where there are none, TooLong for more than a chat carries."""
    words = text.strip()
    if not words:
        raise NothingSaid("there is nothing to tell those who wait; write what they should know")
    if len(words) > LONGEST_TEXT:
        raise TooLong(f"{len(words)} characters are more than the {LONGEST_TEXT} that a chat carries; shorten it")
    return words


def problem_written(number: int) -> str:
    """Return a problem's number as people write it: P-7."""
    return f"P-{number}"


def problem_number_in(text: str) -> int | None:
    """Read a problem's number as people write it; None when it is none."""
    found = _WRITTEN.fullmatch(text.strip())
    return int(found[1]) if found else None


def may_know(actor: Actor, problem: ProblemRecord) -> bool:
    """Return whether somebody of a team may know of a problem.

    What is only suspected is in the words of a partner's customers: a lead and that partner know of it, nobody else.
    """
    declared = problem.declared_by is not None
    if actor.side is Side.PARTNER:
        for_all = declared and problem.partner is None and problem.visibility is not Visibility.VENDOR
        return for_all or problem.partner == actor.organisation
    return actor.side in (Side.LEAD, Side.SPOT) or (declared and actor.side is Side.VENDOR)


def _answers_for(actor: Actor, partner: str | None) -> None:
    """Raise NotYours unless the actor speaks for these customers: a lead, the vendor, or their own partner."""
    if actor.side in (Side.LEAD, Side.SPOT) or (actor.side is Side.VENDOR and actor.is_support):
        return
    if actor.side is not Side.PARTNER or partner != actor.organisation:
        raise NotYours("a problem is declared by a lead, the vendor, or the partner whose customers it concerns")


def _moved(problem: ProblemRecord, verb: ProblemVerb, at: datetime) -> ProblemRecord:
    if verb not in PROBLEM_MOVES[problem.state]:
        raise ProblemMove(problem, verb)
    after = PROBLEM_MOVES[problem.state][verb]
    return replace(problem, state=after, updated=max(at, problem.updated), version=problem.version + 1)


def _made(number: int, declaring: Declaring, state: ProblemState, at: datetime) -> ProblemRecord:
    return ProblemRecord(
        number=number,
        title=titled(declaring.title),
        text=declaring.text.strip(),
        phrasings=_phrasings(declaring.phrasings),
        language=declaring.language,
        partner=declaring.partner,
        product=declaring.product,
        visibility=declaring.visibility,
        state=state,
        opened=at,
        updated=at,
    )


def _phrasings(given: tuple[str, ...]) -> tuple[str, ...]:
    lines = (" ".join(each[: LONGEST_PHRASING * 4].split())[:LONGEST_PHRASING] for each in given)
    return tuple(dict.fromkeys(each for each in lines if each))[:MOST_PHRASINGS]

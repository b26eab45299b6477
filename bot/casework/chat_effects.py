"""Carries out what a dialog decided, inside the turn's transaction; rights are checked there, when it happens."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.casework import opening, walk
from bot.casework.facts import ChangeFacts
from bot.casework.opening import Opening
from bot.casework.people import actor_of
from bot.casework.settlement import settle_change
from bot.desk.actor import Actor
from bot.desk.case import Attachment as AttachedFile
from bot.desk.case import Case, CaseKind, CaseState, Origin, number_in
from bot.desk.commands import Command, Comment, Confirm, Rate, Reopen, Retract, Withdraw
from bot.desk.problem import ProblemState, problem_number_in
from bot.desk.refusals import DeskError, IllegalMove, NoSuchCase
from bot.desk.rules import Rules
from bot.desk.verbs import first_leg
from bot.store import audit
from bot.store.audit import Deed, Result
from bot.store.desk import cases, problems
from bot.store.desk.problems import Attached, ProblemAttachment
from bot.store.engine.store import Transaction
from bot.store.knowledge import questions
from bot.store.knowledge.questions import QuestionOutcome
from dialogs.cases.limits import DAY
from dialogs.effects import (
    AwaitProblem,
    CommentCase,
    ConfirmCase,
    Effect,
    OpenCase,
    RateCase,
    RecordQuestion,
    RefuseEntries,
    ReopenCase,
    RetractComment,
    SetOutcome,
    WithdrawCase,
)
from knowledge.load import Loaded
from knowledge.people.audience import Asker

OnCase = CommentCase | WithdrawCase | ReopenCase | ConfirmCase | RateCase
"""The effects that are one command on the asker's own case."""


class Outdated(Exception):
    """A case changed after the dialog had read it: what the turn is about to say would not be true."""


@dataclass(frozen=True, slots=True)
class TurnFacts:
    """What is true of the turn whose effects these are."""

    conversation: str
    incoming_seq: int
    asker: Asker
    at: datetime
    knowledge: Loaded
    """What had been read of the knowledge files when the turn began."""
    language: str = ""
    """The language that the turn was held in."""

    @property
    def rules(self) -> Rules:
        """Return the directory and the policy that the turn goes by."""
        return Rules(self.knowledge.directory, self.knowledge.policy)

    @property
    def actor(self) -> Actor:
        """Return the asker as the desk knows them."""
        return actor_of(self.asker, self.knowledge.directory, self.at.date())

    @property
    def settling(self) -> ChangeFacts:
        """Return what is true of the changes that the turn makes: it tells the customer itself."""
        return ChangeFacts(self.at, self.rules, in_chat=True)


def carry_out(tx: Transaction, effects: Iterable[Effect], turn: TurnFacts) -> dict[str, str]:
    """Do every effect in order and give the case numbers, by the effects' names, that fill a reply's slots.

    An effect that its asker has no right to does nothing but leave an audit entry; Outdated is raised for one that
    the case no longer allows.
    """
    slots: dict[str, str] = {}
    for effect in effects:
        slots |= _CARRIED_OUT[type(effect)](tx, effect, turn)
    return slots


def _record(tx: Transaction, effect: RecordQuestion, turn: TurnFacts) -> dict[str, str]:
    asker = turn.asker
    asked = questions.QuestionContext(
        turn.conversation, turn.incoming_seq, turn.at, asker.key, asker.partner, asker.audience, effect.rephrases
    )
    best = effect.finding.best
    known = questions.KnowledgeVersion(
        turn.knowledge.version, turn.knowledge.commits.of(best.entry.file if best else "")
    )
    questions.record(tx, effect.id, effect.finding, asked, known)
    return {}


def _end(tx: Transaction, effect: SetOutcome, turn: TurnFacts) -> dict[str, str]:
    chosen = effect.entry if effect.entry and questions.showed(tx, effect.question, effect.entry) else None
    if not questions.end(tx, effect.question, turn.asker.key, effect.outcome, turn.at, chosen):
        _refuse(tx, "question.outcome", effect.question, turn, "not asked by this person")
    elif chosen != effect.entry:
        _refuse(tx, "question.choice", effect.question, turn, "the entry was not offered")
    return {}


def _no_help(tx: Transaction, effect: RefuseEntries, turn: TurnFacts) -> dict[str, str]:
    shown = [entry for entry in effect.entries if questions.showed(tx, effect.question, entry)]
    if not questions.refuse(tx, effect.question, turn.asker.key, shown):
        _refuse(tx, "question.refuse", effect.question, turn, "not asked by this person")
    return {}


def _open(tx: Transaction, effect: OpenCase, turn: TurnFacts) -> dict[str, str]:
    key = _scoped("open", effect.key, turn)
    case = (
        cases.find_by_key(tx, key)
        or _case_of_question(tx, effect.question, turn.asker)
        or _case_instead(tx, turn)
        or _opened(tx, effect, key, turn)
    )
    return {effect.name: case.name}


def _case_of_question(tx: Transaction, question: str | None, asker: Asker) -> Case | None:
    """Return the asker's open case of this question: one question, one case, however it was asked for."""
    found = cases.of_question(tx, question) if question else []
    return next((case for case in found if case.is_of(asker.key) and case.state is CaseState.OPEN), None)


def _case_instead(tx: Transaction, turn: TurnFacts) -> Case | None:
    """Return the newest case of somebody who may open no other: two turns at once do not get round the limits."""
    mine, limits = turn.asker.key, turn.knowledge.policy.limits
    full = cases.open_count(tx, mine) >= limits.open_cases
    if not full and cases.opened_since(tx, mine, turn.at - DAY) < limits.cases_a_day:
        return None
    newest = cases.of_requester(tx, mine, limit=1)[0]
    _refuse(tx, "case.open", newest.name, turn, "limit reached")
    return newest


def _opened(tx: Transaction, effect: OpenCase, key: str, turn: TurnFacts) -> Case:
    asker = turn.asker
    question = effect.question if effect.question and questions.is_of(tx, effect.question, asker.key) else None
    severity = effect.severity if effect.severity in turn.rules.policy.severities else ""
    kind = CaseKind(effect.kind) if effect.kind in set(CaseKind) else CaseKind.SUPPORT
    wanted = Opening(effect.title, kind, severity, language=turn.language)
    origin = Origin(turn.conversation, turn.incoming_seq, question)
    request = opening.taken_by(opening.request(wanted, asker, origin, key, turn.rules), turn.rules, turn.at.date())
    change = first_leg.open(request, cases.next_number(tx), turn.at, turn.actor)
    settle_change(tx, change, key, turn.settling)
    if question:
        questions.end(tx, question, asker.key, QuestionOutcome.ESCALATED, turn.at)
    return change.case


def _retract(tx: Transaction, effect: RetractComment, turn: TurnFacts) -> dict[str, str]:
    """Take back a comment that this conversation added to this case; somebody else's is as if absent."""
    added = cases.event_of(tx, _scoped("comment", effect.comment, turn))
    number = number_in(effect.number)
    if added is None or (added.number, added.actor.key) != (number, turn.actor.key):
        _refuse(tx, "case.retract", effect.number, turn, NoSuchCase.__name__)
        return {}
    return _perform(tx, effect, Retract(added.seq, added.detail), turn)


def _on_case(tx: Transaction, effect: OnCase, turn: TurnFacts) -> dict[str, str]:
    return _perform(tx, effect, COMMANDS[type(effect)](effect), turn)


def _perform(tx: Transaction, effect: OnCase | RetractComment, command: Command, turn: TurnFacts) -> dict[str, str]:
    """Do a command on the asker's own case, once a key."""
    try:
        case = _own(tx, effect.number, turn.asker)
        walk.perform(tx, case, turn.actor, command, _scoped(command.name, effect.key, turn), turn.settling)
    except IllegalMove as refusal:
        raise Outdated from refusal
    except DeskError as refusal:
        _refuse(tx, f"case.{command.name}", effect.number, turn, type(refusal).__name__)
    return {}


def _own(tx: Transaction, name: str, asker: Asker) -> Case:
    wanted = number_in(name)
    case = cases.find(tx, wanted) if wanted else None
    if case is None or not case.is_of(asker.key):
        raise NoSuchCase(name)  # somebody else's case is as if absent
    return case


def _scoped(verb: str, key: str, turn: TurnFacts) -> str:
    """Return the key within its conversation, so that one from elsewhere, found or forged, reaches no case here."""
    return f"{verb}|{turn.conversation}|{key}"


def _refuse(tx: Transaction, action: str, object: str, turn: TurnFacts, reason: str) -> None:
    deed = Deed(turn.asker.key, action, object[:100], Result.REFUSED, {"reason": reason})
    audit.note(tx, deed, turn.at)


def _await(tx: Transaction, effect: AwaitProblem, turn: TurnFacts) -> dict[str, str]:
    number = problem_number_in(effect.number)
    found = problems.find(tx, number) if number else None
    if found is None or not found.reaches(turn.asker.audience):
        if found and found.state is ProblemState.SOLVED:
            raise Outdated
        _refuse(tx, "problem.await", effect.number, turn, "no such problem")
        return {}
    mine = ProblemAttachment(Attached.PERSON, turn.asker.key, turn.conversation, turn.at)
    if problems.attach(tx, found.number, [mine]):
        audit.note(tx, Deed(turn.asker.key, "problem.await", found.name), turn.at)
    return {}


COMMANDS: dict[type[Any], Callable[[Any], Command]] = {
    CommentCase: lambda effect: Comment(
        effect.text, tuple(AttachedFile(each.name, each.link) for each in effect.files)
    ),
    WithdrawCase: lambda _: Withdraw(),
    ReopenCase: lambda _: Reopen(),
    ConfirmCase: lambda _: Confirm(),
    RateCase: lambda effect: Rate(effect.rating),
}
"""What each effect on a case asks of the desk."""

_CARRIED_OUT: dict[type[Any], Callable[[Transaction, Any, TurnFacts], dict[str, str]]] = {
    RecordQuestion: _record,
    SetOutcome: _end,
    RefuseEntries: _no_help,
    OpenCase: _open,
    RetractComment: _retract,
    **dict.fromkeys(COMMANDS, _on_case),
    AwaitProblem: _await,
}

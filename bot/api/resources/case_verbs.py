"""The verbs of a case as one table: the body each takes, and the command that it becomes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.api import bodies
from bot.api.operations import Nothing
from bot.desk.actor import Actor, CasePerson, Side
from bot.desk.case import Attachment, Details
from bot.desk.commands import (
    Accept,
    Answer,
    Ask,
    Assign,
    Attach,
    Close,
    Command,
    Comment,
    Confirm,
    Escalate,
    Grade,
    Join,
    Merge,
    Note,
    Rate,
    Reject,
    Relate,
    Reopen,
    Reply,
    Resolve,
    Withdraw,
)
from bot.desk.events import Seen
from bot.desk.refusals import Impossible
from bot.desk.rules import Rules
from knowledge.people.directory import known_under


@dataclass(frozen=True, slots=True)
class VerbRequest:
    """Somebody's verb on a case, with the body that they sent."""

    actor: Actor
    body: Any
    rules: Rules

    def colleague(self, written: str) -> CasePerson:
        """Return somebody of the actor's own organisation; Impossible for anybody else, whether they exist or not."""
        return self._person(written, {self.actor.organisation})

    def acquaintance(self, written: str) -> CasePerson:
        """Return somebody of the actor's own organisation or of an account that it serves."""
        served = {each.id for each in self.rules.directory.accounts if self.actor.organisation in each.partners}
        return self._person(written, served | {self.actor.organisation})

    def _person(self, written: str, organisations: set[str]) -> CasePerson:
        organisation = self.rules.directory.by_id.get(written.partition("/")[0])
        person = organisation.person(written.partition("/")[2]) if organisation else None
        if organisation is None or person is None or organisation.id not in organisations:
            raise Impossible("person", f"nobody of yours is written {written[:80]!r}")
        tenant = known_under(organisation)[0]
        return CasePerson(f"{tenant}/{person.object or person.id}", person.name)


@dataclass(frozen=True, slots=True)
class OfferedVerb:
    """A verb as the API offers it."""

    summary: str
    body: type[bodies.Body] | type[Nothing]
    command: Callable[[VerbRequest], Command]


def _answer(act: VerbRequest) -> Command:
    """Return the answer to whoever asked; what a customer says goes to the first leg, whatever it is called."""
    if act.actor.side is Side.CUSTOMER:
        return Comment(act.body.text)
    return Answer(act.body.text, nda=act.body.nda)


def _escalate(act: VerbRequest) -> Escalate:
    body: bodies.Escalating = act.body
    details = Details(body.impact, body.since, body.tried, body.environment)
    return Escalate(details, body.severity, body.group, body.text)


VERBS: Mapping[str, OfferedVerb] = {
    "accept": OfferedVerb("Accept the case for your party.", Nothing, lambda _: Accept()),
    "ask": OfferedVerb(
        "Ask the previous party for missing information. The case waits on it until it answers.",
        bodies.Saying,
        lambda act: Ask(act.body.text),
    ),
    "answer": OfferedVerb("Answer the party that asked you or is waiting for you.", bodies.Answering, _answer),
    "reply": OfferedVerb(
        "Answer the customer in their own chat.",
        bodies.Replying,
        lambda act: Reply(act.body.text, keep_waiting=act.body.keep),
    ),
    "note": OfferedVerb(
        "Add a note that the customer does not see.",
        bodies.Noting,
        lambda act: Note(act.body.text, Seen(act.body.visibility)),
    ),
    "reject": OfferedVerb(
        "Reject the escalation: the case returns to the previous party with your reason.",
        bodies.Rejecting,
        lambda act: Reject(act.body.reason),
    ),
    "escalate": OfferedVerb("Escalate the case to the next party.", bodies.Escalating, _escalate),
    "resolve": OfferedVerb(
        "Resolve the case. After an escalation to you, close your part of it with your answer.",
        bodies.Resolving,
        lambda act: Resolve(act.body.text, nda=act.body.nda),
    ),
    "reopen": OfferedVerb(
        "Reopen a resolved, withdrawn or closed case.", bodies.Reopening, lambda act: Reopen(act.body.text)
    ),
    "withdraw": OfferedVerb("Withdraw your own case.", Nothing, lambda _: Withdraw()),
    "merge": OfferedVerb(
        "Merge a duplicate into another case of the same account.",
        bodies.Merging,
        lambda act: Merge(act.body.into),
    ),
    "comment": OfferedVerb("Add a comment as the customer.", bodies.Saying, lambda act: Comment(act.body.text)),
    "grade": OfferedVerb(
        "Change the severity; the promised times change with it.",
        bodies.Grading,
        lambda act: Grade(act.body.severity),
    ),
    "assign": OfferedVerb(
        "Assign your part of the case to a colleague.",
        bodies.Naming,
        lambda act: Assign(act.colleague(act.body.person)),
    ),
    "join": OfferedVerb(
        "Add another person to the case.", bodies.Naming, lambda act: Join(act.acquaintance(act.body.person))
    ),
    "attach": OfferedVerb(
        "Add a file, by name and link.", bodies.Link, lambda act: Attach(Attachment(act.body.name, act.body.link))
    ),
    "relate": OfferedVerb(
        "Record that another case is related to this one.", bodies.Relating, lambda act: Relate(act.body.to)
    ),
    "confirm": OfferedVerb("Confirm that your resolved case is solved.", Nothing, lambda _: Confirm()),
    "rate": OfferedVerb(
        "Rate the help received from 1 to 5. A case can be rated once.",
        bodies.Rating,
        lambda act: Rate(act.body.rating),
    ),
    "close": OfferedVerb("Close a resolved or withdrawn case.", Nothing, lambda _: Close()),
}

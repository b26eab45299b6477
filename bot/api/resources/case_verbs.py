"""The verbs of a case as one table: the body each takes, and the command that it becomes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.api import bodies
from bot.api.operations import Nothing
from bot.desk.actor import Actor, Person, Side
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
class Act:
    """Somebody's verb on a case, with the body that they sent."""

    actor: Actor
    body: Any
    rules: Rules

    def colleague(self, written: str) -> Person:
        """Return somebody of the actor's own organisation; Impossible for anybody else, whether they exist or not."""
        return self._person(written, {self.actor.organisation})

    def acquaintance(self, written: str) -> Person:
        """Return somebody of the actor's own organisation or of an account that it serves."""
        served = {each.id for each in self.rules.directory.accounts if self.actor.organisation in each.partners}
        return self._person(written, served | {self.actor.organisation})

    def _person(self, written: str, organisations: set[str]) -> Person:
        organisation = self.rules.directory.by_id.get(written.partition("/")[0])
        person = organisation.person(written.partition("/")[2]) if organisation else None
        if organisation is None or person is None or organisation.id not in organisations:
            raise Impossible("person", f"nobody of yours is written {written[:80]!r}")
        tenant = known_under(organisation)[0]
        return Person(f"{tenant}/{person.object or person.id}", person.name)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb as the API offers it."""

    summary: str
    body: type[bodies.Body] | type[Nothing]
    command: Callable[[Act], Command]


def _answer(act: Act) -> Command:
    """Return the answer to whoever asked; what a customer says goes to the first leg, whatever it is called."""
    if act.actor.side is Side.CUSTOMER:
        return Comment(act.body.text)
    return Answer(act.body.text, nda=act.body.nda)


def _escalate(act: Act) -> Escalate:
    body: bodies.Escalating = act.body
    details = Details(body.impact, body.since, body.tried, body.environment)
    return Escalate(details, body.severity, body.group, body.text)


VERBS: Mapping[str, Verb] = {
    "accept": Verb("Accept the case for your party.", Nothing, lambda _: Accept()),
    "ask": Verb(
        "Ask the previous party for missing information. The case waits on it until it answers.",
        bodies.Saying,
        lambda act: Ask(act.body.text),
    ),
    "answer": Verb("Answer the party that asked you or is waiting for you.", bodies.Answering, _answer),
    "reply": Verb(
        "Answer the customer in their own chat.",
        bodies.Replying,
        lambda act: Reply(act.body.text, keep_waiting=act.body.keep),
    ),
    "note": Verb(
        "Add a note that the customer does not see.",
        bodies.Noting,
        lambda act: Note(act.body.text, Seen(act.body.visibility)),
    ),
    "reject": Verb(
        "Reject the escalation: the case returns to the previous party with your reason.",
        bodies.Rejecting,
        lambda act: Reject(act.body.reason),
    ),
    "escalate": Verb("Escalate the case to the next party.", bodies.Escalating, _escalate),
    "resolve": Verb(
        "Resolve the case. After an escalation to you, close your part of it with your answer.",
        bodies.Resolving,
        lambda act: Resolve(act.body.text, nda=act.body.nda),
    ),
    "reopen": Verb("Reopen a resolved, withdrawn or closed case.", bodies.Reopening, lambda act: Reopen(act.body.text)),
    "withdraw": Verb("Withdraw your own case.", Nothing, lambda _: Withdraw()),
    "merge": Verb(
        "Merge a duplicate into another case of the same account.",
        bodies.Merging,
        lambda act: Merge(act.body.into),
    ),
    "comment": Verb("Add a comment as the customer.", bodies.Saying, lambda act: Comment(act.body.text)),
    "grade": Verb(
        "Change the severity; the promised times change with it.",
        bodies.Grading,
        lambda act: Grade(act.body.severity),
    ),
    "assign": Verb(
        "Assign your part of the case to a colleague.",
        bodies.Naming,
        lambda act: Assign(act.colleague(act.body.person)),
    ),
    "join": Verb("Add another person to the case.", bodies.Naming, lambda act: Join(act.acquaintance(act.body.person))),
    "attach": Verb(
        "Add a file, by name and link.", bodies.Link, lambda act: Attach(Attachment(act.body.name, act.body.link))
    ),
    "relate": Verb(
        "Record that another case is related to this one.", bodies.Relating, lambda act: Relate(act.body.to)
    ),
    "confirm": Verb("Confirm that your resolved case is solved.", Nothing, lambda _: Confirm()),
    "rate": Verb(
        "Rate the help received from 1 to 5. A case can be rated once.",
        bodies.Rating,
        lambda act: Rate(act.body.rating),
    ),
    "close": Verb("Close a resolved or withdrawn case.", Nothing, lambda _: Close()),
}

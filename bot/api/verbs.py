"""The verbs of a case as one table: the body each takes, and the call of the casework that it becomes."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.api import bodies
from bot.api.operations import Nothing
from bot.casework.casework import Casework, Escalating
from bot.desk.actor import Actor, Person, Side
from bot.desk.case import Attachment, Case, Details, Severity
from bot.desk.events import Seen
from bot.desk.refusals import Impossible
from bot.desk.rules import Rules
from knowledge.people.directory import known_under


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody's verb on a case."""

    casework: Casework
    number: str
    actor: Actor
    body: Any
    key: str
    rules: Rules

    def colleague(self, written: str) -> Person:
        """Give somebody of the actor's own organisation; Impossible for anybody else, whether they exist or not."""
        return self._person(written, {self.actor.organisation})

    def acquaintance(self, written: str) -> Person:
        """Give somebody of the actor's own organisation or of an account that it serves."""
        served = {each.id for each in self.rules.directory.accounts if self.actor.organisation in each.partners}
        return self._person(written, served | {self.actor.organisation})

    def _person(self, written: str, organisations: set[str]) -> Person:
        organisation = self.rules.directory.by_id.get(written.partition("/")[0])
        person = organisation.person(written.partition("/")[2]) if organisation else None
        if organisation is None or person is None or organisation.id not in organisations:
            raise Impossible("person", f"nobody of yours is written {written[:80]!r}")
        tenant = known_under(organisation)[0]
        return Person(f"{tenant}/{person.object or person.id}", person.name)

    def call(self, verb: Callable[..., Awaitable[Case]], *given: Any, **options: Any) -> Awaitable[Case]:
        """Call a verb of the casework, which all take number, actor, what is theirs, and the key."""
        return verb(self.number, self.actor, *given, self.key, **options)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb as the API offers it."""

    summary: str
    body: type[bodies.Body] | type[Nothing]
    act: Callable[[Act], Awaitable[Case]]


def _answer(act: Act) -> Awaitable[Case]:
    """Answer whoever asked; what a customer says goes to the first leg, whatever it is called."""
    if act.actor.side is Side.CUSTOMER:
        return act.call(act.casework.comment, act.body.text)
    return act.call(act.casework.answer, act.body.text, nda=act.body.nda)


def _escalate(act: Act) -> Awaitable[Case]:
    body: bodies.Escalating = act.body
    details = Details(body.impact, body.since, body.tried, body.environment)
    severity = Severity(body.severity) if body.severity else None
    return act.call(act.casework.escalate, Escalating(details, severity, body.group, body.text))


def _note(act: Act) -> Awaitable[Case]:
    return act.casework.note(act.number, act.actor, act.body.text, act.key, Seen(act.body.visibility))


VERBS: Mapping[str, Verb] = {
    "accept": Verb("Take the leg on.", Nothing, lambda act: act.call(act.casework.accept)),
    "ask": Verb(
        "Ask the party below for what is missing; it holds the ball until it has told.",
        bodies.Saying,
        lambda act: act.call(act.casework.ask, act.body.text),
    ),
    "answer": Verb("Answer whoever asked, or waits, across the border of your leg.", bodies.Answering, _answer),
    "reply": Verb(
        "Answer the customer in their own chat.",
        bodies.Replying,
        lambda act: act.call(act.casework.reply, act.body.text, keep=act.body.keep),
    ),
    "note": Verb("Write down what the customer does not see.", bodies.Noting, _note),
    "reject": Verb(
        "Give the case back to the party below, with the reason.",
        bodies.Rejecting,
        lambda act: act.call(act.casework.reject, act.body.reason),
    ),
    "escalate": Verb("Open the next leg.", bodies.Escalating, _escalate),
    "resolve": Verb(
        "Be done with it: the first leg resolves the case, one above it answers the one below and is closed.",
        bodies.Resolving,
        lambda act: act.call(act.casework.resolve, act.body.text, nda=act.body.nda),
    ),
    "reopen": Verb(
        "Open a resolved, withdrawn or closed case again.",
        bodies.Reopening,
        lambda act: act.call(act.casework.reopen, act.body.text),
    ),
    "withdraw": Verb("Take your own case back.", Nothing, lambda act: act.call(act.casework.withdraw)),
    "merge": Verb(
        "End a duplicate in favour of another case of the same account.",
        bodies.Merging,
        lambda act: act.casework.merge(act.number, act.body.into, act.actor, act.key),
    ),
    "comment": Verb(
        "Add what the customer has to say.",
        bodies.Saying,
        lambda act: act.call(act.casework.comment, act.body.text),
    ),
    "grade": Verb(
        "Change the severity, and what is promised with it.",
        bodies.Grading,
        lambda act: act.call(act.casework.grade, Severity(act.body.severity)),
    ),
    "assign": Verb(
        "Give the leg of your party to somebody.",
        bodies.Naming,
        lambda act: act.call(act.casework.assign, act.colleague(act.body.person)),
    ),
    "join": Verb(
        "Let somebody else take part.",
        bodies.Naming,
        lambda act: act.call(act.casework.join, act.acquaintance(act.body.person)),
    ),
    "attach": Verb(
        "Add a file, by name and link.",
        bodies.Link,
        lambda act: act.call(act.casework.attach, Attachment(act.body.name, act.body.link)),
    ),
    "relate": Verb(
        "Note that another case has to do with this one.",
        bodies.Relating,
        lambda act: act.casework.relate(act.number, act.body.to, act.actor, act.key),
    ),
    "confirm": Verb("Agree that your resolved case is solved.", Nothing, lambda act: act.call(act.casework.confirm)),
    "rate": Verb(
        "Say how it went, 1 to 5, once.", bodies.Rating, lambda act: act.call(act.casework.rate, act.body.rating)
    ),
    "close": Verb("End a resolved or withdrawn case.", Nothing, lambda act: act.call(act.casework.close)),
}

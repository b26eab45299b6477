"""What somebody can ask of a case that exists, as values: `bot/desk/handlers.py` says what each does.

A command carries what its verb needs and nothing else: who acts, when, and under which rules come beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from bot.desk.actor import CasePerson
from bot.desk.case import NOTHING_KNOWN, Attachment, Details
from bot.desk.events import Happened, Seen


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do with a case."""

    @property
    def name(self) -> str:
        """The verb in one word, as keys, the audit and the API write it."""
        return type(self).__name__.lower()


@dataclass(frozen=True, slots=True)
class CommandWithOther(Command):
    """A command that names another case, which the actor has to be able to see too."""

    field: ClassVar[str]
    """The field that names it, for refusals."""

    @property
    def other(self) -> int | str:
        """The other case's number."""
        number: int | str = getattr(self, self.field)
        return number


@dataclass(frozen=True, slots=True)
class Comment(Command):
    """Add what the customer has to say, with files that came along."""

    text: str
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Retract(Command):
    """Take back a comment."""

    seq: int
    """The sequence number of the comment's event."""
    undo: Mapping[str, Any] = field(default_factory=dict)
    """What the comment noted so that it can be taken back (the event's detail)."""


@dataclass(frozen=True, slots=True)
class Reply(Command):
    """Answer the customer in their own chat; they are waited on from then on, unless `keep_waiting`."""

    text: str
    keep_waiting: bool = False
    """An update: the customer goes on waiting for whoever they wait for now."""


@dataclass(frozen=True, slots=True)
class Accept(Command):
    """Take on the leg of one's own party."""


@dataclass(frozen=True, slots=True)
class Ask(Command):
    """Ask the party below; of the first leg that is the customer, in their own chat."""

    text: str


@dataclass(frozen=True, slots=True)
class Answer(Command):
    """Answer the party that waits on the other side of one's own leg, up or down."""

    text: str
    nda: bool = False
    """Whether the partner sees it only while its agreement is in force."""


@dataclass(frozen=True, slots=True)
class Reject(Command):
    """Return the case to the party below, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Escalate(Command):
    """Open the next leg; what the case knows already need not be repeated."""

    details: Details = NOTHING_KNOWN
    severity: str | None = None
    group: str | None = None
    """The product group that is meant, where it is not the one that builds the product."""
    text: str = ""
    """A note to whoever gets it."""


@dataclass(frozen=True, slots=True)
class Note(Command):
    """Write down what the customer does not see."""

    text: str
    visibility: Seen = Seen.INTERNAL


@dataclass(frozen=True, slots=True)
class Grade(Command):
    """Change the severity, and what is promised with it."""

    severity: str
    reason: str = ""
    """Why Spot does it; empty for people."""


@dataclass(frozen=True, slots=True)
class Assign(Command):
    """Make somebody of one's own party the owner of its leg."""

    owner: CasePerson


@dataclass(frozen=True, slots=True)
class Attach(Command):
    """Add a file by name and link."""

    file: Attachment


@dataclass(frozen=True, slots=True)
class Join(Command):
    """Let somebody else take part."""

    person: CasePerson


@dataclass(frozen=True, slots=True)
class Resolve(Command):
    """Resolve the case, or close one's own leg above the first with its answer."""

    text: str = ""
    nda: bool = False


@dataclass(frozen=True, slots=True)
class Confirm(Command):
    """Agree that it is solved."""


@dataclass(frozen=True, slots=True)
class Rate(Command):
    """Say how it went, once."""

    rating: int


@dataclass(frozen=True, slots=True)
class Reopen(Command):
    """Open the case again."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw(Command):
    """Take one's own case back."""


@dataclass(frozen=True, slots=True)
class Close(Command):
    """End the case; the customer is not told, as nothing changes for them."""


@dataclass(frozen=True, slots=True)
class Merge(CommandWithOther):
    """End a duplicate in favour of another case."""

    into: int | str
    field: ClassVar[str] = "into"


@dataclass(frozen=True, slots=True)
class Relate(CommandWithOther):
    """Note that two cases have to do with each other."""

    to: int | str
    field: ClassVar[str] = "to"


@dataclass(frozen=True, slots=True)
class RecordClock(Command):
    """Record that a promise is about to be broken, was broken, or that somebody further up was told of it."""

    happened: Happened
    leg: int
    """The leg's ordinal; 0 for a promise to the customer."""
    promise: str
    due: datetime
    visibility: Seen
    organisation: str
    """Whose promise it is."""
    told: str = ""
    """The kind of recipient who was told, where the clock climbed the ladder."""

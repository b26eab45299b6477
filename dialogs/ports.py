"""What a dialog may read of outside, as narrow protocols; nothing here writes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from knowledge.agreed.policy import Limits
from knowledge.entry import Entry
from knowledge.match import Finding
from knowledge.people.audience import Asker
from knowledge.people.directory import Directory


class Knowledge(Protocol):
    """The asker's view of the knowledge base: an immutable snapshot."""

    def ask(self, text: str, *, after: Sequence[str] = ()) -> Finding:
        """Find what answers the text, which may go on from the entries answered just before, newest last."""

    def entry(self, name: str) -> Entry | None:
        """Return an entry of this view by its full name, or None when it is not there to be seen."""


@dataclass(frozen=True, slots=True)
class TeamMessage:
    """The team's newest word to the customer, as long as they added nothing since."""

    seq: int
    """Counts up over all words of all cases."""
    at: datetime
    kind: str
    """replied, updated, asked or resolved."""


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A case as its requester may see it."""

    number: str
    title: str
    state: str
    """open, resolved, closed, withdrawn or merged."""
    opened: datetime
    updated: datetime
    waiting: str
    """Whom the case waits on: customer, partner, vendor or product group."""
    last_reply: str | None = None
    """The team's last words to the customer."""
    word: TeamMessage | None = None
    conversation: str | None = None
    """Where it was opened, and where its customer is told what changes; None where that is no conversation."""
    kind: str = "support"
    """support, or sales for an engagement."""
    since: datetime | None = None
    """Since when the case waits on that party."""
    owner: str = ""
    """The name of who answers the customer, while the case waits on them; else empty."""
    is_escalated: bool = False
    """Whether the partner asked who holds it, and goes on answering the customer."""
    due: datetime | None = None
    """When the next word to the customer is due by what was promised; None where nothing is, or it stands still."""
    into: str | None = None
    """The number of the case that it was joined with."""
    rating: int | None = None
    """What its requester gave it, 1 to 5."""
    files: int = 0
    """How many are attached."""


class AskerCases(Protocol):
    """The cases of one asker."""

    def of(self, asker: Asker) -> Sequence[CaseSummary]:
        """Return the asker's cases, newest first, at most 20."""

    def opened_since(self, asker: Asker, since: datetime) -> int:
        """Count the cases that the asker opened since then."""


class Traffic(Protocol):
    """How much somebody writes."""

    def messages_since(self, asker: Asker, since: datetime) -> int:
        """Count the asker's incoming messages since then, over all their conversations, this one not included."""


@dataclass(frozen=True, slots=True)
class Issue:
    """An open problem as somebody may hear of it."""

    number: str
    """As people write it: P-7."""
    title: str
    text: str
    surely: bool = False
    """Whether the question is about it beyond doubt."""
    waiting: bool = False
    """Whether the asker is told already when it is solved."""


class AskerProblems(Protocol):
    """The open problems that an asker may hear of."""

    def like(self, asker: Asker, text: str, language: str) -> Issue | None:
        """Return the one that a question is most like, None where it is like none of them."""

    def find(self, asker: Asker, number: str) -> Issue | None:
        """Return one by its number, None where there is none that is open."""


class NoProblems:
    """Nothing is known to be out of order."""

    def like(self, asker: Asker, text: str, language: str) -> Issue | None:
        """Return None."""
        return None

    def find(self, asker: Asker, number: str) -> Issue | None:
        """Return None."""
        return None


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything a turn may read."""

    cases: AskerCases
    traffic: Traffic
    limits: Limits = field(default_factory=Limits)
    """How much the asker may do."""
    directory: Directory = field(default_factory=Directory)
    """Who is there for the asker's account."""
    problems: AskerProblems = field(default_factory=NoProblems)

"""What happened to a case, in the past tense."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from bot.desk.case import Case, Person


class Seen(StrEnum):
    """Who may see an event; each level is part of the ones after it."""

    CUSTOMER = "customer"
    PARTNER = "partner"
    VENDOR = "vendor"


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """Something that happened to a case."""

    kind: ClassVar[str]
    number: int
    at: datetime
    actor: Person
    text: str = ""
    """What was written, where something was."""
    visibility: Seen = Seen.CUSTOMER


class CaseOpened(CaseEvent):
    """A case was opened; the text is its title."""

    __slots__ = ()
    kind = "opened"


class CaseCommented(CaseEvent):
    """The customer added something."""

    __slots__ = ()
    kind = "commented"


class CaseReplied(CaseEvent):
    """The team answered the customer."""

    __slots__ = ()
    kind = "replied"


class CaseResolved(CaseEvent):
    """The team considers it solved."""

    __slots__ = ()
    kind = "resolved"


class CaseReopened(CaseEvent):
    """It is open again."""

    __slots__ = ()
    kind = "reopened"


class CaseWithdrawn(CaseEvent):
    """The customer took it back."""

    __slots__ = ()
    kind = "withdrawn"


class CaseClosed(CaseEvent):
    """It is over."""

    __slots__ = ()
    kind = "closed"


@dataclass(frozen=True, slots=True)
class Change:
    """A case as a verb left it, and what happened."""

    case: Case
    event: CaseEvent

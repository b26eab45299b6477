"""What happened to a case, in the past tense, and who may see it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.desk.actor import Actor, CasePerson
from bot.desk.case import Case


class Seen(StrEnum):
    """Who may see an event: bot/desk/visibility.py says which side sees which."""

    CUSTOMER = "customer"
    """Everybody who takes part."""
    PARTNER = "partner"
    """The partner, and whoever it was escalated to."""
    NDA = "nda"
    """The same, of the partner's only while its agreement is in force."""
    VENDOR = "vendor"
    """The vendor and its product groups."""
    INTERNAL = "internal"
    """The organisation of whoever did it."""


class Happened(StrEnum):
    """What can happen to a case."""

    OPENED = "opened"
    COMMENTED = "commented"
    RETRACTED = "retracted"
    """A comment was taken back; its text is gone."""
    REPLIED = "replied"
    UPDATED = "updated"
    ACCEPTED = "accepted"
    ASKED = "asked"
    INFORMED = "informed"
    ANSWERED = "answered"
    REJECTED = "rejected"
    ESCALATED = "escalated"
    NOTED = "noted"
    GRADED = "graded"
    ASSIGNED = "assigned"
    ATTACHED = "attached"
    JOINED = "joined"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed"
    RATED = "rated"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    MERGED = "merged"
    ABSORBED = "absorbed"
    """Another case was merged into this one."""
    RELATED = "related"
    WARNED = "warned"
    """A promise is about to be broken."""
    SLIPPED = "slipped"
    """A promise was broken."""
    CLIMBED = "climbed"
    """Somebody further up was told."""


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """Something that happened to a case."""

    number: int
    kind: Happened
    at: datetime
    actor: CasePerson
    text: str = ""
    """What was written, where something was."""
    visibility: Seen = Seen.CUSTOMER
    organisation: str = ""
    """Whose person did it; empty for a lead, a stranger and Spot."""
    leg: int = 0
    """The ordinal of the leg it is about; 0 for the case itself."""
    detail: Mapping[str, Any] = field(default_factory=dict)
    """Facts about it, such as the severity or the other case; never text that somebody wrote."""


@dataclass(frozen=True, slots=True)
class Change:
    """A case as a verb left it, and what happened, in order; the first event is the verb's own."""

    case: Case
    events: tuple[CaseEvent, ...]
    before: Case | None = None
    """The case as it was; None when it was opened."""

    @property
    def event(self) -> CaseEvent:
        """Return the verb's own event."""
        return self.events[0]

    def and_then(self, after: "Change") -> "Change":
        """Return both changes as one."""
        return Change(after.case, (*self.events, *after.events), self.before)


def happened(case: Case, kind: Happened, actor: Actor, at: datetime, **facts: Any) -> CaseEvent:
    return CaseEvent(case.number, kind, at, actor.person, organisation=actor.organisation, **facts)

"""Legs: the part of a case that one party holds, and the minutes in which the case waited on it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.desk.actor import Actor, CasePerson, Party, Side


class LegState(StrEnum):
    """How far a leg has come."""

    OPEN = "open"
    """Nobody has taken it yet."""
    INFORMATION = "information"
    """Its party asked the one below, and cannot go on without the answer."""
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised when a leg opened, in minutes of working time; None is no promise."""

    first: int | None = None
    """Until somebody acknowledges it."""
    update: int | None = None
    """From one word to the next."""
    solve: int | None = None
    calendar: str = ""
    """The name of the calendar on which the minutes count; empty is the policy's default."""


NO_PROMISE = Promise()


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg of a case."""

    ordinal: int
    """1 is the leg that answers the customer."""
    party: Party
    organisation: str
    """The partner's, the vendor's or the product group's id; empty where the directory names no vendor."""
    opened: datetime
    state: LegState = LegState.OPEN
    owner: CasePerson | None = None
    acknowledged: datetime | None = None
    """When a person first did something about it."""
    closed: datetime | None = None
    reason: str = ""
    """Why it was rejected."""
    promise: Promise = NO_PROMISE
    is_sales: bool = False
    """Whether it is of an engagement: the vendor's account team has its leg then, not the vendor's support."""

    @property
    def is_active(self) -> bool:
        """Return whether it is neither rejected nor closed."""
        return self.state not in (LegState.REJECTED, LegState.CLOSED)

    def shut(self, at: datetime) -> "Leg":
        """Return the leg closed, as it is when its case ends or is solved; one that was over stays as it was."""
        return replace(self, state=LegState.CLOSED, closed=at) if self.is_active else self

    def is_for(self, actor: Actor) -> bool:
        """Return whether this person may act for the leg's party."""
        if actor.side is Side.LEAD:
            return True
        if self.party is Party.PRODUCT_GROUP:
            return actor.side is Side.VENDOR and self.organisation in actor.groups
        if self.party is Party.VENDOR:
            return actor.side is Side.VENDOR and (actor.sells if self.is_sales else actor.is_support)
        return actor.side is Side.PARTNER and actor.organisation == self.organisation


@dataclass(frozen=True, slots=True)
class WaitPeriod:
    """A stretch of time in which one party was waited on."""

    party: Party
    leg: int
    """The ordinal of the leg whose party it was; 0 is the customer."""
    since: datetime
    until: datetime | None = None
    """None while it lasts."""

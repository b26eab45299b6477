"""A case as a value: what was asked, by whom, how it stands and whom the case waits on."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.desk.actor import CasePerson, Party
from bot.desk.leg import Leg, WaitPeriod
from knowledge.agreed.policy import DEFAULT

LONGEST_TITLE = 200
"""Characters of a title; a longer one is cut with an ellipsis."""
LONGEST_TEXT = 28_000
"""Characters of anything that somebody says of a case."""
LONGEST_DETAIL = 4_000
"""Characters of each of the details."""
MOST_ATTACHMENTS = 20
BEST_RATING = 5

_WRITTEN = re.compile(r"[Cc]-?([1-9][0-9]{0,17})")


class CaseState(StrEnum):
    """Where a case is in its life. Who waits is not a state but the wait."""

    OPEN = "open"
    RESOLVED = "resolved"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"

    @property
    def is_open(self) -> bool:
        """Return whether somebody works on it."""
        return self is CaseState.OPEN


class CaseKind(StrEnum):
    """What a case is about; an engagement is a case of kind sales."""

    SUPPORT = "support"
    SALES = "sales"


@dataclass(frozen=True, slots=True)
class Requester:
    """Whose case it is."""

    tenant: str
    object: str
    name: str

    @property
    def key(self) -> str:
        """Return the identity, the same as `Asker.key`: tenant and object, never a name."""
        return f"{self.tenant}/{self.object}"

    @property
    def person(self) -> CasePerson:
        """Return the requester as somebody who acts."""
        return CasePerson(self.key, self.name)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a case comes from: its transcript, and the question that nothing answered."""

    conversation: str | None = None
    transcript_end: int = 0
    """The transcript's seq when the case was opened: what had been said by then is attached."""
    question: str | None = None
    """The question's id."""


@dataclass(frozen=True, slots=True)
class Details:
    """What the next party needs to know, asked once: each is empty until somebody tells it."""

    impact: str = ""
    """What it costs the customer."""
    since: str = ""
    """Since when it is so."""
    tried: str = ""
    """What was tried already."""
    environment: str = ""
    """Where it happens: device, system, version, tenant, region."""


NOTHING_KNOWN = Details()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a case, by name and link; nothing is fetched."""

    name: str
    link: str


@dataclass(frozen=True, slots=True)
class Case:
    """One case; every verb of the desk gives a new one."""

    number: int
    key: str
    """Idempotency: asking to open a case under the same key gives this one."""
    title: str
    requester: Requester
    organisation: str
    """The account, or the partner or vendor whose person asked."""
    partner: str | None
    """The partner that answers first; None where the vendor does."""
    origin: Origin
    opened: datetime
    updated: datetime
    state: CaseState = CaseState.OPEN
    wait: Party = Party.PARTNER
    """Whom the case waits on; of a case that has ended, nobody does, and it is the customer who could move it again."""
    severity: str = DEFAULT.default_severity
    """By the name that the policy gives it."""
    kind: CaseKind = CaseKind.SUPPORT
    product: str | None = None
    version: int = 1
    """Counts its events."""
    ended: datetime | None = None
    """When it was closed, withdrawn or merged; time stands still until it is opened again."""
    language: str = ""
    """The language its requester writes in, such as `de`; empty where nobody knows."""
    details: Details = NOTHING_KNOWN
    attachments: tuple[Attachment, ...] = ()
    participants: tuple[CasePerson, ...] = ()
    """Who takes part beside the requester and the owners; they stay through every hop."""
    related: tuple[int, ...] = ()
    """The numbers of cases that have to do with it."""
    rating: int | None = None
    """What the requester gave it, 1 to 5."""
    merged_into: int | None = None
    legs: tuple[Leg, ...] = ()
    """In the order they were opened; the first one answers the customer."""
    held: tuple[WaitPeriod, ...] = ()
    """Whom the case waited on when, without a gap but for the time in which the case had ended."""

    @property
    def name(self) -> str:
        """Return the number as people say it: C-1042."""
        return written(self.number)

    @property
    def first(self) -> Leg:
        """Return the leg that answers the customer."""
        return self.legs[0]

    @property
    def active(self) -> Leg:
        """Return the furthest leg that is neither rejected nor closed; the first one where there is no other."""
        return next((leg for leg in reversed(self.legs) if leg.is_active), self.first)

    @property
    def holder(self) -> int:
        """Return the ordinal of the leg whose party is waited on; 0 is the customer, or nobody once it has ended."""
        return self.held[-1].leg if self.held and self.held[-1].until is None else 0

    def leg(self, ordinal: int) -> Leg:
        return self.legs[ordinal - 1]

    def below(self, leg: Leg) -> Leg | None:
        """Return the active leg that this one was opened from; None is the customer."""
        return next((each for each in reversed(self.legs[: leg.ordinal - 1]) if each.is_active), None)

    def above(self, leg: Leg) -> Leg | None:
        """Return the active leg that was opened from this one, or None."""
        return next((each for each in self.legs[leg.ordinal :] if each.is_active), None)

    def is_of(self, key: str) -> bool:
        """Return whether this person asked for it."""
        return self.requester.key == key

    def takes_part(self, key: str) -> bool:
        """Return whether this person asked for it, or was let in."""
        return self.is_of(key) or any(each.key == key for each in self.participants)


def first_party(partner: str | None) -> Party:
    """Return the party that answers first: the partner, or the vendor where no partner serves the customer."""
    return Party.PARTNER if partner else Party.VENDOR


def written(number: int) -> str:
    """Return a case number as people write it: C-1042."""
    return f"C-{number}"


def number_in(text: str) -> int | None:
    """Read a case number as people write it, `C-1042`, `c-1042` or `C1042`; None when it is none."""
    found = _WRITTEN.fullmatch(text.strip())
    return int(found[1]) if found else None


def titled(text: str) -> str:
    """Return a title of one line and at most 200 characters."""
    line = " ".join(text[: LONGEST_TITLE * 4].split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1].rstrip() + "…"

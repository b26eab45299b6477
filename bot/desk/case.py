"""A case as a value: what was asked, by whom, how it stands and who holds the ball."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_TITLE = 200
"""Characters of a title; a longer one is cut with an ellipsis."""
LONGEST_TEXT = 28_000
"""Characters of a comment or a reply."""

_WRITTEN = re.compile(r"[Cc]-?([1-9][0-9]{0,17})")


class State(StrEnum):
    """Where a case is in its life. Who waits is not a state but the wait."""

    OPEN = "open"
    RESOLVED = "resolved"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Wait(StrEnum):
    """The party that holds the ball."""

    CUSTOMER = "customer"
    PARTNER = "partner"
    VENDOR = "vendor"
    PRODUCT_GROUP = "product group"


class Severity(StrEnum):
    """How badly it hurts: A stands still, B is hampered, C has a question."""

    A = "A"
    B = "B"
    C = "C"


class Kind(StrEnum):
    """What a case is about; an engagement is a case of kind sales."""

    SUPPORT = "support"
    SALES = "sales"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does something to a case: the key that limits and rights hang on, and a name to show."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Requester:
    """Whose case it is."""

    tenant: str
    object: str
    name: str

    @property
    def key(self) -> str:
        """Give the identity, the same as `Asker.key`: tenant and object, never a name."""
        return f"{self.tenant}/{self.object}"

    @property
    def person(self) -> Person:
        """Give the requester as somebody who acts."""
        return Person(self.key, self.name)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a case comes from: its transcript, and the question that nothing answered."""

    conversation: str | None = None
    transcript_end: int = 0
    """The transcript's seq when the case was opened: what had been said by then is attached."""
    question: str | None = None
    """The question's id."""


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
    state: State = State.OPEN
    wait: Wait = Wait.PARTNER
    severity: Severity = Severity.C
    kind: Kind = Kind.SUPPORT
    product: str | None = None
    version: int = 1
    """Counts its events."""

    @property
    def name(self) -> str:
        """Give the number as people say it: C-1042."""
        return written(self.number)

    @property
    def first_leg(self) -> Wait:
        """Give the party that answers the customer: the partner, or the vendor where no partner serves them."""
        return first_leg(self.partner)

    def is_of(self, key: str) -> bool:
        """Say whether this person asked for it."""
        return self.requester.key == key


def first_leg(partner: str | None) -> Wait:
    """Give the party that a case of this partner waits for first."""
    return Wait.PARTNER if partner else Wait.VENDOR


def written(number: int) -> str:
    """Give a case number as people write it: C-1042."""
    return f"C-{number}"


def number_in(text: str) -> int | None:
    """Read a case number as people write it, `C-1042`, `c-1042` or `C1042`; None when it is none."""
    found = _WRITTEN.fullmatch(text.strip())
    return int(found[1]) if found else None


def titled(text: str) -> str:
    """Give a title of one line and at most 200 characters."""
    line = " ".join(text[: LONGEST_TITLE * 4].split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1].rstrip() + "…"

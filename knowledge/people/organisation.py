"""An organisation as the directory describes it: the vendor, a partner or an account, and what belongs to it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.entry import VENDOR_FOLDER, Visibility
from knowledge.people.audience import Audience, Role

PRODUCT_GROUP = "product-group"
"""The one product group, of everybody of the vendor's, where the directory lists none."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the directory lists."""

    id: str
    name: str
    object: str = ""
    """The Entra object id."""
    line: int = 0
    roles: tuple[str, ...] = ()
    """What they are at work, in the words of whoever wrote it: `support engineer`."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A partner's agreement (NDA)."""

    signed: date
    expires: date
    groups: tuple[str, ...] = ()
    """The product groups that it opens; empty for all of them."""
    renewed_by: str = ""
    """Who renews it, as `organisation/id`; empty where nobody is named."""

    def is_current(self, today: date) -> bool:
        """Return whether it is in force on this day; the day it expires is its last."""
        return self.signed <= today <= self.expires

    def opens(self, group: str) -> bool:
        """Return whether it opens this product group, while it is in force."""
        return not self.groups or group in self.groups


class WebhookFormat(StrEnum):
    """What a webhook is sent."""

    SPOT = "spot"
    """Spot's own events, with the escalation package."""
    HANDOFF = "handoff"
    """Bot Framework handoff events, with the transcript attached."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where an organisation's own system hears of its cases."""

    url: str
    format: WebhookFormat = WebhookFormat.SPOT


@dataclass(frozen=True, slots=True)
class ProductGroup:
    """Those of the vendor's who build some products, and take the third leg of a case about one of them."""

    id: str
    name: str
    products: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    """Ids of the vendor's people."""
    hours: str = ""
    """As an organisation's."""
    channel: str = ""
    webhook: Webhook | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class TouchPoint:
    """The named person of an account, or their deputy."""

    person: str
    """As `organisation/id`."""
    name: str = ""
    """What to call them."""
    role: str = ""
    """Such as `partner sales executive`."""
    contact: str = ""
    """An address or a telephone number, as people read it."""


class Progress(StrEnum):
    """How far something planned is."""

    OPEN = "open"
    UNDERWAY = "underway"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One thing of an account's plan."""

    id: str
    what: str
    owner: str
    """As `organisation/id`."""
    due: date
    state: Progress = Progress.OPEN


@dataclass(frozen=True, slots=True)
class Organisation:
    """The vendor, a partner or an account. What only some of them have is empty for the others."""

    role: Role
    """What its people are: vendor, partner or customer."""
    id: str
    name: str
    tenants: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    partners: tuple[str, ...] = ()
    """The partners that serve an account, the first one first."""
    agreement: Agreement | None = None
    file: str = ""
    line: int = 0
    hours: str = ""
    """The name of the calendar that its people work by; empty for the office hours of the policy."""
    channel: str = ""
    """The Teams channel in which its team reads of cases."""
    webhook: Webhook | None = None
    support: tuple[str, ...] = ()
    """Ids of those of its people who work on cases; empty for everybody."""
    plan: str = ""
    """An account's plan with its partner, a partner's with the vendor; empty for the policy's first."""
    groups: tuple[ProductGroup, ...] = ()
    """The vendor's product groups."""
    account_team: tuple[str, ...] = ()
    """Ids of those of the vendor's people who know the accounts, and answer what only the vendor can sell."""
    products: tuple[str, ...] = ()
    """What an account has."""
    managed: bool = False
    """Whether an account has a touch point's attention of its own; the others are breadth."""
    languages: tuple[str, ...] = ()
    touch_point: TouchPoint | None = None
    deputy: TouchPoint | None = None
    items: tuple[PlanItem, ...] = ()
    """The account's plan."""

    def audience(self, today: date) -> Audience:
        """Return what its people may see when they ask alone."""
        if self.role is Role.VENDOR:
            return Audience((VENDOR_FOLDER,), Visibility.VENDOR)
        if self.role is Role.PARTNER:
            current = self.agreement is not None and self.agreement.is_current(today)
            return Audience((self.id, VENDOR_FOLDER), Visibility.PARTNER, nda=current)
        return Audience((*self.partners, VENDOR_FOLDER), Visibility.CUSTOMER)

    @property
    def partner(self) -> str | None:
        """Return the partner that serves its people, or that they work for."""
        if self.role is Role.PARTNER:
            return self.id
        return self.partners[0] if self.partners else None

    def supports(self, person: str) -> bool:
        """Return whether the person of this id, who is of this organisation, works on cases."""
        return not self.support or person in self.support

    def person(self, id: str) -> Person | None:
        """Return one of its people, None for nobody listed."""
        return next((each for each in self.people if each.id == id), None)

"""The directory: organisations, their people and agreements; it decides who an asker is and what they may see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from knowledge.audience import Asker, Audience, Role
from knowledge.entry import VENDOR_FOLDER, Visibility
from knowledge.files.nearest import nearest

STRANGER = "stranger"
"""The organisation of everybody whom the directory does not know."""
ANYBODY = "anybody"
GUESTS = "local-guests"
"""The tenant of the guest, who asks on this machine while the directory lists nobody."""


class UnknownPerson(LookupError):
    """Nobody in the directory is written like that; the message names who comes near."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the directory lists."""

    id: str
    name: str
    object: str = ""
    """The Entra object id."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """A partner's agreement (NDA)."""

    signed: date
    expires: date

    def is_current(self, today: date) -> bool:
        """Say whether it is in force on this day; the day it expires is its last."""
        return self.signed <= today <= self.expires


@dataclass(frozen=True, slots=True)
class Organisation:
    """The vendor, a partner or an account."""

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

    def audience(self, today: date) -> Audience:
        """Give what its people may see when they ask alone."""
        if self.role is Role.VENDOR:
            return Audience((VENDOR_FOLDER,), Visibility.VENDOR)
        if self.role is Role.PARTNER:
            current = self.agreement is not None and self.agreement.is_current(today)
            return Audience((self.id, VENDOR_FOLDER), Visibility.PARTNER, nda=current)
        return Audience((*self.partners, VENDOR_FOLDER), Visibility.CUSTOMER)

    @property
    def partner(self) -> str | None:
        """Give the partner that serves its people, or that they work for."""
        if self.role is Role.PARTNER:
            return self.id
        return self.partners[0] if self.partners else None


@dataclass(frozen=True)
class Directory:
    """Everybody Spot knows; whoever it does not know is a stranger."""

    organisations: tuple[Organisation, ...] = ()
    """The vendor, then partners, then accounts, each in the order written."""
    web_chat: str | None = None
    """The folder whose public entries strangers see, beside the vendor's."""
    folders: tuple[str, ...] = ()
    """The partners' folders that there are, the vendor's not among them."""
    by_tenant: Mapping[str, Organisation] = field(init=False, repr=False, compare=False)
    by_id: Mapping[str, Organisation] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        tenants = {tenant.casefold(): each for each in self.organisations for tenant in known_under(each)}
        object.__setattr__(self, "by_tenant", tenants)
        object.__setattr__(self, "by_id", {each.id: each for each in self.organisations})

    @property
    def vendor(self) -> Organisation | None:
        """Give the vendor, where the directory names one."""
        return next((each for each in self.organisations if each.role is Role.VENDOR), None)

    @property
    def accounts(self) -> tuple[Organisation, ...]:
        """Give the accounts in the order written."""
        return tuple(each for each in self.organisations if each.role is Role.CUSTOMER)

    def asker(self, tenant: str, object: str, *, group: bool = False, today: date) -> Asker:
        """Give who somebody is by tenant and object id; in a group chat they see public entries only."""
        organisation = self.by_tenant.get(tenant.casefold()) if tenant else None
        if organisation is None:
            return self.guest() if tenant == GUESTS and not self.organisations else self.stranger(tenant, object)
        listed = (each for each in organisation.people if (each.object or each.id).casefold() == object.casefold())
        person = next(listed, Person(object, organisation.name, object))
        return member(organisation, person, tenant, today, group=group)

    def person(self, written: str, *, today: date) -> Asker:
        """Give the asker written as `organisation/id`; raise UnknownPerson, naming who comes near."""
        organisation_id, _, person_id = written.partition("/")
        if organisation_id == STRANGER and person_id:
            return self.stranger("", person_id)
        if not self.organisations and written == (guest := self.guest()).written:
            return guest
        organisation = self.by_id.get(organisation_id)
        for person in organisation.people if organisation else ():
            if person.id == person_id and organisation:
                return member(organisation, person, known_under(organisation)[0], today)
        raise UnknownPerson(self.not_found(written))

    def not_found(self, written: str) -> str:
        """Give the sentence for a person who is not there."""
        same = [each for each in self.written() if written and each.endswith(f"/{written}")]
        near = same[:3] or nearest(written, self.written(), limit=3)
        hint = f"did you mean {' or '.join(near)}?" if near else f"a stranger is written {STRANGER}/{ANYBODY}"
        return f"nobody in the directory is written {written[:80]!r}: {hint}"

    def written(self) -> tuple[str, ...]:
        """Give everybody listed, as `organisation/id`."""
        return tuple(f"{each.id}/{person.id}" for each in self.organisations for person in each.people)

    def everybody(self, today: date) -> tuple[Asker, ...]:
        """Give everybody listed, customers first and the vendor last, or the guest, then one stranger."""
        known = tuple(self.listed(today)) if self.organisations else (self.guest(),)
        return (*known, self.stranger("", ANYBODY))

    def listed(self, today: date) -> Iterator[Asker]:
        """Go over everybody listed: accounts, partners, vendor."""
        for role in (Role.CUSTOMER, Role.PARTNER, Role.VENDOR):
            for each in self.organisations:
                for person in each.people if each.role is role else ():
                    yield member(each, person, known_under(each)[0], today)

    def default(self, today: date) -> Asker:
        """Give who asks when nobody was named: the first person of the first account, or the guest."""
        for account in self.accounts:
            for person in account.people:
                return member(account, person, known_under(account)[0], today)
        return self.guest()

    def guest(self) -> Asker:
        """Give somebody who sees what any folder's customers see: who asks on this machine while nobody is listed."""
        audience = Audience((*self.folders, VENDOR_FOLDER), Visibility.CUSTOMER)
        partner = self.folders[0] if self.folders else None
        return Asker(Role.CUSTOMER, "guest", "guest", "Guest", audience, partner, GUESTS, "guest")

    def stranger(self, tenant: str, object: str) -> Asker:
        """Give somebody the directory does not know."""
        folders = (self.web_chat, VENDOR_FOLDER) if self.web_chat else (VENDOR_FOLDER,)
        audience = Audience(folders, Visibility.PUBLIC)
        return Asker(Role.STRANGER, STRANGER, object, "Stranger", audience, self.web_chat, tenant, object)


def known_under(organisation: Organisation) -> tuple[str, ...]:
    """Give its tenants; one that has none is known under a name of our own, which no channel can bring."""
    return organisation.tenants or (f"local-{organisation.id}",)


def member(organisation: Organisation, person: Person, tenant: str, today: date, *, group: bool = False) -> Asker:
    """Give the asker that a member of the organisation is on this day."""
    audience = organisation.audience(today)
    if group:
        audience = Audience(audience.partners, Visibility.PUBLIC)
    return Asker(
        role=organisation.role,
        organisation=organisation.id,
        person=person.id,
        name=person.name,
        audience=audience,
        partner=organisation.partner,
        tenant=tenant,
        object=person.object or person.id,
    )

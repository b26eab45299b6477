"""The directory: who is who. It decides who an asker is, what they may see, and who is there for an account."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from knowledge.entry import VENDOR_FOLDER, Visibility
from knowledge.people.audience import Asker, Audience, Role
from knowledge.people.organisation import PRODUCT_GROUP, Organisation, Person, ProductGroup, TouchPoint
from knowledge.problems.nearest import nearest

STRANGER = "stranger"
"""The organisation of everybody whom the directory does not know."""
ANYBODY = "anybody"
GUESTS = "local-guests"
"""The tenant of the guest, who asks on this machine while the directory lists nobody."""


class UnknownPerson(LookupError):
    """Nobody in the directory is written like that; the message names who comes near."""


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
        """Return the vendor, where the directory names one."""
        return next((each for each in self.organisations if each.role is Role.VENDOR), None)

    @property
    def accounts(self) -> tuple[Organisation, ...]:
        """Return the accounts in the order written."""
        return tuple(each for each in self.organisations if each.role is Role.CUSTOMER)

    def product_groups(self) -> tuple[ProductGroup, ...]:
        """Return the vendor's product groups; where none is written, one of everybody of the vendor's, for all
        products.

        There is none without a vendor.
        """
        vendor = self.vendor
        if vendor is None or vendor.groups:
            return vendor.groups if vendor else ()
        everybody = tuple(each.id for each in vendor.people)
        return (ProductGroup(PRODUCT_GROUP, vendor.name, (), everybody, vendor.hours, vendor.channel),)

    def product_group(self, product: str | None) -> ProductGroup | None:
        """Return the group that builds a product, else the first one; None where there is no vendor."""
        groups = self.product_groups()
        wanted = (product or "").casefold()
        named = (each for each in groups if wanted in (name.casefold() for name in each.products))
        return next(named, groups[0] if groups else None)

    def groups_of(self, organisation: str, person: str) -> frozenset[str]:
        """Return the ids of the product groups that somebody is in; with none written, all of the vendor's
        are in one.
        """
        vendor = self.vendor
        if vendor is None or vendor.id != organisation:
            return frozenset()
        if not vendor.groups:
            return frozenset({PRODUCT_GROUP})
        return frozenset(each.id for each in vendor.groups if person in each.members)

    def touch_point(self, account: str) -> TouchPoint | None:
        """Return the named person of an account: who is written, else its partner's first person; None for nobody."""
        organisation = self.by_id.get(account)
        if organisation is None:
            return None
        if organisation.touch_point:
            return self._named(organisation.touch_point)
        partner = self.by_id.get(organisation.partner or "")
        return (
            TouchPoint(f"{partner.id}/{(first := partner.people[0]).id}", first.name)
            if partner and partner.people
            else None
        )

    def deputy(self, account: str) -> TouchPoint | None:
        """Return who stands in for the touch point, None for nobody."""
        organisation = self.by_id.get(account)
        return self._named(organisation.deputy) if organisation and organisation.deputy else None

    def _named(self, touch_point: TouchPoint) -> TouchPoint:
        return replace(touch_point, name=touch_point.name or self.name_of(touch_point.person))

    def name_of(self, written: str) -> str:
        """Return what to call the person written as `organisation/id`, or just that for nobody known."""
        organisation, _, id = written.partition("/")
        found = self.by_id[organisation].person(id) if organisation in self.by_id else None
        return found.name if found else written

    def asker(self, tenant: str, object: str, *, group: bool = False, today: date) -> Asker:
        """Return who somebody is by tenant and object id; in a group chat they see public entries only."""
        organisation = self.by_tenant.get(tenant.casefold()) if tenant else None
        if organisation is None:
            return self.guest() if tenant == GUESTS and not self.organisations else self.stranger(tenant, object)
        listed = (each for each in organisation.people if (each.object or each.id).casefold() == object.casefold())
        person = next(listed, Person(object, organisation.name, object))
        return member(organisation, person, tenant, today, group=group)

    def person(self, written: str, *, today: date) -> Asker:
        """Return the asker written as `organisation/id`; raise UnknownPerson, naming who comes near."""
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
        """Return the sentence for a person who is not there."""
        same = [each for each in self.written() if written and each.endswith(f"/{written}")]
        near = same[:3] or nearest(written, self.written(), limit=3)
        hint = f"did you mean {' or '.join(near)}?" if near else f"a stranger is written {STRANGER}/{ANYBODY}"
        return f"nobody in the directory is written {written[:80]!r}: {hint}"

    def written(self) -> tuple[str, ...]:
        """Return everybody listed, as `organisation/id`."""
        return tuple(f"{each.id}/{person.id}" for each in self.organisations for person in each.people)

    def everybody(self, today: date) -> tuple[Asker, ...]:
        """Return everybody listed, customers first and the vendor last, or the guest, then one stranger."""
        known = tuple(self.listed(today)) if self.organisations else (self.guest(),)
        return (*known, self.stranger("", ANYBODY))

    def listed(self, today: date) -> Iterator[Asker]:
        """Yield everybody listed: accounts, partners, vendor."""
        for role in (Role.CUSTOMER, Role.PARTNER, Role.VENDOR):
            for each in self.organisations:
                for person in each.people if each.role is role else ():
                    yield member(each, person, known_under(each)[0], today)

    def default(self, today: date) -> Asker:
        """Return who asks when nobody was named: the first person of the first account, or the guest."""
        for account in self.accounts:
            for person in account.people:
                return member(account, person, known_under(account)[0], today)
        return self.guest()

    def guest(self) -> Asker:
        """Return somebody who sees what any folder's customers see: who asks on this machine while nobody is listed."""
        audience = Audience((*self.folders, VENDOR_FOLDER), Visibility.CUSTOMER)
        partner = self.folders[0] if self.folders else None
        return Asker(Role.CUSTOMER, "guest", "guest", "Guest", audience, partner, GUESTS, "guest")

    def stranger(self, tenant: str, object: str) -> Asker:
        """Return somebody the directory does not know."""
        folders = (self.web_chat, VENDOR_FOLDER) if self.web_chat else (VENDOR_FOLDER,)
        audience = Audience(folders, Visibility.PUBLIC)
        return Asker(Role.STRANGER, STRANGER, object, "Stranger", audience, self.web_chat, tenant, object)


def known_under(organisation: Organisation) -> tuple[str, ...]:
    """Return its tenants; one that has none is known under a name of our own, which no channel can bring."""
    return organisation.tenants or (f"local-{organisation.id}",)


def member(organisation: Organisation, person: Person, tenant: str, today: date, *, group: bool = False) -> Asker:
    """Return the asker that a member of the organisation is on this day."""
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

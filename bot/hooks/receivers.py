"""Who takes webhooks: what the directory says of an organisation or a product group."""

from collections.abc import Iterator
from datetime import date

from bot.desk.actor import Actor, CasePerson, Party, Side
from bot.desk.leg import Leg
from knowledge.people.audience import Role
from knowledge.people.directory import Directory
from knowledge.people.organisation import Webhook


def ids(directory: Directory) -> tuple[str, ...]:
    """Return the ids of everybody who may take webhooks: organisations and product groups."""
    return tuple(id for id, _ in _all(directory))


def receiver_of(directory: Directory, organisation: str) -> str | None:
    """Return the id of whose webhook hears of what concerns this one: its own, a product group's else the vendor's."""
    hooked = {id for id, webhook in _all(directory) if webhook}
    if organisation in hooked:
        return organisation
    groups = {group.id for group in directory.product_groups()}
    vendor = directory.vendor
    return vendor.id if vendor and organisation in groups and vendor.id in hooked else None


def webhook_of(directory: Directory, receiver: str) -> Webhook | None:
    """Return the webhook of exactly this organisation or product group, None where it has none."""
    return next((webhook for id, webhook in _all(directory) if id == receiver), None)


def url_of(directory: Directory, receiver: str) -> str | None:
    """Return where its deliveries go, None where it takes none."""
    webhook = webhook_of(directory, receiver)
    return webhook.url if webhook else None


def viewer_of(directory: Directory, leg: Leg, today: date) -> Actor:
    """Return whoever has a leg as somebody who looks at the case and acts for it: no person, but its own system."""
    vendor = directory.vendor
    if leg.party is Party.PARTNER:
        partner = directory.by_id.get(leg.organisation)
        agreement = partner.agreement if partner else None
        name = partner.name if partner else leg.organisation
        is_current = agreement is not None and agreement.is_current(today)
        return Actor(system_of(leg.organisation, name), Side.PARTNER, leg.organisation, nda=is_current)
    name = next((each.name for each in directory.product_groups() if each.id == leg.organisation), "")
    name = name or (vendor.name if vendor else leg.organisation)
    is_group = leg.party is Party.PRODUCT_GROUP
    return Actor(
        system_of(leg.organisation, name),
        Side.VENDOR,
        vendor.id if vendor else "",
        groups=frozenset({leg.organisation} if is_group else ()),
        is_support=not is_group,
        sells=not is_group,
        nda=True,
    )


def system(directory: Directory, receiver: str, today: date) -> Actor | None:
    """Return a receiver's own system as somebody who acts for its legs, and for those of the groups that
    it hears for.
    """
    vendor = directory.vendor
    groups = frozenset(each.id for each in directory.product_groups() if receiver_of(directory, each.id) == receiver)
    if vendor and receiver in (vendor.id, *groups):
        name = next((each.name for each in directory.product_groups() if each.id == receiver), vendor.name)
        is_support = receiver == vendor.id
        return Actor(
            system_of(receiver, name),
            Side.VENDOR,
            vendor.id,
            groups,
            is_support=is_support,
            sells=is_support,
            nda=True,
        )
    found = directory.by_id.get(receiver)
    if found is None or found.role is not Role.PARTNER:
        return None
    is_current = found.agreement is not None and found.agreement.is_current(today)
    return Actor(system_of(receiver, found.name), Side.PARTNER, receiver, nda=is_current)


def system_of(organisation: str, name: str) -> CasePerson:
    """Return an organisation's own system as somebody who acts."""
    return CasePerson(f"webhook/{organisation}", name)


def _all(directory: Directory) -> Iterator[tuple[str, Webhook | None]]:
    yield from ((each.id, each.webhook) for each in directory.organisations)
    yield from ((each.id, each.webhook) for each in directory.product_groups())

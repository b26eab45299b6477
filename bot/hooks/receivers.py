"""Who takes webhooks: what the directory says of an organisation or a product group."""

from collections.abc import Iterator

from knowledge.directory import Directory
from knowledge.organisation import Webhook


def ids(directory: Directory) -> tuple[str, ...]:
    """Give the ids of everybody who may take webhooks: organisations and product groups."""
    return tuple(id for id, _ in _all(directory))


def receiver_of(directory: Directory, organisation: str) -> str | None:
    """Give the id of whose webhook hears of what concerns this one: its own, a product group's else the vendor's."""
    hooked = {id for id, webhook in _all(directory) if webhook}
    if organisation in hooked:
        return organisation
    groups = {group.id for group in directory.product_groups()}
    vendor = directory.vendor
    return vendor.id if vendor and organisation in groups and vendor.id in hooked else None


def webhook_of(directory: Directory, receiver: str) -> Webhook | None:
    """Give the webhook of exactly this organisation or product group, None where it has none."""
    return next((webhook for id, webhook in _all(directory) if id == receiver), None)


def url_of(directory: Directory, receiver: str) -> str | None:
    """Give where its deliveries go, None where it takes none."""
    webhook = webhook_of(directory, receiver)
    return webhook.url if webhook else None


def _all(directory: Directory) -> Iterator[tuple[str, Webhook | None]]:
    yield from ((each.id, each.webhook) for each in directory.organisations)
    yield from ((each.id, each.webhook) for each in directory.product_groups())

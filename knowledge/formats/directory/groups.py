"""Reads the vendor's product groups."""

from collections.abc import Mapping

from knowledge.formats import fields, values
from knowledge.formats.directory.people import mention_own
from knowledge.formats.directory.reached import REACHED, mention_hours, webhook
from knowledge.formats.nodes import Node
from knowledge.formats.parts import keyed, listed
from knowledge.people.organisation import ProductGroup
from knowledge.problems.nearest import shown
from knowledge.problems.report import Report

GROUP: Mapping[str, fields.Read] = {
    "id": values.identifier,
    "name": values.line,
    "products": values.many(values.line),
    "members": values.many(values.identifier),
    **REACHED,
}


def groups(node: Node | None, vendor: str, report: Report) -> tuple[ProductGroup, ...]:
    """Return the product groups; a product may be one group's only."""
    found: list[ProductGroup] = []
    owners: dict[str, str] = {}
    for each in listed(node, "product-groups", "start each group with a hyphen", report):
        mapped = keyed(each, "a product group", "write id:, name:, products:, members:", report)
        own = fields.read_keys(mapped, GROUP, report) if mapped else None
        if own and (made := group(own, each.line, vendor, report)):
            refuse_shared(own, made, owners, report)
            found.append(made)
    return tuple(found)


def group(own: fields.EntryKeys, line: int, vendor: str, report: Report) -> ProductGroup | None:
    """Make a product group of its keys; None, with the reason in the report, without an id."""
    if "id" not in own.values:
        if not own.faulty:
            report.add("KB601", line, "a product group without an id", "write id: and a short name, as people type it")
        return None
    identity: str = own.values["id"]
    mention_own(own, [("members", f"the product group {identity}")], vendor, report)
    return ProductGroup(
        id=identity,
        name=own.values.get("name") or identity,
        products=own.values.get("products", ()),
        members=own.values.get("members", ()),
        hours=mention_hours(own, identity, report),
        channel=own.values.get("channel", ""),
        webhook=webhook(own.values.get("webhook"), report),
        line=own.lines["id"],
    )


def refuse_shared(own: fields.EntryKeys, made: ProductGroup, owners: dict[str, str], report: Report) -> None:
    """Report a product that another group has already."""
    for product, line in own.placed("products"):
        owner = owners.setdefault(product.casefold(), made.id)
        if owner != made.id:
            report.add("KB629", line, f"the product {shown(product)} is {owner}'s already", "keep it in one group")

"""The JSON Schema of a file of the directory."""

from collections.abc import Collection, Mapping

from knowledge.formats import fields, values
from knowledge.formats.directory import organisations
from knowledge.formats.directory.accounts import ITEM, TOUCH_POINT
from knowledge.formats.directory.agreements import AGREEMENT
from knowledge.formats.directory.groups import GROUP
from knowledge.formats.directory.people import PERSON, written
from knowledge.formats.directory.reached import WEBHOOK, address
from knowledge.people.audience import Role
from knowledge.schema.directory_descriptions import DESCRIBED
from knowledge.schema.shapes import Schema, keys, shape


def directory() -> Schema:
    """Return the schema of a file of the directory."""
    touch_point: Schema = {"anyOf": [shape(written), table(TOUCH_POINT, ["person"])]}
    own: dict[str, Schema] = {
        "people": several(table(PERSON, ["id"])),
        "agreement": table(AGREEMENT, ["signed", "expires"]),
        "webhook": {"anyOf": [shape(address), table(WEBHOOK, ["url"])]},
        "touch_point": touch_point,
        "deputy": touch_point,
        "plan_items": several(table(ITEM, ["what", "owner", "due"])),
    }
    own["product_groups"] = several(table(GROUP, ["id"], own))
    one = {
        role: table(keys_of_role, () if role is Role.VENDOR else ["id"], own)
        for role, keys_of_role in organisations.KEYS.items()
    }
    sections = {
        name: one[role] if role is Role.VENDOR else several(one[role]) for name, role in organisations.SECTIONS.items()
    }
    return table(dict.fromkeys(organisations.SECTIONS, values.text), own=sections)


def table(
    keys_of_it: Mapping[str, fields.Read], required: Collection[str] = (), own: Mapping[str, Schema] | None = None
) -> Schema:
    """Return the schema of a table of keys of the directory."""
    return keys(keys_of_it, required=required, own=own, described=DESCRIBED)


def several(one: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": one}

"""Reads `partner.yaml`: id, name, visibility, languages, owner of a folder; whether the web chat answers from it."""

from knowledge.entry import Visibility
from knowledge.formats import fields, values
from knowledge.formats.nodes import MapNode, kind
from knowledge.formats.yaml.yaml_reader import read_yaml
from knowledge.people.partner import Partner
from knowledge.problems.report import Refused, Report
from knowledge.slug import slug

KEYS: dict[str, fields.Read] = {
    "id": values.identifier,
    "name": values.line,
    "visibility": values.visibility,
    "languages": values.many(values.language),
    "owner": values.optional_line,
    "web_chat": values.boolean,
}


def read(text: str, partner: str, report: Report) -> Partner:
    """Return what the file says of the partner; raise Refused when it cannot be read at all."""
    node = read_yaml(text)
    if node is None or fields.nothing(node):
        return unnamed(partner)
    if not isinstance(node, MapNode):
        raise Refused("KB208", node.line, f"{kind(node)} where keys belong", "write name: and the partner's name")
    given = fields.read_keys(node, KEYS, report)
    facts = given.values
    if "id" in facts and slug(facts["id"]) != partner:
        what = f"id: the folder is {partner}, not {facts['id']}"
        report.add("KB304", given.lines["id"], what, "delete the line; only a repository of its own is called by it")
    return Partner(
        id=partner,
        name=facts.get("name") or unnamed(partner).name,
        visibility=facts.get("visibility", Visibility.CUSTOMER),
        languages=facts.get("languages") or ("en",),
        owner=facts.get("owner"),
        web_chat=facts.get("web_chat", False),
    )


def declared(text: str) -> str:
    """Return the id that the file gives the partner, empty for none; raise Refused when it cannot be read."""
    node = read_yaml(text)
    if not isinstance(node, MapNode):
        return ""
    found = (value for key, value in node.values.items() if fields.normal(key) == "id" and not fields.nothing(value))
    return next((values.identifier(each) for each in found), "")


def unnamed(partner: str, visibility: Visibility = Visibility.CUSTOMER) -> Partner:
    """Return the facts of a folder that says nothing about itself."""
    return Partner(partner, partner.replace("-", " ").title(), visibility)

"""Reads `partner.yaml`: the name, visibility, languages and owner of a folder; whether the web chat answers from it."""

from knowledge.entry import Visibility
from knowledge.files.report import Refused, Report
from knowledge.formats import fields, values
from knowledge.formats.nodes import MapNode, kind
from knowledge.formats.yaml_reader import read_yaml
from knowledge.partner import Partner

KEYS: dict[str, fields.Read] = {
    "name": values.line,
    "visibility": values.visibility,
    "languages": values.many(values.language),
    "owner": values.optional_line,
    "web_chat": values.boolean,
}


def read(text: str, partner: str, report: Report) -> Partner:
    """Give what the file says of the partner; raise Refused when it cannot be read at all."""
    node = read_yaml(text)
    if node is None or fields.nothing(node):
        return unnamed(partner)
    if not isinstance(node, MapNode):
        raise Refused("KB208", node.line, f"{kind(node)} where keys belong", "write name: and the partner's name")
    facts = fields.given(node, KEYS, report).values
    return Partner(
        id=partner,
        name=facts.get("name") or unnamed(partner).name,
        visibility=facts.get("visibility", Visibility.CUSTOMER),
        languages=facts.get("languages") or ("en",),
        owner=facts.get("owner"),
        web_chat=facts.get("web_chat", False),
    )


def unnamed(partner: str, visibility: Visibility = Visibility.CUSTOMER) -> Partner:
    """Give the facts of a folder that says nothing about itself."""
    return Partner(partner, partner.replace("-", " ").title(), visibility)

"""Front matter: the YAML between two lines of --- at the top of a Markdown page; defaults for the page's entries."""

from collections.abc import Mapping
from typing import Any

from knowledge.formats import fields
from knowledge.formats.nodes import MapNode, kind
from knowledge.formats.yaml.yaml_reader import read_yaml
from knowledge.problems.report import Refused, Report

FENCE, ENDS = "---", ("---", "...")
PAGE = ("title", "description", "summary", "author", "date", "layout", "permalink", "slug", "weight", "categories")
"""Keys that web sites put there and that say nothing to us."""


def split(text: str) -> tuple[str, str]:
    """Return the front matter and the page, the page with blank lines in the place of the front matter."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return "", text
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in ENDS), None)
    if end is None:
        raise Refused("KB321", 1, "front matter opens here and never ends", "add a line of --- below it")
    return "\n".join(lines[1:end]), "\n" * (end + 1) + "\n".join(lines[end + 1 :])


def read(text: str, report: Report) -> Mapping[str, Any]:
    """Return the defaults that the front matter sets; raise Refused when it cannot be read."""
    node = read_yaml(text, first_line=2) if text.strip() else None
    if node is None or fields.nothing(node):
        return {}
    if not isinstance(node, MapNode):
        raise Refused("KB208", node.line, f"{kind(node)} in the front matter", "write keys: language: en")
    return fields.defaults(node, report, others=PAGE)

"""Metadata of a question as QnA Maker writes it, in one cell: names and values, and the keys of an entry they set."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.formats.entry_keys import PROTECTING
from knowledge.formats.fields import DEFAULTS
from knowledge.formats.nodes import ListNode, Node, TextNode
from knowledge.problems.nearest import shown
from knowledge.problems.report import Refused


def pairs_of(metadata: str, line: int) -> list[tuple[str, str]]:
    """Return names and values of metadata, written `name:value | name:value` or as a JSON list; raise Refused."""
    if metadata.lstrip().startswith("["):
        listed = [folded(each) for each in json_list(metadata, line, "metadata")]
        return [(str(each.get("name", "")), str(each.get("value", ""))) for each in listed]
    parts = (each.partition(":") for each in metadata.split("|") if each.strip())
    return [(name.strip(), value.strip()) for name, _, value in parts]


def keys_of(pairs: Iterable[tuple[str, str]], line: int) -> dict[str, Node]:
    """Return the keys of an entry that metadata sets: where a name is a key of ours its value, and all
    others as tags.
    """
    found: dict[str, Node] = {}
    tags: list[Node] = []
    for name, value in pairs:
        key, node = name.strip().casefold(), TextNode(value, line)
        if key in DEFAULTS and key not in found and key != "tags" and (key in PROTECTING or is_readable(key, node)):
            found[key] = node
        elif key in PROTECTING:
            found[key] = TextNode(f"{name}:{value}", line)
        elif name or value:
            tags.append(TextNode(f"{name}:{value}" if name and value else name or value, line))
    return {**found, **({"tags": ListNode(tuple(tags), line)} if tags else {})}


def is_readable(key: str, node: TextNode) -> bool:
    """Return whether the value is one that the key can have; another system may mean something else by the name."""
    try:
        DEFAULTS[key](node)
    except Refused:
        return False
    return True


def json_list(text: str, line: int, name: str) -> list[dict[str, Any]]:
    """Return the objects of a JSON list; raise Refused when the text is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Refused(
            "KB304", line, f"{name}: {shown(text)} is no JSON list", "export the file again, or empty the cell"
        )
    return found


def folded(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object with small keys: exports write PascalCase, the documentation camelCase."""
    return {key.casefold(): value for key, value in written.items()}

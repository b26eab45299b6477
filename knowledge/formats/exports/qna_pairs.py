"""What the formats of QnA Maker and custom question answering have in common: metadata, prompts, sources, answers."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.files.nearest import shown
from knowledge.files.report import Refused
from knowledge.formats.entry_keys import PROTECTING
from knowledge.formats.fields import DEFAULTS
from knowledge.formats.nodes import ListNode, Node, TextNode

HAND_WRITTEN = frozenset({"editorial", "custom editorial"})
"""Sources that only say that somebody wrote the pair in the portal."""
OWN_EXPORT = re.compile(r"[0-9a-f-]{36}-kb\.tsv", re.IGNORECASE)
"""A source that only says that the pair went through an export before."""

ONLY_AFTER = (
    "are shown only after another answer, and by Spot to everybody who asks",
    "say in each question what it is about",
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A button below an answer: its text, and the id of the pair that it leads to; empty where there is none."""

    text: str
    to: str


def pairs_of(metadata: str, line: int) -> list[tuple[str, str]]:
    """Give names and values of metadata, written `name:value | name:value` or as a JSON list; raise Refused."""
    if metadata.lstrip().startswith("["):
        listed = [folded(each) for each in json_list(metadata, line, "metadata")]
        return [(str(each.get("name", "")), str(each.get("value", ""))) for each in listed]
    parts = (each.partition(":") for each in metadata.split("|") if each.strip())
    return [(name.strip(), value.strip()) for name, _, value in parts]


def keys_of(pairs: Iterable[tuple[str, str]], line: int) -> dict[str, Node]:
    """Give the keys of an entry that metadata sets: where a name is a key of ours its value, and all others as tags."""
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
    """Say whether the value is one that the key can have; another system may mean something else by the name."""
    try:
        DEFAULTS[key](node)
    except Refused:
        return False
    return True


def prompts_of(written: str, line: int) -> list[Prompt]:
    """Give the prompts of a JSON list in the order they are shown; raise Refused when it is none."""
    if not written.strip():
        return []
    listed = [folded(each) for each in json_list(written, line, "prompts")]
    return [prompt(each) for each in sorted(listed, key=order)]


def order(prompt: Mapping[str, Any]) -> float:
    """Give the place of a prompt among those of an answer."""
    place = prompt.get("displayorder")
    return place if isinstance(place, int | float) else 0


def prompt(written: Mapping[str, Any]) -> Prompt:
    """Give one prompt; where the pair is written out inside, its id."""
    pair = written.get("qna")
    to = written.get("qnaid") or (folded(pair).get("id") if isinstance(pair, dict) else None)
    return Prompt(str(written.get("displaytext") or "").strip(), str(to) if to else "")


def follow_ups(prompts: Iterable[Prompt], line: int) -> dict[str, Node]:
    """Give the key that says which entries the prompts lead to."""
    items = tuple(TextNode(each.to, line) for each in prompts if each.to)
    return {"follow_ups": ListNode(items, line)} if items else {}


def answer_of(answer: str, prompts: Iterable[Prompt]) -> str:
    r"""Give the answer with its line breaks, written `\n`; of a menu that says nothing itself, the choices it gives."""
    text = answer.replace("\\r\\n", "\n").replace("\\n", "\n").strip()
    return text or "\n".join(f"- {each.text}" for each in prompts if each.text)


def source_of(source: str, display_name: str = "") -> str:
    """Give where the answer comes from, as people read it; empty where that says nothing."""
    named = source if "://" in source else display_name or source
    return "" if named.strip().casefold() in HAND_WRITTEN or OWN_EXPORT.fullmatch(named.strip()) else named.strip()


def json_list(text: str, line: int, name: str) -> list[dict[str, Any]]:
    """Give the objects of a JSON list; raise Refused when the text is none."""
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
    """Give an object with small keys: exports write PascalCase, the documentation camelCase."""
    return {key.casefold(): value for key, value in written.items()}

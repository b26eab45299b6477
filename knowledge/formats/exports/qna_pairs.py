"""What the formats of QnA Maker and custom question answering have in common: prompts, sources, answers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.formats.nodes import ListNode, Node, TextNode
from knowledge.formats.tables.qna_metadata import folded, json_list

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


def prompts_of(written: str, line: int) -> list[Prompt]:
    """Return the prompts of a JSON list in the order they are shown; raise Refused when it is none."""
    if not written.strip():
        return []
    listed = [folded(each) for each in json_list(written, line, "prompts")]
    return [prompt(each) for each in sorted(listed, key=order)]


def order(prompt: Mapping[str, Any]) -> float:
    """Return the place of a prompt among those of an answer."""
    place = prompt.get("displayorder")
    return place if isinstance(place, int | float) else 0


def prompt(written: Mapping[str, Any]) -> Prompt:
    """Return one prompt; where the pair is written out inside, its id."""
    pair = written.get("qna")
    to = written.get("qnaid") or (folded(pair).get("id") if isinstance(pair, dict) else None)
    return Prompt(str(written.get("displaytext") or "").strip(), str(to) if to else "")


def follow_ups(prompts: Iterable[Prompt], line: int) -> dict[str, Node]:
    """Return the key that says which entries the prompts lead to."""
    items = tuple(TextNode(each.to, line) for each in prompts if each.to)
    return {"follow_ups": ListNode(items, line)} if items else {}


def answer_of(answer: str, prompts: Iterable[Prompt]) -> str:
    r"""Return the answer with its line breaks, written `\n`; of a menu that says nothing itself, the
    choices it gives.
    """
    text = answer.replace("\\r\\n", "\n").replace("\\n", "\n").strip()
    return text or "\n".join(f"- {each.text}" for each in prompts if each.text)


def source_of(source: str, display_name: str = "") -> str:
    """Return where the answer comes from, as people read it; empty where that says nothing."""
    named = source if "://" in source else display_name or source
    return "" if named.strip().casefold() in HAND_WRITTEN or OWN_EXPORT.fullmatch(named.strip()) else named.strip()

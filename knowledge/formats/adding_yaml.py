"""Adds a phrasing to an entry of a YAML file: to its list `also`, however that is written, or as a new one."""

import json
import re
from collections.abc import Iterator
from typing import Any

from knowledge.entry import Entry
from knowledge.formats.cannot_add import CannotAdd
from knowledge.formats.fields import normal

PLAIN = re.compile(r"[^\W\d_](?:[\w '’?!.…-]*[\w'’?!.…])?")
"""Text that YAML takes as it stands, in a list of either kind."""
WORDS = frozenset(["yes", "no", "true", "false", "null", "on", "off", "y", "n"])
"""Words that other readers of YAML take for something else."""
DASH = re.compile(r"\s*-\s+")


def add(text: str, entry: Entry, phrasing: str) -> str:
    """Give the text with the phrasing added; raise CannotAdd where the entry is not found, or written unusually."""
    place, new = insertion(text, entry_at(text, entry.line), phrasing)
    return text[:place] + new + text[place:]


def line(phrasing: str) -> str:
    """Give the line of a list that holds the phrasing."""
    return f"- {scalar(phrasing)}"


def entry_at(text: str, number: int) -> Any:
    """Give the map whose question stands on this line."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, ValueError):
        raise CannotAdd("the file cannot be read: check says why") from None
    for each in maps(root):
        question = value_of(each, "question")
        if question and question[0].start_mark.line == number - 1:
            return each
    raise CannotAdd("the entry has moved: run it again")


def maps(node: Any) -> Iterator[Any]:
    """Go over all maps of a tree."""
    if node is None or node.id == "scalar":
        return
    if node.id == "mapping":
        yield node
    for child in node.value:
        for each in child if node.id == "mapping" else (child,):
            yield from maps(each)


def value_of(entry: Any, name: str) -> tuple[Any, Any] | None:
    """Give the key and the value of a map, whichever way the key is spelt."""
    return next((pair for pair in entry.value if pair[0].id == "scalar" and normal(pair[0].value) == name), None)


def insertion(text: str, entry: Any, phrasing: str) -> tuple[int, str]:
    """Give where something is put in, and what."""
    found = value_of(entry, "also")
    if found is None:
        return new_key(text, entry, phrasing)
    key, also = found
    if also.id == "sequence":
        return in_brackets(also, phrasing) if also.flow_style else in_lines(text, also, phrasing)
    if also.id == "scalar" and not also.value:
        return key.end_mark.index + 1, f" [{scalar(phrasing)}]"
    raise CannotAdd("also: is a single text, no list: put it in brackets first, also: [ … ]")


def new_key(text: str, entry: Any, phrasing: str) -> tuple[int, str]:
    """Give the key `also`, below the question."""
    pair = value_of(entry, "question")
    assert pair is not None
    key, question = pair
    if entry.flow_style:
        return question.end_mark.index, f", also: [{scalar(phrasing)}]"
    return as_line(text, question, f"{' ' * key.start_mark.column}also: [{scalar(phrasing)}]")


def in_brackets(also: Any, phrasing: str) -> tuple[int, str]:
    """Give the phrasing as the last of a list in brackets."""
    if not also.value:
        return also.start_mark.index + 1, scalar(phrasing)
    last = also.value[-1]
    return last.end_mark.index, f", {scalar(phrasing, last.style)}"


def in_lines(text: str, also: Any, phrasing: str) -> tuple[int, str]:
    """Give the phrasing as a line of its own below the last one, with the same dash."""
    last = also.value[-1]
    begin = text.rfind("\n", 0, last.start_mark.index) + 1
    dash = text[begin : last.start_mark.index]
    if not DASH.fullmatch(dash):
        raise CannotAdd("the list also: is written in an unusual way: add it by hand")
    return as_line(text, last, f"{dash}{scalar(phrasing, last.style)}")


def as_line(text: str, after: Any, new: str) -> tuple[int, str]:
    """Give a line of its own below a value, and where it goes; a comment beside the value stays beside it."""
    end = after.end_mark.index
    if after.style in ("|", ">") or (end and text[end - 1 : end] == "\n"):
        end = len(text[:end].rstrip("\n")) + 1
        return (end, f"{new}\n") if end <= len(text) else (len(text), f"\n{new}")
    found = text.find("\n", end)
    return (len(text), f"\n{new}") if found < 0 else (found, f"\n{new}")


def scalar(phrasing: str, style: str | None = None) -> str:
    """Give the text as YAML holds it: in quotes where it must be, or where its neighbour is."""
    if style == "'":
        return "'" + phrasing.replace("'", "''") + "'"
    if style == '"' or not PLAIN.fullmatch(phrasing) or phrasing.casefold() in WORDS:
        return json.dumps(phrasing, ensure_ascii=False)
    return phrasing

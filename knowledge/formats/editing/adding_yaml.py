"""Adds a phrasing to an entry of a YAML file: to its list `also`, however that is written, or as a new one."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from knowledge.entry import Entry
from knowledge.formats.editing.cannot_add import CannotAdd
from knowledge.formats.fields import normal
from knowledge.formats.yaml import yaml_text

DASH = re.compile(r"\s*-\s+")


def add(text: str, entry: Entry, phrasings: Sequence[str]) -> str:
    """Return the text with the phrasings added; raise CannotAdd where the entry is not found, or written unusually."""
    place, new = insertion(text, entry_at(text, entry), phrasings)
    return text[:place] + new + text[place:]


def line(phrasing: str) -> str:
    """Return the line of a list that holds the phrasing."""
    return f"- {scalar(phrasing)}"


def entry_at(text: str, entry: Entry) -> Any:
    """Return the map that the entry is, still where it was."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, ValueError):
        raise CannotAdd("the file cannot be read: check says why") from None
    for each in maps(root):
        pair = value_of(each, "question")
        if pair and pair[0].start_mark.line == entry.line - 1 and same(pair[1], entry.question):
            return each
    raise CannotAdd("the entry has moved: run it again")


def same(node: Any, question: str) -> bool:
    """Return whether a value is this question."""
    return node.id == "scalar" and " ".join(node.value.split()) == question


def maps(node: Any) -> Iterator[Any]:
    """Yield all maps of a tree."""
    if node is None or node.id == "scalar":
        return
    if node.id == "mapping":
        yield node
    for child in node.value:
        for each in child if node.id == "mapping" else (child,):
            yield from maps(each)


def value_of(entry: Any, name: str) -> tuple[Any, Any] | None:
    """Return the key and the value of a map, whichever way the key is spelt."""
    return next((pair for pair in entry.value if pair[0].id == "scalar" and normal(pair[0].value) == name), None)


def insertion(text: str, entry: Any, phrasings: Sequence[str]) -> tuple[int, str]:
    """Return where something is put in, and what."""
    found = value_of(entry, "also")
    if found is None:
        return new_key(text, entry, phrasings)
    key, also = found
    if also.id == "sequence":
        return in_brackets(also, phrasings) if also.flow_style else in_lines(text, also, phrasings)
    if also.id == "scalar" and not also.value:
        return key.end_mark.index + 1, f" [{listed(phrasings)}]"
    raise CannotAdd("also: is a single text, no list: put it in brackets first, also: [ … ]")


def new_key(text: str, entry: Any, phrasings: Sequence[str]) -> tuple[int, str]:
    """Return the key `also`, below the question."""
    pair = value_of(entry, "question")
    assert pair is not None
    key, question = pair
    if entry.flow_style:
        return question.end_mark.index, f", also: [{listed(phrasings)}]"
    return as_line(text, question, f"{' ' * key.start_mark.column}also: [{listed(phrasings)}]")


def in_brackets(also: Any, phrasings: Sequence[str]) -> tuple[int, str]:
    """Return the phrasings as the last of a list in brackets."""
    if not also.value:
        return also.start_mark.index + 1, listed(phrasings)
    last = also.value[-1]
    return last.end_mark.index, f", {listed(phrasings, last.style)}"


def in_lines(text: str, also: Any, phrasings: Sequence[str]) -> tuple[int, str]:
    """Return the phrasings as lines of their own below the last one, with the same dash."""
    last = also.value[-1]
    begin = text.rfind("\n", 0, last.start_mark.index) + 1
    dash = text[begin : last.start_mark.index]
    if not DASH.fullmatch(dash):
        raise CannotAdd("the list also: is written in an unusual way: add it by hand")
    return as_line(text, last, "\n".join(f"{dash}{scalar(each, last.style)}" for each in phrasings))


def as_line(text: str, after: Any, new: str) -> tuple[int, str]:
    """Return a line of its own below a value, and where it goes; a comment beside the value stays beside it."""
    end = after.end_mark.index
    if after.style in ("|", ">") or (end and text[end - 1 : end] == "\n"):
        end = len(text[:end].rstrip("\n")) + 1
        return (end, f"{new}\n") if end <= len(text) else (len(text), f"\n{new}")
    found = text.find("\n", end)
    return (len(text), f"\n{new}") if found < 0 else (found, f"\n{new}")


def listed(phrasings: Sequence[str], style: str | None = None) -> str:
    """Return the texts as a list in brackets holds them."""
    return ", ".join(scalar(each, style) for each in phrasings)


def scalar(phrasing: str, style: str | None = None) -> str:
    """Return the text as YAML holds it: in quotes where it must be, or where its neighbour is."""
    if style == "'":
        return "'" + phrasing.replace("'", "''") + "'"
    return yaml_text.quoted(phrasing) if style == '"' else yaml_text.item(phrasing)

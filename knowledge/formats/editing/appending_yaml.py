"""Appends a draft to a YAML file: one item more below `entries:`, indented as its neighbours are."""

from collections.abc import Iterator
from typing import Any

from knowledge.formats.editing.draft import CannotAppend, EntryDraft
from knowledge.formats.fields import normal
from knowledge.formats.yaml.yaml_text import is_block, scalar

INDENT = 2


def append(text: str, draft: EntryDraft) -> str:
    """Return the text with the draft as the last entry; raise CannotAppend where the list is written unusually."""
    if not text.strip():
        return "entries:\n" + item(draft, INDENT)
    root = root_of(text)
    place = next((place for place, (key, _) in enumerate(root.value) if normal(key.value) == "entries"), None)
    if place is None:
        raise CannotAppend("the file has no list entries: so this is no file of entries")
    key, listed = root.value[place]
    following = root.value[place + 1][0].start_mark.index if place + 1 < len(root.value) else len(text)
    if listed.id == "scalar" and not listed.value:
        return put(text, following, "\n" + item(draft, INDENT))
    if listed.id != "sequence":
        raise CannotAppend("entries: is no list: check says what is wrong")
    if listed.flow_style and not listed.value:
        return text[: key.end_mark.index] + ":\n" + item(draft, INDENT) + text[listed.end_mark.index :].lstrip("\n")
    if listed.flow_style:
        raise CannotAppend(
            "the list entries: stands in brackets: write each entry on a line of its own, after a hyphen"
        )
    return put(text, following, gap(text, listed) + item(draft, listed.start_mark.column))


def root_of(text: str) -> Any:
    """Return the map that the file is."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, ValueError):
        raise CannotAppend("the file cannot be read: check says why") from None
    if root is None:
        raise CannotAppend("the file holds comments only: write entries: below them")
    if root.id != "mapping" or any(key.id != "scalar" for key, _ in root.value):
        raise CannotAppend("the file is no map with entries: in it: check says what is wrong")
    return root


def put(text: str, before: int, new: str) -> str:
    """Return the text with the new lines below the last entry; comments above the next key stay with that key."""
    above = text[:before].split("\n")
    while above and (not above[-1].strip() or (before < len(text) and above[-1].startswith("#"))):
        above.pop()
    kept = "\n".join(above)
    return f"{kept}\n{new}" + text[len(kept) :].removeprefix("\n")


def gap(text: str, listed: Any) -> str:
    """Return a blank line where the last two entries have one between them."""
    if len(listed.value) < 2:
        return ""
    end = text.rfind("-", 0, listed.value[-1].start_mark.index)
    return "\n" if text[:end].rstrip(" ").endswith("\n\n") else ""


def item(draft: EntryDraft, column: int) -> str:
    """Return the lines of the draft, the hyphen in this column."""
    first, *rest = lines(draft)
    return "".join((f"{' ' * column}- {first}\n", *(f"{' ' * (column + 2)}{each}\n" for each in rest)))


def lines(draft: EntryDraft) -> Iterator[str]:
    """Yield the lines of the draft, below each other."""
    (_, id), *keys = draft.keys
    yield f"id: {id}"
    yield f"question: {scalar(draft.question)}"
    if draft.also:
        yield "also:"
        yield from (f"  - {scalar(each)}" for each in draft.also)
    yield from (f"{key}: {value}".rstrip() for key, value in keys)
    if not is_block(draft.answer):
        yield f"answer: {scalar(draft.answer)}"
        return
    yield "answer: |"
    yield from (f"  {each}".rstrip() for each in draft.answer.split("\n"))

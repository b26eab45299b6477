"""Writes entries as YAML: what all say alike above the list, each entry below it."""

import re
from collections.abc import Iterator, Sequence

from knowledge.entry import Entry
from knowledge.formats.entry_keys import LITERAL
from knowledge.formats.yaml import yaml_text
from knowledge.formats.yaml.yaml_text import scalar
from knowledge.writing.said import Said, alike, own

BREAKS = re.compile("[\x85\u2028\u2029\ufeff]|[^\\S\n]\n|[^\\S\n]$")
"""What a block of lines would not give back: line breaks of other kinds, blanks at the end of a line."""


def write(entries: Sequence[Entry], note: str = "") -> bytes:
    """Return the file; the note stands above all, as a comment."""
    common = alike(entries)
    head = [*(f"# {each}" for each in note.splitlines()), *keys(common), "entries:" if entries else "entries: []"]
    items = ("\n".join(item(each, common)) for each in entries)
    return ("\n".join(head) + "\n" + "\n\n".join(items)).rstrip("\n").encode("utf-8") + b"\n"


def item(entry: Entry, common: Said) -> Iterator[str]:
    """Yield the lines of one entry."""
    told = dict(own(entry, common))
    also = told.pop("also", ())
    yield f"  - id: {scalar(str(told.pop('id')))}"
    yield f"    question: {scalar(entry.question)}"
    if also:
        yield "    also:"
        yield from (f"      - {scalar(each)}" for each in also)
    yield from (f"    {each}" for each in keys(told))
    if "\n" in entry.answer and not BREAKS.search(entry.answer):
        yield "    answer: |"
        yield from (f"      {each}" if each else "" for each in entry.answer.split("\n"))
    else:
        yield f"    answer: {scalar(entry.answer)}"


def keys(told: Said) -> Iterator[str]:
    """Yield the lines of keys with their values."""
    for key, value in told.items():
        if key in LITERAL:
            yield f"{key}: {value}"
        else:
            yield f"{key}: {scalar(value) if isinstance(value, str) else listed(value)}"


def listed(values: Sequence[str]) -> str:
    """Return several values on one line."""
    return f"[{', '.join(map(yaml_text.item, values))}]"

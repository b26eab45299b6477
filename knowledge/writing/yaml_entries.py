"""Writes entries as YAML: what all say alike above the list, each entry below it."""

import json
import re
from collections.abc import Iterator, Sequence

from knowledge.entry import Entry
from knowledge.formats.editing.appending_yaml import PLAIN
from knowledge.writing.said import Said, alike, own

BREAKS = re.compile("[\x85\u2028\u2029\ufeff]|[^\\S\n]\n|[^\\S\n]$")
"""What a block of lines would not give back: line breaks of other kinds, blanks at the end of a line."""
ESCAPED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff]")

MISTAKEN = re.compile(r"y|n|yes|no|true|false|on|off|null|\d[\d_]*([.:ex-].*|o\d+)?", re.IGNORECASE)
"""Text that other readers of YAML take for a truth, nothing, a number, a time or a date."""
MEANT_SO = ("nda", "review", "threshold")
"""Keys whose values are what those take them for."""


def write(entries: Sequence[Entry], note: str = "") -> bytes:
    """Give the file; the note stands above all, as a comment."""
    common = alike(entries)
    head = [*(f"# {each}" for each in note.splitlines()), *keys(common), "entries:" if entries else "entries: []"]
    items = ("\n".join(item(each, common)) for each in entries)
    return ("\n".join(head) + "\n" + "\n\n".join(items)).rstrip("\n").encode("utf-8") + b"\n"


def item(entry: Entry, common: Said) -> Iterator[str]:
    """Go over the lines of one entry."""
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
    """Go over the lines of keys with their values."""
    for key, value in told.items():
        if key in MEANT_SO:
            yield f"{key}: {value}"
        else:
            yield f"{key}: {scalar(value) if isinstance(value, str) else listed(value)}"


def listed(values: Sequence[str]) -> str:
    """Give several values on one line."""
    return f"[{', '.join(quoted(each) if ',' in each else scalar(each) for each in values)}]"


def scalar(text: str) -> str:
    """Give the text as YAML holds it on one line, in quotes where it must be."""
    return text if PLAIN.fullmatch(text) and not MISTAKEN.fullmatch(text) else quoted(text)


def quoted(text: str) -> str:
    """Give the text in quotes; what YAML takes for a line break is written as a number."""
    return ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))

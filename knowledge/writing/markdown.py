"""Writes entries as a Markdown page: what all say alike in front matter, a heading for each question."""

import re
from collections.abc import Iterator, Sequence

from knowledge.entry import Entry
from knowledge.writing.said import Said, alike, own
from knowledge.writing.yaml_entries import keys

MARKUP = re.compile(r"([\\`*_\[\]<>&#])")
AT_THE_START = re.compile(r"^([+\-=~:|]|\d+(?=[.)]))")
"""What begins a list, or something else that is no plain text."""
FENCE = "---"


def write(entries: Sequence[Entry], note: str = "") -> bytes:
    """Return the page; the note stands below the front matter, as a comment that nobody is shown."""
    common = alike(entries)
    head = [FENCE, *keys(common), FENCE, *([f"<!-- {note.replace('--', '- -')} -->"] if note else [])]
    parts = ["\n".join(head), *("\n".join(section(each, common)) for each in entries)]
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def section(entry: Entry, common: Said) -> Iterator[str]:
    """Yield the lines of one entry."""
    told = dict(own(entry, common))
    also = told.pop("also", ())
    yield f"# {plain(entry.question)}"
    yield from comment(list(keys(told)))
    yield ""
    if also:
        yield "Also asked as:"
        yield from (f"- {plain(each)}" for each in also)
        yield ""
    yield entry.answer


def comment(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a comment that sets keys: one key on one line, several below each other."""
    inside = [each.replace("-->", "--\\u003e") for each in lines]  # such a value is in quotes
    if len(inside) == 1:
        yield f"<!-- {inside[0]} -->"
    else:
        yield from ("<!--", *inside, "-->")


def plain(text: str) -> str:
    """Return the text so that Markdown reads it as it is."""
    escaped = MARKUP.sub(r"\\\1", text)
    found = AT_THE_START.match(escaped)
    if not found:
        return escaped
    end = found.end()
    return f"{escaped[:end]}\\{escaped[end:]}" if found[0].isdigit() else f"\\{escaped}"

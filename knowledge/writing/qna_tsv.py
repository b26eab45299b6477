r"""Writes entries as the TSV that QnA Maker and custom question answering import: a row a phrasing, `\n` in answers."""

import json
from collections.abc import Iterator, Mapping, Sequence

from knowledge.entry import Entry
from knowledge.formats import fields
from knowledge.formats.tables.guarded import guarded
from knowledge.writing.said import said

HEADER = ("Question", "Answer", "Source", "Metadata", "SuggestedQuestions", "IsContextOnly", "Prompts", "QnaId")
EDITORIAL = "Editorial"
"""The source of a pair that somebody wrote in the portal."""
APART = ("tags", "source")
"""Keys that a file may set for all its entries and that are no metadata, or not as a name and its value."""


def write(entries: Sequence[Entry], note: str = "") -> bytes:
    """Return the table; it has no place for a note."""
    numbers = numbered(entries)
    questions = {each.name: each.question for each in entries}
    lines = ["\t".join(HEADER), *(line for each in entries for line in rows(each, numbers, questions))]
    return ("\n".join(lines) + "\n").encode("utf-8")


def numbered(entries: Sequence[Entry]) -> Mapping[str, str]:
    """Return each entry's number by its full name: its id where that is one, and those that are free for the others."""
    own = {each.name: each.id for each in entries if each.id.isascii() and each.id.isdigit() and each.id[0] != "0"}
    taken = set(own.values())
    free = (str(each) for each in range(1, 2 * len(entries) + 1) if str(each) not in taken)
    return {each.name: own.get(each.name) or next(free) for each in entries}


def rows(entry: Entry, numbers: Mapping[str, str], questions: Mapping[str, str]) -> Iterator[str]:
    """Yield the rows of one entry; prompts stand in each, as exports have them."""
    shared = (
        entry.answer.replace("\n", "\\n"),
        entry.source or EDITORIAL,
        metadata(entry),
        "[]",
        "False",
        prompts(entry, numbers, questions),
        numbers[entry.name],
    )
    for phrasing in entry.phrasings:
        yield "\t".join(guarded(" ".join(each.split("\t"))) for each in (phrasing, *shared))


def metadata(entry: Entry) -> str:
    """Return what the entry says beside question and answer, as `name:value | name:value` or, where that
    fails, JSON.
    """
    pairs = [(key, str(value)) for key, value in said(entry).items() if key in fields.DEFAULTS and key not in APART]
    pairs += [as_pair(tag) for tag in entry.tags]
    if any(set("|:") & set(name + value) for name, value in pairs):
        return json.dumps([{"name": name, "value": value} for name, value in pairs], ensure_ascii=False)
    return " | ".join(f"{name}:{value}" for name, value in pairs)


def as_pair(tag: str) -> tuple[str, str]:
    """Return a tag as a name and its value; whole as the name where the parts would be read as something else."""
    name, _, value = tag.partition(":")
    is_pair = name and value and (name, value) == (name.strip(), value.strip())
    return (name, value) if is_pair and fields.normal(name) not in fields.DEFAULTS else (tag, "")


def prompts(entry: Entry, numbers: Mapping[str, str], questions: Mapping[str, str]) -> str:
    """Return the entries to offer next, as buttons; those that are not in the file are left out."""
    listed = [
        {"displayOrder": place, "qnaId": int(numbers[name]), "displayText": questions[name]}
        for place, name in enumerate(name for name in entry.follow_ups if name in numbers)
    ]
    return json.dumps(listed, ensure_ascii=False)

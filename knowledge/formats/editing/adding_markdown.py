"""Adds a phrasing to an entry of a Markdown page: a line below "Also asked as:", which is begun where there is none."""

import re
from collections.abc import Sequence

from knowledge.entry import Entry
from knowledge.formats import front_matter
from knowledge.formats.editing.cannot_add import CannotAdd
from knowledge.formats.sections import Section, block_parser, plain, sections
from knowledge.languages.language import DEFAULT, load
from knowledge.problems.report import Refused, Report

ITEM = re.compile(r"(\s*)(?:([-*+])|(\d{1,6})([.)]))(\s+)\S")
SPECIAL = re.compile(r"([\\`*_\[\]<>&#|~])")
MARKER = re.compile(r"^(\d*)([-+#>.)])")


def add(text: str, entry: Entry, phrasings: Sequence[str]) -> str:
    """Return the page with a line more for each; raise CannotAdd where the entry is not found."""
    try:
        page = front_matter.split(text)[1]
        found = sections(page, Report(entry.file))
    except Refused as fault:
        raise CannotAdd(f"{fault.what}: {fault.remedy}") from None
    place = next((place for place, each in enumerate(found) if is_of(each, entry)), None)
    if place is None:
        raise CannotAdd("the entry has moved: run it again")
    section, following = found[place], found[place + 1 : place + 2]
    lines = text.split("\n")
    if section.also:
        number = section.also[-1].line
        after = below(lines, number)
        new = [same_marker(lines[number - 1], each, place) for place, each in enumerate(phrasings, 1)]
    else:
        after, new = begun(lines, section, following, entry, phrasings)
    return "\n".join([*lines[:after], *new, *lines[after:]])


def is_of(section: Section, entry: Entry) -> bool:
    """Return whether the section is the entry, still where it was."""
    return section.level > 0 and section.line == entry.line and " ".join(section.title.split()) == entry.question


def line(phrasing: str) -> str:
    """Return the line of a list that holds the phrasing."""
    return f"- {escaped(phrasing)}"


def same_marker(last: str, phrasing: str, place: int) -> str:
    """Return the line as the last one of the list is written, so many places below it."""
    found = ITEM.match(last)
    if found is None:
        raise CannotAdd("the list of phrasings is written in an unusual way: add it by hand")
    indent, bullet, count, dot, space = found.groups()
    return f"{indent}{bullet or f'{int(count) + place}{dot}'}{space}{escaped(phrasing)}"


def below(lines: list[str], number: int) -> int:
    """Return how many lines there are up to the end of the item that begins on this line."""
    while number < len(lines) and lines[number].strip() and lines[number].startswith((" ", "\t")):
        number += 1
    return number


def begun(
    lines: list[str], section: Section, following: list[Section], entry: Entry, phrasings: Sequence[str]
) -> tuple[int, list[str]]:
    """Return where a list begins, above the answer, and its lines."""
    text = (number for number in section.lines if lines[number - 1].strip())
    first = next(text, following[0].line if following else len(lines) + 1)
    announced = (load(entry.language).headings("also") or load(DEFAULT).headings("also"))[0]
    gap = [""] if lines[first - 2].strip() else []
    return first - 1, [*gap, announced, *map(line, phrasings), ""]


def escaped(phrasing: str) -> str:
    """Return the text so that Markdown shows it as it is; as it stands, where that does."""
    if shown(phrasing) == phrasing:
        return phrasing
    return MARKER.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", phrasing))


def shown(item: str) -> str | None:
    """Return what the item of a list shows; None where it is more than one line of text."""
    tokens = block_parser().parse(f"- {item}\n")
    inline = [token for token in tokens if token.type == "inline"]
    return plain(inline[0])[0] if len(inline) == 1 and len(tokens) == 7 else None

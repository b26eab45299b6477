"""The columns of a table: which key of an entry each one holds, by any sensible name in any listed language."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.formats.entry_keys import PROTECTING, SEVERAL
from knowledge.formats.fields import ENTRY
from knowledge.formats.nodes import TextNode
from knowledge.languages.language import Language, every
from knowledge.problems.nearest import nearest, shown
from knowledge.problems.report import Refused, Report
from knowledge.slug import slug

MOST_COLUMNS = 64
WEAK = "weak."
"""What stands before a key whose names give way where another column is named more plainly for it."""
TITLE_ROWS = 5
"""How many rows, each with one cell at most, may stand above the header."""


def squeezed(name: str) -> str:
    """Return a column's name without capitals, spaces, hyphens, accents."""
    return slug(name).replace("-", "")


@cache
def known_names() -> Mapping[str, tuple[str, int]]:
    """Return the key of an entry for each squeezed name of a column, and 1 where the name is a weak one for it, else 0.

    One key is no entry's: `metadata`, which QnA Maker has.
    """
    found: dict[str, tuple[str, int]] = {}
    for language in every():
        found |= {name: each for name, each in names_in(language).items() if name not in found}
    return found | {squeezed(key): (key, 0) for key in ENTRY if squeezed(key) not in found}


def names_in(language: Language) -> dict[str, tuple[str, int]]:
    """Return the same of one language."""
    table = language.table("columns")
    return {squeezed(name): (key.removeprefix(WEAK), int(key.startswith(WEAK))) for key in table for name in table[key]}


ALARMING = 75
"""The rapidfuzz ratio, 0 to 100, from which a name may be one of them misspelt."""
NUMBERED = re.compile(r"(?P<name>.*?\D)(?P<number>\d{1,2})")


def key_of(name: str) -> tuple[str, int] | None:
    """Return the key that a column of this name holds, and 1 where the name is a weak one for it, else 0."""
    plain = squeezed(name[:100])
    if found := known_names().get(plain):
        return found
    numbered = NUMBERED.fullmatch(plain)
    if not numbered or not (found := known_names().get(numbered["name"])):
        return None
    key, weakness = found
    if key == "question":
        return ("also", 0) if int(numbered["number"]) > 1 else ("question", weakness)
    return found if key in SEVERAL else None


@dataclass(frozen=True, slots=True)
class Header:
    """What makes a row the header of a table."""

    key_of: Callable[[str], tuple[str, int] | None]
    needed: tuple[str, ...]
    """Keys that must have a column."""

    def keys(self, names: Iterable[str]) -> set[str]:
        """Return the keys that columns of these names hold."""
        return {found[0] for found in map(self.key_of, names) if found}

    def among(self, rows: Iterable[Sequence[str]]) -> int | None:
        """Return the number, from 0, of the first row that is a header; nothing but short titles may stand above it."""
        titles = 0
        for number, row in enumerate(rows):
            if self.keys(row[: MOST_COLUMNS + 1]).issuperset(self.needed):
                return number
            filled = sum(bool(cell.strip()) for cell in row)
            titles += filled == 1
            if filled > 1 or titles > TITLE_ROWS:
                return None
        return None

    def missing(self, first: Sequence[str], line: int) -> Refused:
        """Return the refusal of a table whose first row does not name the columns that must be there."""
        has = self.keys(first[:MOST_COLUMNS])
        lacking = [each for each in self.needed if each not in has]
        what = f"the first row {shown(', '.join(first[:8]))} has no column for {' and '.join(lacking)}"
        remedy = f"write {', '.join(self.needed)} and what else there is above the columns, or move the file elsewhere"
        return Refused("KB331", line, what, self._meant(first[:MOST_COLUMNS], lacking) or remedy)

    def _meant(self, names: Iterable[str], lacking: Sequence[str]) -> str:
        """Ask whether a column was meant to be one that is missing; empty where none comes near."""
        known = {*lacking, *(name for name, (key, _) in known_names().items() if key in lacking)}
        for each in names:
            if not self.key_of(each) and (meant := nearest(squeezed(each[:100]), sorted(known), similar=ALARMING)):
                return f"did you mean {meant[0]} by {shown(each)}?"
        return ""


OF_ENTRIES = Header(key_of, ("question", "answer"))


def columns_of(header: Sequence[TextNode], report: Report) -> list[str | None]:
    """Return the key that each column holds, None for one that is not read; what is wrong with them is reported."""
    width = max(number for number, each in enumerate(header, 1) if each.value.strip())
    named = [(each, key_of(each.value)) for each in header[:width]]
    plainest: dict[str, tuple[int, TextNode]] = {}
    for each, found in named:
        if found and (found[0] not in plainest or found[1] < plainest[found[0]][0]):
            plainest[found[0]] = (found[1], each)
    language = language_of([each.value for each in header])
    return [chosen(each, found, plainest, report, language) for each, found in named]


def language_of(header: Iterable[str]) -> Language:
    """Return the language of a header: that of the column of questions, then of the most columns, English first."""
    names = {squeezed(each[:100]) for each in header}

    def likeness(language: Language) -> tuple[bool, int]:
        own = names_in(language)
        return any(own.get(name) == ("question", 0) for name in names), len(names & own.keys())

    return max(every(), key=likeness)


def chosen(
    column: TextNode,
    found: tuple[str, int] | None,
    plainest: Mapping[str, tuple[int, TextNode]],
    report: Report,
    language: Language,
) -> str | None:
    """Return the key that a column holds, None for one that is not read."""
    if found is None:
        report_unknown(column, report, language)
        return None
    key, weakness = found
    strongest, other = plainest[key]
    if key in SEVERAL or other is column:
        return key
    if weakness == strongest or key in PROTECTING:
        what = f"two columns for {key.replace('_', '-')}: {shown(other.value)} and {shown(column.value)}"
        report.add("KB205", column.line, what, "keep one of the two")
    else:
        what = f"the column {shown(column.value)} is not read, since {shown(other.value)} is"
        report.add("KB332", column.line, what, "delete it, or put what matters into the other")
    return None


def report_unknown(column: TextNode, report: Report, language: Language) -> None:
    """Point out a column that nothing is known of; one that may be meant to protect entries is an error."""
    if not column.value.strip():
        return
    plain = squeezed(column.value[:100])
    known = known_names()
    protecting = [name for name, (key, _) in known.items() if key in PROTECTING]
    if meant := nearest(plain, protecting, similar=ALARMING):
        what = f"the column {shown(column.value)} is unknown"
        remedy = f"did you mean {known[meant[0]][0]}? if not, choose a name that is not so near"
        report.add("KB301", column.line, what, remedy)
        return
    listed = ", ".join(told(each, language) for each in ENTRY)
    meant = [told(known[each][0], language) for each in nearest(plain, known)]
    remedy = f"did you mean {meant[0]}?" if meant else f"the columns are {listed}"
    report.add("KB332", column.line, f"the column {shown(column.value)} is not read", remedy)


def told(key: str, language: Language) -> str:
    """Return the name of a key's column as a remedy says it, in the header's own language."""
    table = language.table("columns")
    return next(iter((*table.get(key, ()), *table.get(WEAK + key, ()))), key.replace("_", "-"))


def too_many_columns(number: int, line: int) -> Refused:
    """Return the refusal of a table that is too wide."""
    what = f"{number:,} columns, at most {MOST_COLUMNS} are read"
    return Refused("KB334", line, what, "delete what is no column of the table")

"""The rows of a table → entries: a row is one way of asking, and rows with the same id are one entry."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from knowledge.formats import fields, values
from knowledge.formats.entry_keys import BY_NAME, PROTECTING, SEVERAL
from knowledge.formats.nodes import ListNode, MapNode, Node, TextNode
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.formats.tables import qna_metadata
from knowledge.languages.language import every
from knowledge.problems.nearest import shown
from knowledge.problems.report import Refused, Report

MOST_ROWS = 20_000
NEEDED = frozenset({"question", "answer", "metadata"}) | PROTECTING
"""Keys whose cell a row must have, be it empty."""
PERCENT = re.compile(r"(\d{1,3})\s*%")
GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def day(value: str) -> str:
    """Return a date as the other formats write it; only dots are clear about which number is the month."""
    found = GERMAN_DAY.fullmatch(value)
    return f"{found[3]}-{found[2]:>02}-{found[1]:>02}" if found else value


def share(value: str) -> str:
    """Return a part of one as the other formats write it, from a percentage or with a decimal comma too."""
    found = PERCENT.fullmatch(value)
    return f"{int(found[1]) / 100}" if found else value.replace(",", ".", 1)


@cache
def truths() -> dict[str, str]:
    """Return `yes` or `no` for what says so in any listed language."""
    tables = [language.table("replies") for language in every()]
    return {word: key for table in tables for key, words in table.items() for word in words}


WRITTEN_IN_TABLES: Mapping[values.Read, Callable[[str], str]] = {
    values.day: day,
    values.probability: share,
    values.boolean: lambda value: truths().get(value.casefold(), value),
}
"""What reads a value → how it is written elsewhere, from how a spreadsheet writes it."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A row: its cells by the key of an entry, and the line it starts on."""

    cells: Mapping[str, tuple[Node, ...]]
    """Texts, more than one where several columns hold the same key; or lists, where a format has taken them apart."""
    line: int

    def text(self, key: str) -> str:
        """Return what stands in the row for a key that one column holds; empty for nothing."""
        return "".join(each.value.strip() for each in self.texts(key))

    def texts(self, key: str) -> list[TextNode]:
        """Return the cells of a key as they were written."""
        return [each for each in self.cells.get(key, ()) if isinstance(each, TextNode)]

    def parts(self, key: str) -> Iterator[Node]:
        """Yield the values of a key that takes several, taking apart cells that hold more than one."""
        column = BY_NAME[key].column
        for cell in self.cells.get(key, ()):
            if isinstance(cell, TextNode):
                yield from (replace(cell, value=each) for each in column.split(cell.value))
            elif isinstance(cell, ListNode):
                yield from cell.items


def rows_of(
    columns: Sequence[str | None], rows: Iterable[tuple[int, Sequence[TextNode]]], report: Report
) -> list[EntryRow]:
    """Return the rows that hold anything in columns that are read; one that does not fit the header is reported."""
    found: list[EntryRow] = []
    read = [number for number, key in enumerate(columns) if key]
    for line, cells in rows:
        filled = (cells[number].value for number in read if number < len(cells))
        if not any(each.strip() for each in (*filled, *(each.value for each in cells[len(columns) :]))):
            continue
        if len(found) >= MOST_ROWS:
            raise Refused("KB334", line, f"more than {MOST_ROWS:,} rows", "split it into several files")
        if is_whole(columns, line, cells, report):
            found.append(EntryRow(by_key(columns, cells), line))
    return found


def is_whole(columns: Sequence[str | None], line: int, cells: Sequence[TextNode], report: Report) -> bool:
    """Return whether the row fits the header: nothing in it beyond, and nothing cut off that an entry may not lack.

    Spreadsheets leave out separators of empty cells at the end of a row, so that a short row is no fault by itself.
    """
    width = len(columns)
    beyond = any(each.value.strip() for each in cells[width:])
    if not beyond and NEEDED.isdisjoint(columns[len(cells) :]):
        return True
    what = f"{len(cells)} cells in a row where the header has {width}"
    remedy = "put text that has a separator or a line break in it between quotation marks"
    report.add("KB333", line, what, remedy if beyond else "add the separators that are missing, also for empty cells")
    return False


def by_key(columns: Sequence[str | None], cells: Sequence[TextNode]) -> Mapping[str, tuple[TextNode, ...]]:
    """Return the cells by the key that their column holds."""
    found: dict[str, tuple[TextNode, ...]] = {}
    for key, cell in zip(columns, cells, strict=False):
        if key is not None:
            found[key] = (*found.get(key, ()), cell)
    return found


def entries(rows: Iterable[EntryRow], place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return the entries of the rows, in the order of their first rows."""
    written = (one(each, place, report) for each in grouped([with_metadata(each, report) for each in rows]))
    return [each for each in written if each]


def with_metadata(row: EntryRow, report: Report) -> EntryRow:
    """Return the row with the keys that its metadata set, where it has any."""
    if not row.text("metadata"):
        return row
    cells = {key: each for key, each in row.cells.items() if key != "metadata"}
    line = row.texts("metadata")[0].line
    try:
        pairs = qna_metadata.pairs_of(row.text("metadata"), line)
    except Refused as fault:
        report.refused(fault)
        return row
    for key, node in qna_metadata.keys_of(pairs, line).items():
        cells[key] = (*cells.get(key, ()), node)
    return EntryRow(cells, row.line)


def grouped(rows: Iterable[EntryRow]) -> Iterable[list[EntryRow]]:
    """Return the rows of each entry: those with its id, and those without one whose answer is the very same cell."""
    groups: dict[object, list[EntryRow]] = {}
    for row in rows:
        answer = row.cells.get("answer", ())
        groups.setdefault(row.text("id") or tuple(map(id, answer)) or id(row), []).append(row)
    return groups.values()


def one(rows: Sequence[EntryRow], place: FilePlace, report: Report) -> WrittenEntry | None:
    """Make one entry of its rows; None, with the reason in the report, when they do not make one."""
    silent = [row for row in rows if not row.text("question")]
    for row in silent:
        line = next((each.line for each in row.texts("question")), row.line)
        report.add("KB302", line, "a row without a question", "write what people ask, or delete the row")
    if len(silent) == len(rows):
        return None
    keys = {key for row in rows for key in row.cells} | ({"also"} if len(rows) > 1 else set())
    nodes = {key: node for key in fields.ENTRY if key in keys and (node := together(key, rows, report)) is not None}
    lines = {key: node.line for key, node in nodes.items()}
    return fields.write(MapNode(nodes, rows[0].line, lines), {}, place, report)


def together(key: str, rows: Sequence[EntryRow], report: Report) -> Node | None:
    """Return what the rows of one entry say of a key; None where no column holds it."""
    if key in SEVERAL:
        others = [cell for row in rows[1:] for cell in row.texts("question")] if key == "also" else []
        return listed([*others, *(each for row in rows for each in row.parts(key))])
    cells = [cell for row in rows for cell in row.texts(key)]
    filled = [cell for cell in cells if cell.value.strip()]
    if len(filled) > 1 and key != "question":
        report_differing(key, filled, rows[0].text("id"), report)
    if not filled:
        return cells[0] if cells else None
    write = WRITTEN_IN_TABLES.get(BY_NAME[key].read)
    return replace(filled[0], value=write(filled[0].value.strip())) if write else filled[0]


def listed(items: Iterable[Node]) -> Node | None:
    """Return the values as a list, each once, without empty ones; None for no value."""
    distinct = {each.value.strip(): each for each in items if isinstance(each, TextNode)}
    distinct.pop("", None)
    found = tuple(distinct.values())
    return ListNode(found, found[0].line) if found else None


def report_differing(key: str, filled: Sequence[TextNode], identity: str, report: Report) -> None:
    """Point out rows of one id that say different things."""
    for each in filled[1:]:
        if each.value.strip() != filled[0].value.strip():
            first = filled[0].line
            if key == "answer":
                what = f"the id {shown(identity)} has another answer on line {first}"
                report.add("KB305", each.line, what, "give one of them another id, or both the same answer")
            else:
                what = f"{key.replace('_', '-')} differs from line {first}, which has the same id"
                report.add("KB205", each.line, what, "write it in one of them")
            return

"""Reads entries from Excel workbooks: every sheet with a header is a table, each problem is at its cell."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from knowledge.formats.nodes import TextNode
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.formats.tables import columns, rows
from knowledge.formats.tables.columns import Header
from knowledge.formats.tables.guarded import unguarded
from knowledge.formats.tables.workbook import MOST_CELLS, Sheet, Where, letters, sheets
from knowledge.formats.yaml.yaml_reader import UNWANTED
from knowledge.problems.nearest import shown
from knowledge.problems.problem import Cell, in_sheet
from knowledge.problems.report import Refused, Report


def read(data: bytes, place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return the entries of a workbook; raise Refused when it cannot be read at all."""
    return [one for each in tables(data, columns.OF_ENTRIES, report) for one in entries(each, place, report)]


def entries(table: "SheetTable", place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return the entries of one sheet."""
    keys = columns.columns_of(table.header, report)
    found = rows.rows_of(keys, table.rows(keys, report), report)
    return rows.entries(found, table.place(place), report)


def tables(data: bytes, header: Header, report: Report) -> list["SheetTable"]:
    """Return the sheets that have a header; the others are pointed out, and refused where no sheet has one."""
    filled = [SheetTable(sheet, header) for sheet in sheets(data) if sheet.cells]
    read = [each for each in filled if each.has_header]
    if filled and not read:
        first = filled[0].numbers[0]
        raise header.missing(filled[0].texts(first), filled[0].cell(first, 1))
    for each in filled:
        if not each.has_header:
            what = f"the sheet {shown(each.sheet.name)} is not read: no row of it names {' and '.join(header.needed)}"
            report.add("KB339", each.cell(each.numbers[0], 1), what, "nothing, or write them above its columns")
    return read


class SheetTable:
    """A sheet as a table: its rows that hold anything, the header among them."""

    def __init__(self, sheet: Sheet, header: Header) -> None:
        self.sheet = sheet
        self.filled: dict[int, dict[int, str]] = defaultdict(dict)
        for (row, column), text in sorted(sheet.cells.items()):
            self.filled[row][column] = unguarded(text)
        self.numbers = list(self.filled)
        """Of the rows that hold anything, in order."""
        found = header.among([self.texts(each) for each in self.numbers[: 2 * columns.TITLE_ROWS]])
        self.has_header = found is not None
        self.shared: dict[Where, TextNode] = {}
        """The node of each first cell of those that were merged."""
        self.first = self.numbers[found or 0]
        """The row of the header."""

    def place(self, place: FilePlace) -> FilePlace:
        """Return where the sheet stands in a workbook that stands there."""
        return replace(place, file=in_sheet(place.file, self.sheet.name))

    def texts(self, row: int) -> list[str]:
        """Return the texts of a row from its first column, as far as a table may reach."""
        cells = self.filled[row]
        return [cells.get(column, "") for column in range(1, min(max(cells), columns.MOST_COLUMNS + 1) + 1)]

    def cell(self, row: int, column: int) -> Cell:
        """Return the place of a cell."""
        return Cell.at(row, letters(column), self.sheet.name)

    @property
    def header(self) -> list[TextNode]:
        """Return the names of the columns; raise Refused for too many."""
        width = max(self.filled[self.first])
        if width > columns.MOST_COLUMNS:
            raise columns.too_many_columns(width, self.cell(self.first, width))
        return [self.node((self.first, column)) for column in range(1, width + 1)]

    def node(self, where: Where, key: str | None = None) -> TextNode:
        """Return what a cell says of a key; the cells that were merged into one share its node."""
        top = self.merged.get(where)
        if top is None:
            return TextNode(self.text(where, key), self.cell(*where))
        return self.shared.setdefault(top, TextNode(self.text(top, key), self.cell(*top)))

    def text(self, where: Where, key: str | None) -> str:
        """Return the text of a cell; of an answer that is a link, as Markdown, unless it says the address itself."""
        text = self.filled[where[0]].get(where[1], "").strip()
        address = self.sheet.links.get(where, "").strip() if key == "answer" else ""
        return f"[{text}](<{address}>)" if text and address and address.rstrip("/") not in text else text

    def rows(self, keys: Sequence[str | None], report: Report) -> Iterator[tuple[int, list[TextNode]]]:
        """Yield the rows below the header; what is not read, or cannot be, is reported at its cell."""
        spoilt = self.spoilt(keys, report)
        self.report_unnamed(len(keys), report)
        for row in self.numbers[bisect_right(self.numbers, self.first) :]:
            if row in spoilt:
                continue
            cells = [self.node((row, column), key) for column, key in enumerate(keys, 1)]
            for key, each in zip(keys, cells, strict=True):
                if key and (found := UNWANTED.search(each.value)):
                    report.add("KB107", each.line, f"a control character (U+{ord(found[0]):04X})", "delete it")
            yield self.cell(row, 1), cells

    @cached_property
    def merged(self) -> Mapping[Where, Where]:
        """Return the first cell of those that were merged over rows, for each of them in rows that hold something."""
        found: dict[Where, Where] = {}
        number = 0
        for (top, column), (bottom, _) in self.sheet.merged:
            if column not in self.filled.get(top, {}):
                continue
            inside = self.numbers[bisect_left(self.numbers, top) : bisect_right(self.numbers, bottom)]
            found |= {(row, column): (top, column) for row in inside}
            number += len(inside)
            if number > MOST_CELLS:
                raise Refused("KB334", self.cell(top, column), "too many merged cells", "split them")
        return found

    def spoilt(self, keys: Sequence[str | None], report: Report) -> set[int]:
        """Return the rows that hold something else than values in columns that are read, each cell being reported."""
        found: set[int] = set()
        for (row, column), what in sorted(self.sheet.unusable.items()):
            if row >= self.first and column <= len(keys) and keys[column - 1]:
                remedy = "write its value: copy the cell and paste the value only"
                report.add("KB340", self.cell(row, column), f"{what} in place of a value", remedy)
                found.add(row)
        return found

    def report_unnamed(self, width: int, report: Report) -> None:
        """Point out the first cell that stands in a column without a name."""
        named = {column for column in self.filled[self.first] if column <= width}
        below = self.numbers[bisect_left(self.numbers, self.first) :]
        unnamed = ((row, column) for row in below for column in self.filled[row] if column not in named)
        if first := next(unnamed, None):
            what = f"the column {letters(first[1])} has no name and is not read"
            report.add("KB332", self.cell(*first), what, "nothing, or name it in the header")

"""Reads entries from Excel workbooks: every sheet with a header is a table, each problem is at its cell."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from knowledge.files.nearest import shown
from knowledge.files.report import Refused, Report
from knowledge.formats import columns, rows
from knowledge.formats.nodes import TextNode
from knowledge.formats.reading import Place, Written
from knowledge.formats.workbook import MOST_CELLS, Sheet, Where, letters, sheets
from knowledge.formats.yaml_reader import UNWANTED
from knowledge.problem import Cell, in_sheet


def read(data: bytes, place: Place, report: Report) -> list[Written]:
    """Give the entries of a workbook; raise Refused when it cannot be read at all."""
    tables = [Table(sheet) for sheet in sheets(data) if sheet.cells]
    read = [each for each in tables if each.header is not None]
    if tables and not read:
        raise columns.no_header(tables[0].texts(tables[0].numbers[0]), tables[0].cell(tables[0].numbers[0], 1))
    for each in tables:
        if each.header is None:
            what = f"the sheet {shown(each.sheet.name)} is not read: no row of it names question and answer"
            report.add("KB339", each.cell(each.numbers[0], 1), what, "nothing, or write them above its columns")
    return [one for each in read for one in entries(each, place, report)]


def entries(table: "Table", place: Place, report: Report) -> list[Written]:
    """Give the entries of one sheet."""
    header, below = table.split()
    keys = columns.columns_of(header, report)
    table.report_unread(keys, report)
    found = rows.rows_of(keys, table.rows(below, keys, report), report)
    return rows.entries(found, replace(place, file=in_sheet(place.file, table.sheet.name)), report)


class Table:
    """A sheet as a table: its rows that hold anything, the header among them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.filled: dict[int, dict[int, str]] = defaultdict(dict)
        for (row, column), text in sorted(sheet.cells.items()):
            self.filled[row][column] = text
        self.numbers = list(self.filled)
        """Of the rows that hold anything, in order."""
        found = columns.header_among([self.texts(each) for each in self.numbers[: 2 * columns.TITLE_ROWS]])
        self.header = None if found is None else self.numbers[found]

    def texts(self, row: int) -> list[str]:
        """Give the texts of a row from its first column, as far as a table may reach."""
        cells = self.filled[row]
        return [cells.get(column, "") for column in range(1, min(max(cells), columns.MOST_COLUMNS + 1) + 1)]

    def cell(self, row: int, column: int) -> Cell:
        """Give the place of a cell."""
        return Cell.at(row, letters(column), self.sheet.name)

    def split(self) -> tuple[list[TextNode], list[int]]:
        """Give the header and the numbers of the rows below it; raise Refused for too many columns."""
        assert self.header is not None
        width = max(self.filled[self.header])
        if width > columns.MOST_COLUMNS:
            raise columns.too_many_columns(width, self.cell(self.header, width))
        header = [self.node((self.header, column)) for column in range(1, width + 1)]
        return header, self.numbers[bisect_right(self.numbers, self.header) :]

    def node(self, where: Where) -> TextNode:
        """Give the text of a cell; the cells that were merged into one share its node."""
        merged = self.merged.get(where)
        return merged or TextNode(self.filled[where[0]].get(where[1], ""), self.cell(*where))

    def rows(
        self, numbers: Sequence[int], keys: Sequence[str | None], report: Report
    ) -> Iterator[tuple[int, list[TextNode]]]:
        """Go over rows with their cells; a control character is reported at its cell, formulas are already."""
        spoilt = {row for row, column in self.sheet.unusable if column <= len(keys) and keys[column - 1]}
        for row in (each for each in numbers if each not in spoilt):
            cells = [self.node((row, column)) for column in range(1, len(keys) + 1)]
            for key, each in zip(keys, cells, strict=True):
                if key and (found := UNWANTED.search(each.value)):
                    report.add("KB107", each.line, f"a control character (U+{ord(found[0]):04X})", "delete it")
            yield self.cell(row, 1), cells

    @cached_property
    def merged(self) -> Mapping[Where, TextNode]:
        """Give the node of each cell that is one with cells above it, in rows that hold something themselves."""
        found: dict[Where, TextNode] = {}
        for (top, column), (bottom, _) in self.sheet.merged:
            inside = self.numbers[bisect_left(self.numbers, top) : bisect_right(self.numbers, bottom)]
            if len(inside) < 2 or column not in self.filled[inside[0]]:
                continue
            node = TextNode(self.filled[inside[0]][column], self.cell(inside[0], column))
            found |= {(row, column): node for row in inside}
            if len(found) > MOST_CELLS:
                raise Refused("KB334", node.line, "too many merged cells", "split them")
        return found

    def report_unread(self, keys: Sequence[str | None], report: Report) -> None:
        """Report cells that hold no value in columns that are read, and the first one in a column without a name."""
        assert self.header is not None
        for (row, column), what in sorted(self.sheet.unusable.items()):
            if row >= self.header and column <= len(keys) and keys[column - 1]:
                remedy = "write its value: copy the cell and paste the value only"
                report.add("KB340", self.cell(row, column), f"{what} in place of a value", remedy)
        unnamed = (
            (row, column)
            for row in self.numbers[bisect_left(self.numbers, self.header) :]
            for column in self.filled[row]
            if column > len(keys) or column not in self.filled[self.header]
        )
        if first := next(unnamed, None):
            what = f"the column {letters(first[1])} has no name and is not read"
            report.add("KB332", self.cell(*first), what, "nothing, or name it in the header")

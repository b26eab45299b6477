"""Reads entries from CSV and TSV tables as spreadsheets save them, with any separator and any sensible header."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice

from knowledge.formats.nodes import TextNode
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.formats.source import nothing_in_it
from knowledge.formats.tables import columns, rows
from knowledge.formats.tables.columns import Header
from knowledge.formats.tables.guarded import unguarded
from knowledge.problems.report import Refused, Report

DELIMITERS = (",", ";", "\t", "|")
SEPARATOR_LINE = "sep="
"""How the first line begins that some spreadsheets write, and others read, to name the separator."""
HEAD = 2 * columns.TITLE_ROWS
"""Rows among which the header is looked for."""
TOP = 64 * 1024
"""Characters by which the separator is found."""
UNCLOSED = ("unexpected end of data", "field larger than field limit")
"""What the csv module says of a quotation mark without its partner."""
Lined = tuple[int, list[str]]
"""A row with the line it starts on."""


def read(text: str, place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return the entries of a table; raise Refused when it cannot be read at all."""
    header, below = split(text, columns.OF_ENTRIES)
    keys = columns.columns_of(header, report)
    return rows.entries(rows.rows_of(keys, below, report), place, report)


def split(text: str, header: Header) -> tuple[list[TextNode], list[tuple[int, list[TextNode]]]]:
    """Return the header of a table, and the rows below it with their lines; raise Refused when there is none."""
    table = list(cells(text, delimiter_of(text, header)))
    if not table:
        raise nothing_in_it()
    start = header.among([row for _, row in table[:HEAD]])
    if start is None:
        raise header.missing(table[0][1], table[0][0])
    nodes = [(line, [TextNode(unguarded(each), line) for each in row]) for line, row in table[start:]]
    return nodes[0][1], nodes[1:]


def delimiter_of(text: str, header: Header) -> str:
    """Return the separator with which the table's first rows hold a header; else the one that makes most columns."""
    first = text.partition("\n")[0].strip().strip('"').casefold()
    for each in DELIMITERS:
        if first == f"{SEPARATOR_LINE}{each}":
            return each
    top = text[:TOP]
    return max(DELIMITERS, key=lambda each: fitness(top, each, header))


def fitness(top: str, delimiter: str, header: Header) -> tuple[int, int]:
    """Return how many columns are known by their names, and how many there are, when a table is split like this."""
    try:
        head = list(islice(csv.reader(io.StringIO(top), delimiter=delimiter), HEAD))
    except csv.Error:
        return 0, 0
    start = header.among(head)
    names = head[start or 0][: columns.MOST_COLUMNS] if head else []
    return (0 if start is None else sum(header.key_of(each) is not None for each in names)), len(names)


def cells(text: str, delimiter: str) -> Iterator[Lined]:
    """Yield the rows that are not empty; raise Refused where one cannot be read, or there are too many cells."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if len(row) > columns.MOST_COLUMNS and any(cell.strip() for cell in row[columns.MOST_COLUMNS :]):
                raise columns.too_many_columns(len(row), line)
            if any(cell.strip() for cell in row) and not is_separator_line(line, row, delimiter):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as fault:
        raise broken(str(fault), line) from None


def is_separator_line(line: int, row: Sequence[str], delimiter: str) -> bool:
    """Return whether this is the first line of those spreadsheets that name the separator."""
    return line == 1 and delimiter.join(row).strip().casefold() == f"{SEPARATOR_LINE}{delimiter}"


def broken(said: str, line: int) -> Refused:
    """Return the refusal of a row that begins on this line, by what the csv module says of it."""
    if said.startswith(UNCLOSED):
        what = "a quotation mark opens in this row and is never closed"
        return Refused("KB333", line, what, "close it; write two of them for one that is meant as text")
    what = "text after a quotation mark that closes a cell"
    return Refused("KB333", line, what, "write two quotation marks for each one that is meant as text")

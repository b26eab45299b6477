"""The sheets of an Excel workbook: the text of every cell with its place. Knows Excel's files, not what entries are."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from knowledge.filenames import shown_path
from knowledge.formats.archive import Archive
from knowledge.formats.tables.displayed import built_in, displayed
from knowledge.formats.tables.workbook_parts import (
    NumberStyles,
    Relations,
    SharedStrings,
    SheetNames,
    WorkbookPart,
    unescaped,
)
from knowledge.problems.problem import Cell
from knowledge.problems.report import Refused

SAVE_AS = "save it as .xlsx"
LAST_ROW = 1_048_576
MOST_CELLS = 400_000
"""Of a workbook, empty ones that only have a format included."""
LONGEST_SHEET_NAME = 31
PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
Where = tuple[int, int]
"""Row and column, the first being 1."""


@dataclass(slots=True)
class Sheet:
    """A sheet: its cells that hold anything, by their place."""

    name: str
    cells: dict[Where, str] = field(default_factory=dict)
    unusable: dict[Where, str] = field(default_factory=dict)
    """Cells that hold no value but a formula, or an error; and what they hold."""
    links: dict[Where, str] = field(default_factory=dict)
    """Where the text of a cell leads."""
    merged: list[tuple[Where, Where]] = field(default_factory=list)
    """The first and the last cell of each group of cells that are one."""


def sheets(data: bytes) -> Iterator[Sheet]:
    """Return an iterator over the sheets that are not hidden, in order; raise Refused for a workbook that cannot be
    read.
    """
    return Workbook(Archive(data, SAVE_AS)).sheets()


class Workbook:
    """The parts of a workbook that its sheets need."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.path = next(iter(self.related("", "officeDocument").values()), "xl/workbook.xml")
        if self.path not in archive.names:
            raise Refused("KB338", 1, "this is no workbook", f"open it in Excel and {SAVE_AS}")
        self.cells = 0
        """How many have been read, of all sheets."""
        self.book = SheetNames()
        archive.parse(self.path, self.book)

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets that are not hidden."""
        paths = self.related(self.path, "worksheet")
        for name, relation, state in self.book.sheets:
            if state == "visible" and relation in paths:
                links = self.relations(paths[relation], "hyperlink").outside
                reader = SheetReader(Sheet(sheet_name(name)), self, links)
                self.archive.parse(paths[relation], reader)
                yield reader.sheet

    def related(self, path: str, kind: str) -> dict[str, str]:
        """Return the parts of a kind that a part refers to, by the name it has for them; none outside the archive."""
        folder = posixpath.dirname(path)
        targets = self.relations(path, kind).targets
        return {key: posixpath.normpath(posixpath.join("/", folder, to))[1:] for key, to in targets.items()}

    def relations(self, path: str, kind: str) -> Relations:
        """Return what a part refers to, of a kind, as it is written there."""
        folder, name = posixpath.split(path)
        found = Relations(kind)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed in self.archive.names:
            self.archive.parse(listed, found)
        return found

    @cached_property
    def strings(self) -> list[str]:
        """Return the texts that cells refer to by number."""
        found = SharedStrings()
        for path in self.related(self.path, "sharedStrings").values():
            self.archive.parse(path, found)
        return found.found

    @cached_property
    def formats(self) -> list[str]:
        """Return the number format of each style that cells refer to by number."""
        found = NumberStyles()
        for path in self.related(self.path, "styles").values():
            self.archive.parse(path, found)
        return [found.own.get(each) or built_in(each) for each in found.used]


def sheet_name(name: str) -> str:
    """Return a sheet's name as a problem prints it; Excel allows no separators of paths in it."""
    return re.sub(r"[\\/:]", "\N{REPLACEMENT CHARACTER}", shown_path(name))[:LONGEST_SHEET_NAME]


class SheetReader(WorkbookPart):
    """Gathers the cells of a sheet."""

    def __init__(self, sheet: Sheet, workbook: Workbook, links: Mapping[str, str]) -> None:
        super().__init__()
        self.sheet, self.workbook, self.links = sheet, workbook, links
        self.where: Where = (0, 0)
        self.begin("", "")

    def begin(self, kind: str, style: str) -> None:
        """Forget the cell before."""
        self.kind, self.style = kind or "n", int(style or 0)
        self.value = ""
        self.is_formula = self.is_spoken = False

    def open_row(self, about: Mapping[str, str]) -> None:
        """Begin a row; one that does not say its number follows the one before."""
        row = int(about.get("r", self.where[0] + 1))
        if not 1 <= row <= LAST_ROW:
            raise ValueError(row)
        self.where = (row, 0)

    def open_c(self, about: Mapping[str, str]) -> None:
        """Begin a cell; one that does not say its place follows the one before."""
        self.workbook.cells += 1
        if self.workbook.cells > MOST_CELLS:
            what = f"more than {MOST_CELLS:,} cells, counting empty ones that have a colour or a border"
            remedy = "delete the empty rows and columns, or split the sheet into several files"
            raise Refused("KB334", Cell.at(self.where[0], "A", self.sheet.name), what, remedy)
        row, column = self.where
        self.where = place_of(about["r"]) if "r" in about else (row, column + 1)
        self.begin(about.get("t", ""), about.get("s", ""))

    def open_f(self, about: Mapping[str, str]) -> None:
        """Note that the cell holds a formula."""
        self.is_formula = True

    def open_v(self, about: Mapping[str, str]) -> None:
        """Begin the value."""
        self.text = []

    def close_v(self) -> None:
        """End the value."""
        self.value += self.taken()

    def open_rPh(self, about: Mapping[str, str]) -> None:
        """Begin what is only for reading aloud."""
        self.is_spoken = True

    def close_rPh(self) -> None:
        """End what is only for reading aloud."""
        self.is_spoken = False

    def open_t(self, about: Mapping[str, str]) -> None:
        """Begin a text that stands in the cell itself."""
        self.text = None if self.is_spoken else []

    def close_t(self) -> None:
        """End a text that stands in the cell itself."""
        self.value += self.taken()

    def close_c(self) -> None:
        """Take the cell, unless there is nothing in it."""
        if self.is_formula:
            self.sheet.unusable[self.where] = "a formula"
        elif self.kind == "e":
            self.sheet.unusable[self.where] = f"the error {self.value[:20]}"
        elif (text := self.displayed()).strip():
            self.sheet.cells[self.where] = text

    def displayed(self) -> str:
        """Return the cell's text as it is displayed."""
        if not self.value:
            return ""
        if self.kind == "s":
            number = int(self.value)
            return self.workbook.strings[number if number >= 0 else len(self.workbook.strings)]
        if self.kind == "n":
            formats = self.workbook.formats
            number_format = formats[self.style] if self.style or formats else ""
            return displayed(self.value, number_format, self.workbook.book.since_1904)
        if self.kind == "b":
            return "TRUE" if self.value.strip() == "1" else "FALSE"
        return self.value.partition("T00:00")[0] if self.kind == "d" else unescaped(self.value)

    def open_hyperlink(self, about: Mapping[str, str]) -> None:
        """Take where a cell leads; a link to another place of the workbook leads nowhere from a chat."""
        if address := self.links.get(about.get("id", "")):
            self.sheet.links[place_of(about["ref"].partition(":")[0])] = address

    def open_mergeCell(self, about: Mapping[str, str]) -> None:
        """Take a group of cells that are one."""
        first, _, last = about["ref"].partition(":")
        self.sheet.merged.append((place_of(first), place_of(last or first)))


def place_of(name: str) -> Where:
    """Return row and column of a cell such as `C7`; raise ValueError for another text."""
    found = PLACE.fullmatch(name)
    if not found:
        raise ValueError(name)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def letters(column: int) -> str:
    """Return the letters of a column, the first being 1."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found

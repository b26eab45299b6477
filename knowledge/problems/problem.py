"""A problem in a file that people curate: where, what, and what to do about it."""

import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Self


class ProblemLevel(StrEnum):
    """How bad it is: an error keeps the file's last good version, a warning does not; a note is nothing to mend."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Cell(int):
    """A line that is a cell of a sheet: the number of its row, as any line is a number, with its column and sheet."""

    column: str = ""
    """Letters, such as `C`."""
    sheet: str = ""

    @classmethod
    def at(cls, row: int, column: str, sheet: str) -> Self:
        """Return the cell of a row, the first being 1, in a column of a sheet."""
        cell = cls(row)
        cell.column, cell.sheet = column, sheet
        return cell

    @property
    def name(self) -> str:
        """Return the cell's name, such as `C7`."""
        return f"{self.column}{int(self)}"


def in_sheet(file: str, sheet: str) -> str:
    """Return the name of a sheet in a file, such as `harbor/faq.xlsx!Questions`; entries of a sheet have it as file."""
    return f"{file}!{sheet}"


def on_disk(file: str) -> str:
    """Return the file that a problem's or an entry's `file` names: where that is a sheet, the workbook it is in."""
    return WORKBOOK.sub("", file)


WORKBOOK = re.compile(r"(?<=\.xlsx)![^/]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend; reads as `file:line: what: remedy`, in a sheet as `file!sheet:cell: what: remedy`."""

    file: str
    line: int
    code: str
    """Stable, such as `KB101`; listed in docs/knowledge-files.md."""
    level: ProblemLevel
    what: str
    remedy: str
    cell: str = ""
    """Where the line is a row of a sheet: the cell in it, such as `C7`."""

    @property
    def where(self) -> str:
        """Return `file:line`, or `file!sheet:cell`."""
        return f"{self.file}:{self.cell or self.line}"

    def __str__(self) -> str:
        return f"{self.where}: {self.what}: {self.remedy}"

    def as_dict(self) -> dict[str, str | int]:
        """Return the problem as plain JSON data, the shape of `check --format json`."""
        return asdict(self)

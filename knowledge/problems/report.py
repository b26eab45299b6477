"""A report gathers, while one file is read, its problems and what it names that must stand elsewhere."""

from collections.abc import Iterable

from knowledge.entry import Entry
from knowledge.problems.codes import CODES
from knowledge.problems.mention import Mention, NameKind
from knowledge.problems.problem import Cell, Problem, ProblemLevel, in_sheet

MOST = 200
"""Problems that are named for one file."""


class Refused(Exception):
    """A file, or a part of one, that cannot be read any further; carries what a problem needs."""

    def __init__(self, code: str, line: int, what: str, remedy: str) -> None:
        super().__init__(what)
        self.code, self.line, self.what, self.remedy = code, line, what, remedy


class Report:
    """Collect the problems of one file; the code decides the level."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.mentions: list[Mention] = []

    def add(self, code: str, line: int, what: str, remedy: str) -> None:
        """Note one problem; beyond a sensible number only the first error is still noted."""
        file = in_sheet(self.file, line.sheet) if isinstance(line, Cell) else self.file
        new = problem(file, line, code, what, remedy)
        if len(self.problems) < MOST or (new.level is ProblemLevel.ERROR and not has_error(self.problems)):
            self.problems.append(new)

    def mention(self, named: NameKind, name: str, line: int, by: str, within: tuple[str, ...] = ()) -> None:
        """Note a name that is to be looked up once all files are read."""
        self.mentions.append(Mention(named, name, self.file, line, by, within))

    def refused(self, fault: Refused) -> None:
        """Note why reading stopped."""
        self.add(fault.code, fault.line, fault.what, fault.remedy)


def problem(file: str, line: int, code: str, what: str, remedy: str) -> Problem:
    """Return the problem with the level that its code has, at a cell where the line is one."""
    cell = line.name if isinstance(line, Cell) else ""
    return Problem(file, int(line), code, CODES[code][0], what, remedy, cell)


def warn(entry: Entry, code: str, what: str, remedy: str) -> Problem:
    """Return a problem at the entry's line."""
    return problem(entry.file, entry.line, code, what, remedy)


def has_error(problems: Iterable[Problem]) -> bool:
    """Return whether one of them keeps the file's last good version."""
    return any(each.level is ProblemLevel.ERROR for each in problems)

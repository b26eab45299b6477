"""Reads labelled questions from `asked.csv`: a table with a header and any separator."""

from knowledge.asked import LabelledQuestion
from knowledge.formats.asked.asked_columns import OF_QUESTIONS, AskedColumns
from knowledge.formats.reading import FilePlace
from knowledge.formats.tables import table
from knowledge.problems.report import Report


def read(text: str, place: FilePlace, report: Report) -> list[LabelledQuestion]:
    """Return the labelled questions of a table; raise Refused when it cannot be read at all."""
    header, below = table.split(text, OF_QUESTIONS)
    return AskedColumns(header, report).questions(below, place)

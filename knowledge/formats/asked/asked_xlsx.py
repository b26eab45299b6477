"""Reads labelled questions from `asked.xlsx`: every sheet with a header."""

from knowledge.asked import LabelledQuestion
from knowledge.formats.asked.asked_columns import OF_QUESTIONS, AskedColumns
from knowledge.formats.reading import FilePlace
from knowledge.formats.tables import xlsx
from knowledge.problems.report import Report


def read(data: bytes, place: FilePlace, report: Report) -> list[LabelledQuestion]:
    """Return the labelled questions of a workbook; raise Refused when it cannot be read at all."""
    found: list[LabelledQuestion] = []
    for each in xlsx.tables(data, OF_QUESTIONS, report):
        columns = AskedColumns(each.header, report)
        found += columns.questions(each.rows(columns.keys, report), each.place(place))
    return found

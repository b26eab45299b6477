"""Reads labelled questions from `asked.xlsx`: every sheet with a header."""

from knowledge.asked import Asked
from knowledge.formats.asked.asked_columns import OF_QUESTIONS, AskedColumns
from knowledge.formats.reading import Place
from knowledge.formats.tables import xlsx
from knowledge.problems.report import Report


def read(data: bytes, place: Place, report: Report) -> list[Asked]:
    """Return the labelled questions of a workbook; raise Refused when it cannot be read at all."""
    found: list[Asked] = []
    for each in xlsx.tables(data, OF_QUESTIONS, report):
        columns = AskedColumns(each.header, report)
        found += columns.questions(each.rows(columns.keys, report), each.place(place))
    return found

"""Reads labelled questions from `asked.tsv`: a line for each; without a header the columns are ask, expect, as."""

from knowledge.asked import LabelledQuestion
from knowledge.formats.asked import asked_yaml
from knowledge.formats.asked.asked_columns import OF_QUESTIONS, AskedColumns
from knowledge.formats.nodes import TextNode
from knowledge.formats.reading import FilePlace
from knowledge.problems.report import Report

COMMENT = "#"


def read(text: str, place: FilePlace, report: Report) -> list[LabelledQuestion]:
    """Return the labelled questions of a table with tabs."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if not line.startswith(COMMENT)]
    rows = [(number, cells(line, number)) for number, line in lines if line.strip()]
    if not rows:
        return []
    if "ask" not in OF_QUESTIONS.keys(each.value for each in rows[0][1]):
        header = [TextNode(each, rows[0][0]) for each in asked_yaml.KEYS]
        return AskedColumns(header, report).questions(rows, place)
    return AskedColumns(rows[0][1], report).questions(rows[1:], place)


def cells(line: str, number: int) -> list[TextNode]:
    """Return the cells of a line, without the quotation marks that a spreadsheet puts around some."""
    return [TextNode(unquoted(each.strip()), number) for each in line.split("\t")]


def unquoted(cell: str) -> str:
    """Return a cell's text."""
    inside = cell[1:-1]
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inside.replace('""', ""):
        return inside.replace('""', '"')
    return cell

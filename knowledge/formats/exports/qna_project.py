"""Recognises the tables that lie beside the pairs in an exported project of QnA Maker: its settings and synonyms."""

from knowledge.formats.exports.qna_tsv import header_of
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.problems.report import Report

REMEDIES = {
    ("key", "value"): ("the settings", "delete the file; partner.yaml says the language"),
    ("synonyms",): ("the synonyms", "write them into words.yaml, and delete the file"),
}
"""Header → what the file is, and what to do with it."""


def recognises(text: str) -> bool:
    """Return whether the header is that of such a table."""
    return tuple(header_of(text)) in REMEDIES


def read(text: str, place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return no entry, and say what the file is."""
    what, remedy = REMEDIES[tuple(header_of(text))]
    report.add("KB407", 1, f"these are {what} of another system, and no entry", remedy)
    return []

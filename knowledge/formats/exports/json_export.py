"""Reads the JSON that other systems export: looks which system it is of, and leaves the pairs to that reader."""

from knowledge.formats.exports import qna_json, qnabot_json
from knowledge.formats.exports.json_reader import read_json
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.problems.report import Report

KNOWN = "custom question answering, QnA Maker, FAQ Plus and QnABot"


def read(text: str, place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return the entries of an export; raise Refused when it cannot be read at all."""
    root = read_json(text)
    if pairs := qna_json.pairs_in(root):
        return qna_json.read(pairs, root, place, report)
    if items := qnabot_json.items_in(root):
        return qnabot_json.read(items, place, report)
    report.add(
        "KB407", 1, f"there is no entry in this JSON; exports of {KNOWN} are read", "move it elsewhere, or write YAML"
    )
    return []

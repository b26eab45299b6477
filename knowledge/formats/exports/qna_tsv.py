"""Reads the TSV that QnA Maker and custom question answering export: a row for each phrasing, QnaId for each pair."""

import csv
import io
from collections.abc import Iterator, Sequence

from knowledge.formats.exports import qna_pairs
from knowledge.formats.exports.not_taken import UnsupportedFeatures
from knowledge.formats.exports.qna_pairs import Prompt
from knowledge.formats.nodes import Node, TextNode
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.formats.tables import columns, qna_metadata, rows
from knowledge.formats.tables.guarded import unguarded
from knowledge.formats.tables.rows import EntryRow
from knowledge.problems.report import Refused, Report

FIRST = ["question", "answer", "source"]
KEYS = {
    **{each: each for each in FIRST},
    "metadata": "metadata",
    "keywords": "keywords",
    "suggestedquestions": "suggested",
    "iscontextonly": "context_only",
    "prompts": "prompts",
    "qnaid": "id",
    "sourcedisplayname": "display_name",
}
"""Column → what it holds."""
HEADER_AGAIN = ("repeat the header", "delete them")
SUGGESTED = ("have suggested questions, which are not read", "write those that are right as rows of their own")
"""What is not taken over, and what to do about it."""
REWRITTEN = '\t"[{""'
"""What a spreadsheet makes of a list of prompts; the portal itself writes no quotation marks around a cell."""


def recognises(text: str) -> bool:
    """Return whether the header is that of such an export, of either age."""
    names = header_of(text)
    return names[:3] == FIRST and set(names) <= set(KEYS)


def header_of(text: str) -> list[str]:
    """Return the names of the columns."""
    return [columns.squeezed(each) for each in text.partition("\n")[0][:1_000].split("\t")]


def read(text: str, place: FilePlace, report: Report) -> list[WrittenEntry]:
    """Return the entries of an export; raise Refused when it cannot be read at all."""
    keys = [KEYS[name] for name in header_of(text)]
    lined = ((line, [TextNode(unguarded(cell), line) for cell in row]) for line, row in cells(text) if line > 1)
    pairs = QnaRowReader(report)
    found = [pair for row in rows.rows_of(keys, lined, report) if (pair := pairs.entry(row))]
    pairs.not_taken.tell(report)
    return rows.entries(found, place, report)


def cells(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows with the line each starts on."""
    if REWRITTEN not in text:
        yield from ((line, row.split("\t")) for line, row in enumerate(text.split("\n"), 1))
        return
    reader = csv.reader(io.StringIO(text), delimiter="\t")
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error:
        remedy = "close it; write two of them for one that is meant as text"
        raise Refused("KB333", line, "a quotation mark opens in this row and is never closed", remedy) from None


class QnaRowReader:
    """Turn the rows of an export into rows of ours, noting what is not taken over."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.answers: dict[tuple[str, str], tuple[TextNode, ...]] = {}
        self.not_taken = UnsupportedFeatures("rows")

    def entry(self, row: EntryRow) -> EntryRow | None:
        """Return the row by the keys of an entry; None for a row that says nothing, or that cannot be read."""
        if [row.text("question").casefold(), row.text("answer").casefold()] == FIRST[:2]:
            self.not_taken.count(HEADER_AGAIN, row.line)
            return None
        try:
            return self.readable(row)
        except Refused as fault:
            self.report.refused(fault)
            return None

    def readable(self, row: EntryRow) -> EntryRow:
        """Return the row by the keys of an entry; raise Refused when it cannot be read."""
        if row.text("context_only").casefold() == "true":
            self.not_taken.count(qna_pairs.ONLY_AFTER, row.line)
        if row.text("suggested").strip("[] "):
            self.not_taken.count(SUGGESTED, row.line)
        prompts = qna_pairs.prompts_of(row.text("prompts"), row.line)
        found: dict[str, tuple[Node, ...]] = {
            "question": row.cells["question"],
            "answer": self.answer(row, prompts),
            "id": (TextNode(row.text("id") if is_pair(row) else "", row.line),),
            "source": (TextNode(qna_pairs.source_of(row.text("source"), row.text("display_name")), row.line),),
        }
        for key, node in {**self.metadata(row), **qna_pairs.follow_ups(prompts, row.line)}.items():
            found[key] = (node,)
        return EntryRow(found, row.line)

    def metadata(self, row: EntryRow) -> dict[str, Node]:
        """Return the keys that the row's metadata sets."""
        words = row.text("keywords")
        keywords = [] if words.casefold() in qna_pairs.HAND_WRITTEN else [("", each) for each in words.split(",")]
        return qna_metadata.keys_of([*qna_metadata.pairs_of(row.text("metadata"), row.line), *keywords], row.line)

    def answer(self, row: EntryRow, prompts: list[Prompt]) -> tuple[TextNode, ...]:
        """Return the answer; rows without an id that have the same one, of the same source, share the very cell."""
        text = qna_pairs.answer_of(row.text("answer"), prompts)
        own = (TextNode(text, row.line),)
        return own if is_pair(row) else self.answers.setdefault((text, row.text("source")), own)


def is_pair(row: EntryRow) -> bool:
    """Return whether the row belongs to a pair with an id; new pairs have none, or 0."""
    return row.text("id") not in ("", "0")

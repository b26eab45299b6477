"""The columns of labelled questions in a table: ask, expect, as; or those of a batch test of QnA Maker."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from knowledge.asked import LabelledQuestion
from knowledge.formats import values
from knowledge.formats.asked import asked_yaml
from knowledge.formats.nodes import ListNode, MapNode, Node, TextNode
from knowledge.formats.reading import FilePlace
from knowledge.formats.tables.columns import Header, squeezed
from knowledge.languages.language import every
from knowledge.problems.nearest import did_you_mean, shown
from knowledge.problems.report import Report

KEYS = ("ask", "expect", "as")
OF_BATCH_TESTS = "expectedanswerid"
BATCH_TEST = frozenset({"kbid", "metadatatags", "top", "answer", "answerid", "score", "judgment", "judgement"})
"""Columns of a batch test that say what was asked of another system, or what that answered."""
NO_ANSWER = frozenset({"0", "-1"})
"""Ids by which a batch test expects that nothing answers."""
SEPARATORS = re.compile(r"[\n|,;]")


@cache
def known_names() -> Mapping[str, str]:
    """Return the key for each squeezed name of a column, in any listed language."""
    tables = [language.table("asked") for language in every()]
    return {squeezed(name): key for table in tables for key, names in table.items() for name in names}


def key_of(name: str) -> tuple[str, int] | None:
    """Return the key that a column of this name holds."""
    key = known_names().get(squeezed(name[:100]))
    return (key, 0) if key else None


OF_QUESTIONS = Header(key_of, ("ask", "expect"))


class AskedColumns:
    """The columns of one table, and the questions that its rows make."""

    def __init__(self, header: Sequence[TextNode], report: Report) -> None:
        self.report = report
        names = [squeezed(each.value[:100]) for each in header]
        self.is_batch_test = OF_BATCH_TESTS in names
        self.keys: list[str | None] = []
        for name, each in zip(names, header, strict=True):
            self.keys.append(self.key(name, each))

    def key(self, name: str, column: TextNode) -> str | None:
        """Return the key that a column holds, None for one that is not read."""
        key = known_names().get(name)
        if key and key in self.keys:
            self.report.add("KB205", column.line, f"a second column for {key}: {shown(column.value)}", "keep one")
            return None
        if name and key is None and not (self.is_batch_test and name in BATCH_TEST):
            remedy = did_you_mean(name, KEYS, "the columns are ask, expect, as")
            self.report.add("KB332", column.line, f"the column {shown(column.value)} is not read", remedy)
        return key

    def questions(self, rows: Iterable[tuple[int, Sequence[TextNode]]], place: FilePlace) -> list[LabelledQuestion]:
        """Return the labelled questions of the rows; what is wrong with one is reported."""
        filled = [each for each in rows if any(cell.value.strip() for cell in each[1])]
        nodes = [self.node(line, cells) for line, cells in filled if self.is_whole(line, cells)]
        if self.is_batch_test:
            self.report_undecided(nodes)
            nodes = [each for each in nodes if "expect" in each.values]
        found = (asked_yaml.one(each, place, self.report) for each in nodes)
        return [each for each in found if each]

    def is_whole(self, line: int, cells: Sequence[TextNode]) -> bool:
        """Return whether the row has no more cells than there are columns."""
        if not any(each.value.strip() for each in cells[len(self.keys) :]):
            return True
        what = f"{len(cells)} columns where {len(self.keys)} belong"
        self.report.add("KB501", line, what, "put several ids into one cell, with commas")
        return False

    def node(self, line: int, cells: Sequence[TextNode]) -> MapNode:
        """Return the question as the other formats write it."""
        named = {key: cell for key, cell in zip(self.keys, cells, strict=False) if key and cell.value.strip()}
        nodes: dict[str, Node] = {**named}
        if "expect" in named:
            nodes["expect"] = self.expected(named["expect"])
        return MapNode(nodes, line, {key: each.line for key, each in nodes.items()})

    def expected(self, cell: TextNode) -> Node:
        """Return what a cell expects: an id, a list of ids, or nobody."""
        ids = [each.strip() for each in SEPARATORS.split(cell.value) if each.strip()]
        if self.is_batch_test and NO_ANSWER.issuperset(ids):
            return TextNode(values.NOBODY, cell.line)
        nodes = tuple(TextNode(each, cell.line) for each in ids)
        return nodes[0] if len(nodes) == 1 else ListNode(nodes, cell.line)

    def report_undecided(self, nodes: Iterable[MapNode]) -> None:
        """Say how many rows of a batch test only ask, without expecting anything."""
        lines = [each.line for each in nodes if "expect" not in each.values]
        if lines:
            what = f"{len(lines):,} rows expect no answer id, and test nothing"
            self.report.add("KB335", lines[0], what, "write the id that is right, or 0 for none")

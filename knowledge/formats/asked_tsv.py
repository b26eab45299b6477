"""Reads labelled questions from `asked.tsv`: a table with the columns ask, expect, as."""

from collections.abc import Iterator

from knowledge.asked import Asked
from knowledge.files.report import Report
from knowledge.formats import asked_yaml, fields
from knowledge.formats.nodes import ListNode, MapNode, Node, TextNode
from knowledge.formats.reading import Place


def read(text: str, place: Place, report: Report) -> list[Asked]:
    """Give the labelled questions of a table: ask, expect (ids with commas), as; a header line may name the columns."""
    found = (asked_yaml.one(node, place, report) for node in rows(text, report))
    return [each for each in found if each]


def rows(text: str, report: Report) -> Iterator[MapNode]:
    """Go over the table's rows as keys with values."""
    columns = list(asked_yaml.KEYS)
    for number, row in enumerate(text.split("\n"), 1):
        cells = [cell.strip() for cell in row.split("\t")]
        if not row.strip() or row.startswith("#"):
            continue
        if number == 1 and cells[0].casefold() == "ask":
            columns = [fields.normal(cell) for cell in cells]
            continue
        if len(cells) > len(columns):
            what = f"{len(cells)} columns where {len(columns)} belong"
            report.add("KB501", number, what, "separate ask, expect and as by one tab each")
            continue
        named = dict(zip(columns, cells, strict=False))
        nodes: dict[str, Node] = {key: TextNode(cell, number) for key, cell in named.items() if cell}
        if ids := [each.strip() for each in named.get("expect", "").split(",") if each.strip()]:
            several = ListNode(tuple(TextNode(each, number) for each in ids), number)
            nodes["expect"] = several if len(ids) > 1 else several.items[0]
        yield MapNode(nodes, number, dict.fromkeys(nodes, number))

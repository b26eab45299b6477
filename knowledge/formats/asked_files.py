"""Reads labelled questions: `asked.yaml`, a list of ask, expect, as; and `asked.tsv` with the same columns."""

from collections.abc import Iterator

from knowledge.asked import Asked
from knowledge.files.report import Refused, Report
from knowledge.formats import fields, values
from knowledge.formats.nodes import ListNode, MapNode, Node, TextNode, kind
from knowledge.formats.reading import Place
from knowledge.formats.yaml_reader import read_yaml


def expected(node: Node) -> tuple[str, ...]:
    """Give the ids that are right; empty for `nobody`."""
    if isinstance(node, TextNode) and node.value.strip() == values.NOBODY:
        return ()
    return values.many(values.reference)(node)


KEYS: dict[str, fields.Read] = {"ask": values.text, "expect": expected, "as": values.line}


def read_asked_yaml(text: str, place: Place, report: Report) -> list[Asked]:
    """Give the labelled questions of a YAML file; raise Refused when it cannot be read at all."""
    node = read_yaml(text)
    if node is None or fields.nothing(node):
        return []
    if not isinstance(node, ListNode):
        raise Refused("KB208", node.line, f"{kind(node)} where a list belongs", "start each question with - ask:")
    found = (one(each, place, report) for each in node.items)
    return [each for each in found if each]


def read_asked_tsv(text: str, place: Place, report: Report) -> list[Asked]:
    """Give the labelled questions of a table: ask, expect (ids with commas), as; a header line may name the columns."""
    found = (one(node, place, report) for node in rows(text, report))
    return [each for each in found if each]


def rows(text: str, report: Report) -> Iterator[MapNode]:
    """Go over the table's rows as keys with values."""
    columns = list(KEYS)
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


def one(node: Node, place: Place, report: Report) -> Asked | None:
    """Make a labelled question of its keys; None, with the reason in the report, when something is missing."""
    if not isinstance(node, MapNode):
        report.add("KB208", node.line, f"{kind(node)} where a question belongs", "write - ask: and expect: below it")
        return None
    own = fields.given(node, KEYS, report)
    line = own.lines.get("ask", node.line)
    if own.faulty:
        return None
    if missing := [key for key in ("ask", "expect") if key not in own.values]:
        what = f"a labelled question without {' and '.join(missing)}"
        report.add("KB501", line, what, "write ask: a question, expect: an id, a list of ids or nobody")
        return None
    expect = tuple(fields.full_name(each, place.partner) for each in own.values["expect"])
    return Asked(own.values["ask"], expect, own.values.get("as") or None, place.file, line)

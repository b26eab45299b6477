"""Reads labelled questions from `asked.yaml`: a list of ask, expect, as."""

from knowledge.asked import LabelledQuestion
from knowledge.formats import fields, values
from knowledge.formats.nodes import ListNode, MapNode, Node, TextNode, kind
from knowledge.formats.reading import FilePlace
from knowledge.formats.yaml.yaml_reader import read_yaml
from knowledge.problems.nearest import nearest
from knowledge.problems.report import Refused, Report


def expected(node: Node) -> tuple[str, ...]:
    """Return the ids that are right; empty for `nobody`."""
    if isinstance(node, TextNode) and node.value.strip() == values.NOBODY:
        return ()
    return values.many(values.reference)(node)


KEYS: dict[str, fields.Read] = {"ask": values.text, "expect": expected, "as": values.line}


def read(text: str, place: FilePlace, report: Report) -> list[LabelledQuestion]:
    """Return the labelled questions of a YAML file; raise Refused when it cannot be read at all."""
    node = read_yaml(text)
    if node is None or fields.nothing(node):
        return []
    if not isinstance(node, ListNode):
        raise Refused("KB208", node.line, f"{kind(node)} where a list belongs", "start each question with - ask:")
    found = (one(each, place, report) for each in node.items)
    return [each for each in found if each]


def one(node: Node, place: FilePlace, report: Report) -> LabelledQuestion | None:
    """Make a labelled question of its keys; None, with the reason in the report, when something is missing."""
    if not isinstance(node, MapNode):
        report.add("KB208", node.line, f"{kind(node)} where a question belongs", "write - ask: and expect: below it")
        return None
    own = fields.read_keys(node, KEYS, report)
    line = own.lines.get("ask", node.line)
    if own.faulty:
        return None
    if missing := [key for key in ("ask", "expect") if key not in own.values]:
        if untold := [key for key in missing if key not in misspelt(node)]:
            what = f"a labelled question without {' and '.join(untold)}"
            report.add("KB501", line, what, "write ask: a question, expect: an id, a list of ids or nobody")
        return None
    expect = tuple(fields.full_name(each, place.partner) for each in own.values["expect"])
    return LabelledQuestion(own.values["ask"], expect, own.values.get("as") or None, place.file, line)


def misspelt(node: MapNode) -> set[str]:
    """Return the keys that its unknown ones are probably meant to be, which is told already."""
    unknown = {fields.normal(key) for key in node.values} - KEYS.keys()
    return {meant for each in unknown for meant in nearest(each, KEYS)}

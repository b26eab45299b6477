"""The parts of a file of keys: a map or a list where one belongs, else a problem that says so."""

from collections.abc import Sequence

from knowledge.formats.nodes import ListNode, MapNode, Node, kind
from knowledge.problems.report import Report


def itself(node: Node) -> Node:
    """Return the node, to be read later."""
    return node


def keyed(node: Node, what: str, remedy: str, report: Report) -> MapNode | None:
    """Return a map, None for anything else, which is reported: `text where a person belongs`."""
    if isinstance(node, MapNode):
        return node
    report.add("KB208", node.line, f"{kind(node)} where {what} belongs", remedy)
    return None


def listed(node: Node | None, name: str, remedy: str, report: Report) -> Sequence[Node]:
    """Return the items of a list, none for anything else, which is reported unless it is nothing."""
    if isinstance(node, ListNode):
        return node.items
    if node is not None:
        report.add("KB208", node.line, f"{name}: {kind(node)} where a list belongs", remedy)
    return ()

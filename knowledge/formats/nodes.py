"""The tree a reader builds before it knows what the values mean: text, lists and maps, each with its line."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class TextNode:
    """A piece of text as written; `no` is the text "no"."""

    value: str
    line: int
    lines: tuple[int, ...] = ()
    """The file's line for each line of the value, where they run along with the file."""

    def line_of(self, offset: int) -> int:
        """Return the file's line of the value's line with this number, from 0; the first line where unknown."""
        return self.lines[min(offset, len(self.lines) - 1)] if self.lines else self.line

    def stripped(self) -> "TextNode":
        """Return the text without blank edges, lines kept."""
        kept = self.value.strip()
        blank = self.value[: len(self.value) - len(self.value.lstrip())].count("\n")
        return replace(self, value=kept, lines=self.lines[blank : blank + kept.count("\n") + 1])


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list of nodes."""

    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class MapNode:
    """Keys with their nodes, in the order written; no key stands in it twice."""

    values: Mapping[str, "Node"]
    line: int
    key_lines: Mapping[str, int] = field(default_factory=dict)

    def line_of(self, key: str) -> int:
        """Return the line on which the key stands; the map's own line for a key that is not there."""
        return self.key_lines.get(key, self.line)


Node = TextNode | ListNode | MapNode

KINDS = {TextNode: "text", ListNode: "a list", MapNode: "keys with values"}


def kind(node: Node) -> str:
    """Return what the node is, in a curator's words."""
    return KINDS[type(node)]

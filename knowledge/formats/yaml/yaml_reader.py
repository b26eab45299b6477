"""A strict YAML reader: text, lists and maps with line numbers, and none of YAML's surprises.

It goes over the parser's events and never builds Python objects, so `no` stays the text "no". Tags, anchors, aliases,
merge keys, a key written twice, several documents and deep nesting are refused, each with its line. What libyaml's
events make no whole document of is read again by ruamel.yaml, which words every refusal.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from knowledge.formats.nodes import ListNode, MapNode, Node, TextNode
from knowledge.formats.yaml.yaml_events import faults, quick, slow
from knowledge.formats.yaml.yaml_quotes import misquoted
from knowledge.problems.nearest import shown
from knowledge.problems.report import Refused

DEEPEST = 32
"""Lists and maps inside each other; a knowledge file needs five."""
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ue000\ue001\ufffe\uffff]")
"""What no text for people holds: control characters, lone surrogates, noncharacters, the marks of a slot."""
NESTED = re.compile(rf"[\[{{](?:[^\[\]{{}}]{{0,40}}[\[{{]){{{DEEPEST}}}")
"""Brackets that open one after the other, looked for before the parser spends time on them."""

PLAIN_WORDS = [
    ("mapping values are not allowed", "a colon in text without quotes", "put the text in quotes"),
    ("'\\t' that cannot start", "a tab where spaces are expected", "indent with spaces"),
    ("found a tab character", "a tab where spaces are expected", "indent with spaces"),
    ("that cannot start any token", "text starts with a character that means something in YAML", "put it in quotes"),
    (
        "could not find expected ':'",
        "a key without its colon, or text that lost its indentation",
        "mend the line above",
    ),
    ("expected <block end>", "the indentation does not fit the lines above", "line it up with its neighbours"),
    ("expected ',' or ']'", "a list in [ ] that is not closed", "add the missing comma or ]"),
    ("expected ',' or '}'", "keys in { } that are not closed", "add the missing comma or }"),
    (
        "expected the node content",
        "a value that is missing, or a bracket that is never closed",
        "add it, or use quotes",
    ),
    ("unknown escape character", "a backslash that means nothing", "write \\\\ for a backslash, or use single quotes"),
    ("inconsistent", "lines of one list or map with different indentation", "line them up"),
]
"""What the parser says → what is wrong → what to do."""


def read_yaml(text: str, first_line: int = 1) -> Node | None:
    """Return the document as nodes, or None when it holds nothing; raise Refused with the line of the first fault."""
    from ruamel.yaml.error import YAMLError

    lines = LineNumbers(text, first_line)
    refuse_unwanted(text, lines)
    if found := NESTED.search(text):
        raise too_deep(lines.at(found.start()))
    if (events := quick(text)) is not None:
        with suppress(Refused, *faults()):
            return NodeBuilder(lines).build(events)
    try:
        return NodeBuilder(lines).build(slow(text))
    except YAMLError as fault:
        raise in_plain_words(fault, text, lines) from None
    except (ValueError, OverflowError, IndexError):
        raise Refused("KB201", first_line, "this is not YAML", "check the indentation and the quotes") from None


class LineNumbers:
    """The line numbers of a text by offset; only line feeds count, as in an editor."""

    def __init__(self, text: str, first: int = 1) -> None:
        self.first = first
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]
        if len(self.starts) > 1 and self.starts[-1] == len(text):
            self.starts.pop()

    def at(self, offset: int) -> int:
        """Return the line of the character at this offset."""
        return self.first + bisect_right(self.starts, max(offset, 0)) - 1


def refuse_unwanted(text: str, lines: LineNumbers) -> None:
    """Raise Refused for a control character."""
    if found := UNWANTED.search(text):
        what = f"a control character (U+{ord(found.group()):04X})"
        raise Refused("KB107", lines.at(found.start()), what, "delete it")


def too_deep(line: int) -> Refused:
    """Return the refusal of nesting beyond what a knowledge file needs."""
    return Refused("KB207", line, f"nested more than {DEEPEST} deep", "write it flat")


def in_plain_words(fault: Any, text: str, lines: LineNumbers) -> Refused:
    """Return the parser's complaint as a curator reads it."""
    if quoted := misquoted(text, fault):
        return Refused("KB201", lines.at(quoted.offset), quoted.what, quoted.remedy)
    said = f"{getattr(fault, 'problem', None) or fault}"
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    line = lines.at(mark.index) if mark else lines.first
    for fragment, what, remedy in PLAIN_WORDS:
        if fragment in said:
            return Refused("KB201", line, what, remedy)
    return Refused("KB201", line, f"broken YAML ({shown(said)[1:-1]})", "check the indentation and the quotes")


@dataclass(slots=True)
class OpenNode:
    """A list or map that is still being read."""

    line: int
    is_map: bool
    items: list[Node] = field(default_factory=list)
    values: dict[str, Node] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)
    key: str | None = None

    def closed(self) -> Node:
        """Return the finished node."""
        if self.is_map:
            return MapNode(self.values, self.line, self.key_lines)
        return ListNode(tuple(self.items), self.line)


class NodeBuilder:
    """Build nodes from the parser's events, refusing what a knowledge file must not hold."""

    def __init__(self, lines: LineNumbers) -> None:
        self.lines = lines
        self.root: Node | None = None
        self.open: list[OpenNode] = []
        self.documents = 0

    def build(self, events: Iterator[Any]) -> Node | None:
        """Return the root node of the only document."""
        for event in events:
            self.take(event, type(event).__name__)
        return self.root

    def take(self, event: Any, name: str) -> None:
        """Handle one event of the parser."""
        match name:
            case "ScalarEvent":
                self.scalar(event)
            case "MappingStartEvent" | "SequenceStartEvent":
                self.start(event, is_map=name == "MappingStartEvent")
            case "MappingEndEvent" | "SequenceEndEvent":
                self.put(self.open.pop().closed())
            case "AliasEvent":
                raise self.refuse("KB203", event, f"an alias (*{event.anchor})", "write the text out where it belongs")
            case "DocumentStartEvent":
                self.document(event)

    def document(self, event: Any) -> None:
        """Count documents and refuse the second."""
        self.documents += 1
        if self.documents > 1:
            raise self.refuse("KB206", event, "a second YAML document (---)", "put it into a file of its own")

    def scalar(self, event: Any) -> None:
        """Take a piece of text, as a value or as a key."""
        self.refuse_marks(event)
        line = self.line(event)
        if found := UNWANTED.search(event.value):
            raise self.refuse("KB107", event, f"a control character (U+{ord(found.group()):04X})", "delete it")
        if self.open and self.open[-1].is_map:
            if self.open[-1].key is None:
                return self.new_key(event, line)
            if not event.value and not event.style:
                line = self.open[-1].key_lines[self.open[-1].key]
        count = event.value.count("\n") + 1 if event.style == "|" else 0
        last = self.lines.first + len(self.lines.starts) - 1
        running = tuple(min(line + 1 + each, last) for each in range(count))
        return self.put(TextNode(event.value, line, running))

    def new_key(self, event: Any, line: int) -> None:
        """Take a key of the open map, refusing a merge key and one that is there already."""
        key, into = event.value, self.open[-1]
        if key == "<<" and not event.style:
            raise self.refuse("KB204", event, "a merge key (<<)", "write the keys out")
        if key in into.key_lines:
            what = f"{shown(key)} stands here and on line {into.key_lines[key]}"
            raise Refused("KB205", line, what, "keep one of the two")
        into.key, into.key_lines[key] = key, line

    def start(self, event: Any, *, is_map: bool) -> None:
        """Open a list or map, refusing one that stands where a key belongs."""
        self.refuse_marks(event)
        if len(self.open) >= DEEPEST:
            raise too_deep(self.line(event))
        if self.open and self.open[-1].is_map and self.open[-1].key is None:
            raise self.refuse(
                "KB208", event, "a list or map where a key belongs", "write a plain word before the colon"
            )
        self.open.append(OpenNode(self.line(event), is_map))

    def put(self, node: Node) -> None:
        """Hang a finished node into what is open."""
        if not self.open:
            self.root = node
        elif self.open[-1].is_map:
            into = self.open[-1]
            assert into.key is not None
            into.values[into.key], into.key = node, None
        else:
            self.open[-1].items.append(node)

    def refuse_marks(self, event: Any) -> None:
        """Refuse anchors and tags."""
        if event.anchor is not None:
            raise self.refuse("KB203", event, f"an anchor (&{event.anchor})", "write the text out where it belongs")
        if event.tag is not None:
            raise self.refuse("KB202", event, f"a tag ({event.tag})", "delete it; Spot knows what each key takes")

    def line(self, event: Any) -> int:
        """Return the line where the event begins."""
        return self.lines.at(event.start_mark.index)

    def refuse(self, code: str, event: Any, what: str, remedy: str) -> Refused:
        """Return the refusal at the event's line."""
        return Refused(code, self.line(event), what, remedy)

"""A strict JSON reader: text, lists and maps with line numbers; numbers, `true` and `null` are text as they stand.

A key written twice, deep nesting, and more values than any knowledge file has are refused, each with its line.
"""

import json
import re
from collections.abc import Callable

from knowledge.formats.nodes import ListNode, MapNode, Node, TextNode
from knowledge.formats.yaml.yaml_reader import DEEPEST, UNWANTED, LineNumbers, refuse_unwanted, too_deep
from knowledge.problems.nearest import shown
from knowledge.problems.report import Refused

MOST_VALUES = 300_000
"""Texts, lists and maps of one file; a table of 20,000 pairs has fewer."""
BLANK = re.compile(r"[ \t\n\r]*")
LITERAL = re.compile(r"true|false|null|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")
NULL = "null"
TEXTS = json.JSONDecoder(strict=True)
"""Reads what stands between quotation marks; nothing else is left to it."""
BROKEN = "KB341"
REMEDY = "export the file again, or mend the line"


def read_json(text: str, first_line: int = 1) -> Node:
    """Return the document as nodes, `null` being empty text; raise Refused with the line of the first fault."""
    lines = LineNumbers(text, first_line)
    refuse_unwanted(text, lines)
    return JsonParser(text, lines).document()


class JsonParser:
    """One walk over the text, from its first character to its last."""

    def __init__(self, text: str, lines: LineNumbers) -> None:
        self.text = text
        self.lines = lines
        self.at = 0
        self.depth = 0
        self.values = 0

    def document(self) -> Node:
        """Return the only value."""
        node = self.value()
        if self.ahead():
            raise self.broken("text after the end of the JSON")
        return node

    def ahead(self) -> str:
        """Return the next character that is not blank, empty at the end, and go there."""
        found = BLANK.match(self.text, self.at)
        assert found
        self.at = found.end()
        return self.text[self.at : self.at + 1]

    def value(self) -> Node:
        """Return the value that begins here."""
        self.values += 1
        if self.values > MOST_VALUES:
            raise Refused("KB105", self.line, f"more than {MOST_VALUES:,} values", "split it into several files")
        match self.ahead():
            case "{":
                return self.inside(self.map)
            case "[":
                return self.inside(self.list)
            case '"':
                line = self.line
                return TextNode(self.string(), line)
            case _:
                return self.literal()

    def inside(self, read: Callable[[], Node]) -> Node:
        """Return the list or map that begins here."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise too_deep(self.line)
        node = read()
        self.depth -= 1
        return node

    def map(self) -> MapNode:
        """Return the keys and values up to the closing brace."""
        values: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        first = self.line
        while self.item("}", is_first=not key_lines):
            if self.ahead() != '"':
                raise self.broken("a key without quotation marks")
            line, key = self.line, self.string()
            if key in key_lines:
                raise Refused(
                    "KB205", line, f"{shown(key)} stands here and on line {key_lines[key]}", "keep one of the two"
                )
            if self.ahead() != ":":
                raise self.broken("a key without its colon")
            self.at += 1
            key_lines[key] = line
            values[key] = self.value()
        return MapNode(values, first, key_lines)

    def list(self) -> ListNode:
        """Return the values up to the closing bracket."""
        items: list[Node] = []
        first = self.line
        while self.item("]", is_first=not items):
            items.append(self.value())
        return ListNode(tuple(items), first)

    def item(self, closing: str, *, is_first: bool) -> bool:
        """Go to the next item of what is open, saying whether there is one."""
        if is_first:
            self.at += 1
        following = self.ahead()
        if following == closing:
            self.at += 1
            return False
        if not is_first:
            if following != ",":
                raise self.broken(f"a comma or {closing} is missing")
            self.at += 1
            if self.ahead() == closing:
                raise self.broken(f"a comma before {closing}")
        return True

    def string(self) -> str:
        """Return the text between the quotation marks."""
        line = self.line
        try:
            value, self.at = TEXTS.raw_decode(self.text, self.at)
        except json.JSONDecodeError as fault:
            self.at = fault.pos
            raise self.broken("text that is never closed, or a backslash that means nothing") from None
        assert isinstance(value, str)
        if found := UNWANTED.search(value):
            raise Refused("KB107", line, f"a control character (U+{ord(found.group()):04X})", "delete it")
        return value

    def literal(self) -> TextNode:
        """Return a number, `true` or `false` as text, and `null` as none."""
        found = LITERAL.match(self.text, self.at)
        if not found:
            raise self.broken("a value that is none" if self.text[self.at :] else "the JSON ends in the midst")
        self.at = found.end()
        return TextNode("" if found.group() == NULL else found.group(), self.lines.at(found.start()))

    @property
    def line(self) -> int:
        """Return the line of the next character."""
        return self.lines.at(min(self.at, max(len(self.text) - 1, 0)))

    def broken(self, what: str) -> Refused:
        """Return the refusal of what is no JSON."""
        return Refused(BROKEN, self.line, what, REMEDY)

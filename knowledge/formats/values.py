"""How a value is read: from a node to what the key takes, or Refused with the line and the remedy."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from knowledge.entry import Status, Visibility
from knowledge.formats.language_codes import LANGUAGE_CODES, language_names
from knowledge.formats.nodes import ListNode, Node, TextNode, kind
from knowledge.problems.nearest import did_you_mean, shown
from knowledge.problems.report import Refused

Read = Callable[[Node], Any]
LONGEST_LINE = 1_000
"""Characters of a value that is one line: an owner, a source, a tag."""
ID = re.compile(r"[^\W_][\w.-]{0,99}")
NOBODY = "nobody"
"""What a labelled question expects when no entry should answer; no entry's id."""
TRUTH = {"true": True, "yes": True, "false": False, "no": False}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
Choice = TypeVar("Choice", bound=StrEnum)
T = TypeVar("T")


def text(node: Node) -> str:
    """Return the text without blank edges."""
    if not isinstance(node, TextNode):
        raise Refused("KB208", node.line, f"{kind(node)} where text belongs", "write plain text; quote it if needed")
    return node.value.strip()


def line(node: Node) -> str:
    """Return a short text on one line."""
    value = " ".join(text(node).split())
    if len(value) > LONGEST_LINE:
        raise Refused("KB304", node.line, f"a value of {len(value):,} characters", f"keep it under {LONGEST_LINE:,}")
    return value


def optional_line(node: Node) -> str | None:
    """Return a short text, or None for nothing written."""
    return line(node) or None


@dataclass(frozen=True, slots=True)
class Many(Generic[T]):
    """Reads a list whose items are read like that; one value alone is a list of one, none is empty."""

    read: Callable[[Node], T]

    def __call__(self, node: Node) -> tuple[T, ...]:
        """Return the items."""
        if isinstance(node, ListNode):
            return tuple(self.read(each) for each in node.items)
        return (self.read(node),) if text(node) else ()


def many(read: Callable[[Node], T]) -> Many[T]:
    """Return a reader of a list whose items are read like that."""
    return Many(read)


def phrasing(node: Node) -> str:
    """Return a question or phrasing on one line."""
    value = " ".join(text(node).split())
    if not value:
        raise Refused("KB304", node.line, "an empty phrasing", "write it or delete the line")
    return value


def tags(node: Node) -> tuple[str, ...]:
    """Return tags, from a list or a line with commas."""
    if isinstance(node, TextNode):
        return tuple(filter(None, (each.strip() for each in line(node).split(","))))
    return tuple(filter(None, many(line)(node)))


def identifier(node: Node) -> str:
    """Return an id: letters, digits, hyphen, underscore, dot."""
    value = text(node)
    if value == NOBODY:
        raise Refused("KB306", node.line, 'the id "nobody" stands for no entry', "choose another id")
    if not ID.fullmatch(value):
        what = f"{shown(value)} cannot be an id"
        raise Refused("KB306", node.line, what, "use letters, digits and hyphens, at most 100, no spaces")
    return value


def reference(node: Node) -> str:
    """Return the id of another entry, alone or as `partner/id`."""
    value = text(node)
    if not all(ID.fullmatch(part) for part in value.split("/", 1)):
        raise Refused("KB306", node.line, f"{shown(value)} cannot be an id", "write an entry's id, or partner/id")
    return value


def boolean(node: Node) -> bool:
    """Return true or false."""
    value = text(node).casefold()
    if value not in TRUTH:
        raise Refused("KB304", node.line, f"{shown(value)} is neither true nor false", "write true or false")
    return TRUTH[value]


@dataclass(frozen=True, slots=True)
class OneOf(Generic[Choice]):
    """Reads one of the fixed words; nothing else is ever taken for one of them."""

    options: type[Choice]

    def __call__(self, node: Node) -> Choice:
        """Return the word that stands there."""
        value = text(node).casefold()
        words = [each.value for each in self.options]
        if value in words:
            return self.options(value)
        remedy = did_you_mean(value, words, f"write {', '.join(words[:-1])} or {words[-1]}")
        raise Refused("KB304", node.line, f"{shown(value)} is no {self.options.__name__.lower()}", remedy)


def day(node: Node) -> date:
    value = text(node)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise Refused("KB304", node.line, f"{shown(value)} is no date", "write it like 2026-01-31")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Refused("KB304", node.line, f"{value} is not in the calendar", "write it like 2026-01-31") from None


def language(node: Node) -> str:
    """Return a language code such as `en` or `de`."""
    value = text(node).casefold()
    if named := language_names().get(value):
        raise Refused("KB304", node.line, f"{shown(value)} is no language code", f"did you mean {named}?")
    code = value.partition("-")[0]
    if not LANGUAGE.fullmatch(value) or (len(code) == 2 and code not in LANGUAGE_CODES):
        raise Refused("KB304", node.line, f"{shown(value)} is no language code", "write it like en or de")
    return value


def probability(node: Node) -> float:
    """Return a number from 0 to 1."""
    value = text(node)
    number = float(value) if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value) else -1.0
    if not 0 <= number <= 1:
        raise Refused("KB304", node.line, f"{shown(value)} is not between 0 and 1", "write it like 0.85")
    return number


visibility = OneOf(Visibility)
status = OneOf(Status)

"""Read an Adaptive Card as a person would: its lines from top to bottom, and the names of its buttons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.console.markup import shortened

DEPTH = 12
"""How deep a card is followed; ours are three deep."""
LINES = 200


class Weight(StrEnum):
    """How a line of a card is meant."""

    HEADING = "heading"
    TEXT = "text"
    SUBTLE = "subtle"
    FACT = "fact"
    INPUT = "input"


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line of a card."""

    weight: Weight
    text: str
    label: str = ""
    """A fact's name."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card as text."""

    lines: tuple[CardLine, ...] = ()
    buttons: tuple[str, ...] = field(default=())


def read(content: Any) -> Card:
    """Read a card; what is not understood is left out, and nothing raises."""
    lines = list(lines_of(content, DEPTH))[:LINES]
    buttons = [shortened(title, 80) for title in buttons_of(content, DEPTH)][:LINES]
    return Card(tuple(line for line in lines if line.text.strip()), tuple(buttons))


def lines_of(element: Any, depth: int) -> Iterator[CardLine]:
    """Yield the lines of an element and of everything in it, in reading order."""
    if depth == 0 or not isinstance(element, Mapping):
        return
    kind = str(element.get("type", ""))
    if kind == "TextBlock":
        yield CardLine(weight_of(element), str(element.get("text", "")))
    elif kind == "RichTextBlock":
        yield CardLine(Weight.TEXT, "".join(run_text(run) for run in listed(element, "inlines")))
    elif kind == "FactSet":
        yield from (fact_line(fact) for fact in listed(element, "facts") if isinstance(fact, Mapping))
    elif kind.startswith("Input."):
        yield CardLine(
            Weight.INPUT, str(element.get("label") or element.get("placeholder") or element.get("title") or "")
        )
    elif kind == "Image":
        yield CardLine(Weight.SUBTLE, str(element.get("altText", "")))
    for inner in children(element):
        yield from lines_of(inner, depth - 1)


def buttons_of(element: Any, depth: int) -> Iterator[str]:
    """Yield the titles of an element's buttons and of everything in it."""
    if depth == 0 or not isinstance(element, Mapping):
        return
    for inner in children(element):
        yield from buttons_of(inner, depth - 1)
    for action in (*listed(element, "actions"), element.get("selectAction")):
        if isinstance(action, Mapping):
            yield from titled(action, depth)


def titled(action: Mapping[str, Any], depth: int) -> Iterator[str]:
    """Yield a button's title, and for one that opens a further card that card's buttons."""
    if title := str(action.get("title") or ""):
        yield title
    yield from buttons_of(action.get("card"), depth - 1)


def pressable(element: Any, depth: int = DEPTH) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield title, verb and data of every button that does something."""
    if depth == 0 or not isinstance(element, Mapping):
        return
    for inner in children(element):
        yield from pressable(inner, depth - 1)
    for action in listed(element, "actions"):
        if not isinstance(action, Mapping):
            continue
        data = mapped(action.get("data"))
        if verb := str(action.get("verb") or data.get("verb") or ""):
            yield str(action.get("title") or verb), verb, data
        yield from pressable(action.get("card"), depth - 1)


def children(element: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what an element contains."""
    return tuple(inner for key in ("body", "items", "columns") for inner in listed(element, key))


def listed(element: Mapping[str, Any], key: str) -> list[Any]:
    """Return a list that may be absent or something else."""
    value = element.get(key)
    return value if isinstance(value, list) else []


def mapped(value: Any) -> Mapping[str, Any]:
    """Return an object that may be absent or something else."""
    return value if isinstance(value, Mapping) else {}


def run_text(run: Any) -> str:
    """Return the text of one run of a rich text."""
    return str(run.get("text", "")) if isinstance(run, Mapping) else str(run)


def fact_line(fact: Mapping[str, Any]) -> CardLine:
    """Return a fact as a line with its name."""
    return CardLine(Weight.FACT, str(fact.get("value", "")), str(fact.get("title", "")).rstrip(":"))


def weight_of(block: Mapping[str, Any]) -> Weight:
    """Say how a text block is meant."""
    if block.get("isSubtle"):
        return Weight.SUBTLE
    loud = block.get("weight") in ("Bolder", "bolder") or block.get("style") == "heading"
    return Weight.HEADING if loud else Weight.TEXT

"""What a row of a transcript says, as plain text."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.store.engine.rows import Op, TranscriptRow

DEEPEST = 12
"""How deep a card is read."""


def text_of(row: TranscriptRow) -> str:
    """Return what a row says as text: its own, or the lines and buttons of its cards."""
    if row.text or row.op is Op.IN:
        return row.text
    cards = (held.get("content") for held in row.body.get("attachments") or () if isinstance(held, Mapping))
    return "\n".join(line for card in cards for line in _card_lines(card, DEEPEST))


def _card_lines(element: Any, depth: int) -> Iterator[str]:
    if depth == 0 or not isinstance(element, Mapping):
        return
    kind = str(element.get("type", ""))
    if kind == "TextBlock" and element.get("text"):
        yield str(element["text"])
    if kind.startswith("Action.") and element.get("title"):
        yield f"[{element['title']}]"
    for facts in element.get("facts") or ():
        if isinstance(facts, Mapping):
            yield f"{facts.get('title', '')}: {facts.get('value', '')}"
    for part in ("body", "items", "columns", "actions"):
        inner = element.get(part)
        for held in inner if isinstance(inner, list) else ():
            yield from _card_lines(held, depth - 1)

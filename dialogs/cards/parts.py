"""The parts every card is made of. What somebody wrote goes through `plain`, which no client reads as Markdown."""

from collections.abc import Iterable, Iterator
from typing import Any

from dialogs.languages import DEFAULT, spoken

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.5"
Part = dict[str, Any]


def card(language: str, *body: Part, buttons: Iterable[Part] = ()) -> Part:
    """Return a card; its words are also its fallback text, for clients and screen readers that don't show cards."""
    shown: Part = {"type": "AdaptiveCard", "$schema": SCHEMA, "version": VERSION, "lang": spoken(language) or DEFAULT}
    shown["body"] = list(body)
    shown["fallbackText"] = "\n".join(texts(shown))
    pressable = list(buttons)
    return shown | {"actions": pressable} if pressable else shown


def text(words: str) -> Part:
    """Return a paragraph of our own words."""
    return {"type": "TextBlock", "text": words, "wrap": True}


def quiet(words: str) -> Part:
    """Return a paragraph that explains, a little lighter than the rest."""
    return text(words) | {"isSubtle": True, "spacing": "Small"}


def heading(words: str) -> Part:
    """Return a heading, which screen readers announce as one."""
    return text(words) | {"weight": "Bolder", "style": "heading"}


def plain(words: str, **look: str) -> Part:
    """Return a paragraph of somebody else's words, shown exactly as they are."""
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": words, **look}]}


def button(title: str, verb: str, /, **data: Any) -> Part:
    """Return a button; the data comes back when it is pressed."""
    return {"type": "Action.Execute", "title": title, "verb": verb, "tooltip": title, "data": data}


def column(*buttons: Part) -> list[Part]:
    """Return buttons below one another, so that long labels are not cut."""
    return [{"type": "ActionSet", "actions": [each], "spacing": "Small"} for each in buttons]


def row(*buttons: Part) -> Part:
    """Return buttons beside one another."""
    return {"type": "ActionSet", "actions": list(buttons), "spacing": "Small"}


def section(*parts: Part) -> Part:
    """Return parts that belong together, set off from what stands above."""
    return {"type": "Container", "separator": True, "spacing": "Medium", "items": list(parts)}


def texts(part: Any) -> Iterator[str]:
    """Yield every text a card shows, in reading order, without its buttons."""
    if isinstance(part, dict):
        if part.get("type") in {"TextBlock", "TextRun"}:
            yield str(part["text"])
        for name in ("body", "items", "inlines"):
            yield from texts(part.get(name))
    elif isinstance(part, list):
        for each in part:
            yield from texts(each)


def buttons(part: Any) -> Iterator[Part]:
    """Yield every button of a card, in reading order."""
    if isinstance(part, dict):
        for name in ("body", "items", "actions"):
            yield from buttons(part.get(name))
        if str(part.get("type", "")).startswith("Action."):
            yield part
    elif isinstance(part, list):
        for each in part:
            yield from buttons(each)

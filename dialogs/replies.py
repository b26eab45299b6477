"""What Spot says back, channel-free: text or a card, with its citations, and slots that effects fill."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Card = Mapping[str, Any]
"""An Adaptive Card as plain JSON; buttons are `Action.Execute` with a verb, and the channel adapts them."""

SLOT = re.compile("\ue000([a-z_]+)\ue001")


def number_of(effect: str) -> str:
    """Return a slot that becomes the case number, such as C-1042, once the named effect has run."""
    return f"\ue000{effect}\ue001"


def fill(value: Any, slots: Mapping[str, str]) -> Any:
    """Return a copy of text or JSON data with every slot replaced; an unknown slot raises KeyError."""
    if isinstance(value, str):
        return SLOT.sub(lambda found: slots[found[1]], value)
    if isinstance(value, Mapping):
        return {key: fill(inner, slots) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [fill(inner, slots) for inner in value]
    return value


@dataclass(frozen=True, slots=True)
class Citation:
    """The entry an answer comes from, as it may be shown to the asker."""

    entry: str
    title: str
    source: str | None = None
    review: date | None = None


@dataclass(frozen=True, slots=True)
class BotReply:
    """One message: text (Markdown unless `plain`) or a card, never both, so that each can be updated later."""

    text: str = ""
    card: Card | None = None
    citations: tuple[Citation, ...] = ()
    slot: str | None = None
    """The card's place, such as `case/C-1042` or `helped/q…`: shown the first time, updated in place afterwards."""
    plain: bool = False
    """Whether the text holds what somebody wrote, and must not be read as Markdown."""

"""What comes in, channel-free: somebody said, pressed or joined something, or a case changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class IncomingKind(StrEnum):
    """What happened."""

    MESSAGE = "message"
    ACTION = "action"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file that came along, by name and link; nothing is fetched."""

    name: str
    link: str = ""
    """Empty where the channel gives none that others could follow."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that happened in a conversation."""

    kind: IncomingKind
    at: datetime
    """Aware, UTC: the only clock a dialog knows."""
    key: str
    """Unique to the activity; effects derive their idempotency keys from it."""
    text: str = ""
    """What was said, without the bot's own mention; at most 28,000 characters, NUL already replaced."""
    verb: str = ""
    """The pressed button's verb, such as `helped`, `choose`, `person`."""
    data: Mapping[str, Any] = field(default_factory=dict)
    """The pressed button's own data and the card's inputs; from outside, so check every field."""
    attachments: tuple[IncomingFile, ...] = ()
    conversation: str = ""
    """The key of the conversation, as cases name the one that they were opened in."""
    locale: str | None = None
    group: bool = False
    """Whether others read along: a group chat or a channel."""

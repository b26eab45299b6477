"""What the transcript's rows are as values: what came in, what is to be done, what is on its way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Op(StrEnum):
    """What a row did: came in, or was to be sent, updated or deleted."""

    IN = "in"
    SEND = "send"
    UPDATE = "update"
    DELETE = "delete"


class Delivered(StrEnum):
    """How far an outgoing row has come."""

    DUE = "due"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """What the HTTP call that brought an activity was answered, for whoever brings it again."""

    status: int
    body: Any = None
    """JSON data, or None for an empty body."""


class Duplicate(Exception):
    """The activity was handled before; `response` is what was answered then, None where nothing was noted."""

    def __init__(self, seq: int, response: StoredResponse | None) -> None:
        super().__init__(f"the activity is row {seq} already")
        self.seq = seq
        self.response = response


@dataclass(frozen=True, slots=True)
class Received:
    """An activity that came in."""

    conversation: str
    activity: str | None
    """The channel's id; None is never a duplicate."""
    handle: str
    at: datetime
    kind: str
    """The activity's type: `message`, `invoke`, `conversationUpdate` …"""
    text: str
    person: str
    """Who wrote it: the asker's key."""
    raw: str
    """The JSON text as it came."""
    error: str | None = None
    """The id of our own error, where the turn failed."""
    attempts: int = 1
    """How often the turn was tried."""


@dataclass(frozen=True, slots=True)
class Move:
    """Something to do in a conversation: send a new activity, or update or delete the one with handle `target`."""

    op: Op
    handle: str
    """Our own id of this move: unique, and ordered as minted."""
    body: Mapping[str, Any]
    slot: str | None = None
    """The place this activity has, such as `case/C-1042`: shown once, updated in place from then on."""
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """An outgoing row on its way: everything a sender needs."""

    seq: int
    conversation: str
    handle: str
    op: Op
    target: str | None
    """The handle of the activity to update or delete."""
    target_id: str | None
    """The channel's id of the target, None where it was not known yet; `channel_id_of` tells later."""
    body: dict[str, Any]
    attempts: int
    address: dict[str, Any]
    due: datetime


@dataclass(frozen=True, slots=True)
class TranscriptRow:
    """One row of the transcript."""

    seq: int
    conversation: str
    op: Op
    at: datetime
    kind: str
    text: str
    """What was said, in or out; empty for a card."""
    person: str | None
    """Who wrote it; None is Spot."""
    handle: str
    slot: str | None
    target: str | None
    body: dict[str, Any]
    activity: str | None
    """The id the activity came with, or the one its channel gave it."""
    state: Delivered | None
    """How far it has come; None for an incoming row."""
    attempts: int
    error: str | None
    """The error's id of a failed turn, or why a row was not sent."""

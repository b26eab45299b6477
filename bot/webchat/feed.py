"""The feed of a conversation: its transcript as Direct Line activities; the watermark is a seq."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.store.chat import feed
from bot.store.chat.feed import FeedRow
from bot.store.engine.rows import Op
from bot.store.engine.store import Store
from bot.webchat.activities import CHANNEL, echoed, shown

BATCH = 50
"""Rows a page: what a slow client can keep waiting in memory."""
SEQUENCE = "webchat:sequence-id"
"""Where Web Chat looks for an activity's place, so that order does not hang on clocks."""


def key_of(conversation: str) -> str:
    """Return the key that the store knows a Direct Line conversation by."""
    return f"{CHANNEL}/{conversation}"


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Some activities, and the watermark from which to go on."""

    activities: tuple[dict[str, Any], ...]
    watermark: int
    more: bool
    """Whether there may be more right now."""

    def as_dict(self) -> dict[str, Any]:
        """Return the page as Direct Line writes it."""
        return {"activities": list(self.activities), "watermark": str(self.watermark)}


class Feed:
    """Reads conversations of the store as pages of activities."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def since(self, conversation: str, watermark: int) -> FeedPage:
        """Return what came after the watermark, at most one batch."""
        found = await asyncio.to_thread(
            self._store.read, lambda reader: feed.lines(reader, key_of(conversation), watermark, BATCH)
        )
        activities = (activity(line, conversation) for line in found)
        last = found[-1].seq if found else watermark
        return FeedPage(tuple(item for item in activities if item is not None), last, len(found) == BATCH)

    async def knows(self, conversation: str) -> bool:
        """Return whether the conversation was started."""
        return await asyncio.to_thread(self._store.read, lambda reader: feed.known(reader, key_of(conversation)))


def activity(line: FeedRow, conversation: str) -> dict[str, Any] | None:
    """Return a row as the client shows it, or None where there is nothing to show; nothing is ever taken back."""
    if line.op is Op.DELETE:
        return None
    body = echoed(line.body) if line.op is Op.IN else shown(line.body, conversation, line.handle, line.at)
    return body and placed(body, line.place)


def placed(body: Mapping[str, Any], place: int) -> dict[str, Any]:
    """Return the activity with its place in the conversation."""
    return {**body, "channelData": {**(body.get("channelData") or {}), SEQUENCE: place}}

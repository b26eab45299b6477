"""Mailboxes: one turn at a time in each conversation, in the order in which they came."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

MOST_WAITING = 20
"""Turns of one conversation, the one that runs included; more come back later."""


class MailboxFull(Exception):
    """Too many turns wait in this conversation already."""


@dataclass(slots=True)
class _Box:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    inside: int = 0


class Mailboxes:
    """A mailbox for every conversation that has something in it, and no others."""

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._most_waiting = most_waiting
        self._boxes: dict[str, _Box] = {}

    @asynccontextmanager
    async def turn(self, conversation: str) -> AsyncIterator[None]:
        """Wait for the turns before and hold the conversation for this one; Full when too many wait."""
        box = self._boxes.setdefault(conversation, _Box())
        if box.inside >= self._most_waiting:
            raise MailboxFull(conversation)
        box.inside += 1
        try:
            async with box.lock:
                yield
        finally:
            box.inside -= 1
            if not box.inside:
                del self._boxes[conversation]

    def __len__(self) -> int:
        return len(self._boxes)

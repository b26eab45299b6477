"""The stream: one WebSocket a client, fed from the transcript: nothing is kept in memory, a restart loses nothing."""

import asyncio
import json
from collections import defaultdict
from contextlib import suppress
from typing import Any

from aiohttp import WSCloseCode, web

from bot.webchat.feed import Feed, key_of

MOST_SOCKETS = 1000
MOST_PER_CONVERSATION = 8
HEARTBEAT_SECONDS = 30.0
SLOW_SECONDS = 20.0
"""A client that takes longer to accept one page is let go; it comes back with its watermark."""
LARGEST_FRAME = 4096
"""Bytes; a client has nothing to say here but its empty ping."""


class StreamsFull(Exception):
    """There are as many sockets as there may be."""


class Streams:
    """Every open socket, by conversation; woken by commits."""

    def __init__(self, feed: Feed, most: int = MOST_SOCKETS) -> None:
        self._feed = feed
        self._most = most
        self._sockets: dict[str, dict[web.WebSocketResponse, asyncio.Event]] = defaultdict(dict)
        self._closing = False

    @property
    def count(self) -> int:
        """Return the number of open sockets."""
        return sum(len(sockets) for sockets in self._sockets.values())

    def seen(self, keys: frozenset[str]) -> None:
        """Wake the sockets of these conversations; for `store.watch`."""
        for key in keys:
            self.wake(key)

    def wake(self, key: str) -> None:
        """Wake the sockets of one conversation; they read what is new themselves."""
        for event in self._sockets.get(key, {}).values():
            event.set()

    async def tell(self, key: str, activity: dict[str, Any]) -> None:
        """Show the conversation's sockets something that is not kept, such as that Spot is typing."""
        frame = json.dumps({"activities": [activity]})
        for socket in list(self._sockets.get(key, {})):
            with suppress(ConnectionError, asyncio.TimeoutError, RuntimeError):
                await asyncio.wait_for(socket.send_str(frame), 1)

    async def serve(self, request: web.Request, conversation: str, watermark: int) -> web.WebSocketResponse:
        """Send what came after the watermark, then all that comes, until either side closes; raise Full."""
        key = key_of(conversation)
        if self._closing or self.count >= self._most or len(self._sockets.get(key, ())) >= MOST_PER_CONVERSATION:
            raise StreamsFull
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, max_msg_size=LARGEST_FRAME)
        self._sockets[key][socket] = woken = asyncio.Event()
        try:
            await socket.prepare(request)
            await self._serve(socket, woken, conversation, watermark)
        finally:
            self._sockets[key].pop(socket)
            if not self._sockets[key]:
                del self._sockets[key]
        return socket

    async def _serve(
        self, socket: web.WebSocketResponse, woken: asyncio.Event, conversation: str, watermark: int
    ) -> None:
        feeding = asyncio.create_task(self._feed_socket(socket, woken, conversation, watermark))
        try:
            async for _ in socket:
                """An empty frame is the client's ping; whatever else it says is not listened to."""
        finally:
            feeding.cancel()
            with suppress(asyncio.CancelledError):
                await feeding

    async def _feed_socket(
        self, socket: web.WebSocketResponse, woken: asyncio.Event, conversation: str, watermark: int
    ) -> None:
        try:
            while not socket.closed:
                woken.clear()
                watermark = await self._catch_up(socket, conversation, watermark)
                await woken.wait()
        except Exception:
            # Slow, gone, or the store cannot be read now: whatever it was, the client comes back with its watermark.
            await socket.close(code=WSCloseCode.TRY_AGAIN_LATER)

    async def _catch_up(self, socket: web.WebSocketResponse, conversation: str, watermark: int) -> int:
        more = True
        while more:
            page = await self._feed.since(conversation, watermark)
            if page.activities:
                await asyncio.wait_for(socket.send_str(json.dumps(page.as_dict())), SLOW_SECONDS)
            watermark, more = page.watermark, page.more
        return watermark

    async def close(self) -> None:
        """Close every socket, so that each client comes back to the next process with its watermark."""
        self._closing = True
        sockets = [socket for group in self._sockets.values() for socket in group]
        closing = (socket.close(code=WSCloseCode.SERVICE_RESTART, message=b"restart") for socket in sockets)
        await asyncio.gather(*closing, return_exceptions=True)

"""Direct Line 3.0: tokens, conversations, activities and the stream, as the official client speaks it."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from aiohttp import web

from bot.gate import reading, strict_json
from bot.gate.limits import Limit
from bot.gate.refusal import Forbidden, MalformedBody
from bot.store.engine.store import Store
from bot.webchat import activities
from bot.webchat.access import Access
from bot.webchat.answers import NotKnown, NotNow, TooMany, answer, politely
from bot.webchat.channel import DirectLine
from bot.webchat.feed import Feed
from bot.webchat.stream import Streams, StreamsFull
from bot.webchat.tokens import LIFETIME, Grant, mint
from bot.webchat.upload import Upload

PREFIX = "/v3/directline"
LONGEST_WATERMARK = 18
"""Digits."""
LONGEST_LOCALE = 35


class AdapterResponse(Protocol):
    """What the adapter answers."""

    @property
    def status(self) -> int:
        """Return the HTTP status."""


Process = Callable[[dict[str, Any], str], Awaitable[AdapterResponse]]
"""The adapter's `process`: an activity and its JSON text in, stored and answered when it returns."""


@dataclass(frozen=True, slots=True)
class ChatLimits:
    """How often each may happen."""

    tokens: Limit
    activities: Limit

    @classmethod
    def standard(cls, now: Callable[[], datetime]) -> "ChatLimits":
        """Allow a busy person and no flood; the dialogs have their own, polite limit well below."""
        return cls(tokens=Limit(60, 1.0, now), activities=Limit(60, 2.0, now))


class DirectLineApi:
    """The handlers under /v3/directline; `channel` is what the sender knows of it."""

    def __init__(self, store: Store, process: Process, access: Access, now: Callable[[], datetime]) -> None:
        self._store = store
        self._process = process
        self._access = access
        self._now = now
        self._feed = Feed(store)
        self._limits = ChatLimits.standard(now)
        self.streams = Streams(self._feed)
        self.channel = DirectLine(self.streams)

    def start(self) -> Callable[[], None]:
        """Wake streams after every commit from now on; call it on the event loop. Gives the way to stop."""
        return self._store.watch(self.streams.seen)

    async def close(self) -> None:
        """Close the streams, so that clients come back to the next process."""
        await self.streams.close()

    def routes(self) -> list[web.RouteDef]:
        conversation = PREFIX + "/conversations/{conversation}"
        return [
            web.post(PREFIX + "/tokens/generate", self.generate),
            web.post(PREFIX + "/tokens/refresh", self.refresh),
            web.post(PREFIX + "/conversations", self.open),
            web.get(conversation, self.reconnect, allow_head=False),
            web.post(conversation + "/activities", self.post),
            web.get(conversation + "/activities", self.poll, allow_head=False),
            web.get(conversation + "/stream", self.stream, allow_head=False),
            web.post(conversation + "/upload", self.upload),
        ]

    @politely
    async def generate(self, request: web.Request) -> web.StreamResponse:
        """Return a stranger a token for a new conversation; the user id is ours to give."""
        body = await self._optional(request)
        if body.get("user"):
            raise MalformedBody("the user id is given here, not taken")
        return answer(self.token(request, mint()))

    def token(self, request: web.Request, grant: Grant) -> dict[str, Any]:
        """Return a token as Direct Line writes it; TooMany when one address asks for too many."""
        self._access.admit(request)
        if not self._limits.tokens.allows(request.remote or ""):
            raise TooMany("too many conversations were asked for; wait a little")
        return self._token(grant)

    @politely
    async def refresh(self, request: web.Request) -> web.StreamResponse:
        """Return a new token for the same conversation and user, while the old one still holds."""
        grant = self._access.grant(request)
        self._access.asker(grant)
        return answer(self._token(grant))

    @politely
    async def open(self, request: web.Request) -> web.StreamResponse:
        """Start the token's conversation: the bot hears that somebody joined, once."""
        grant = self._access.grant(request)
        locale = (await self._optional(request)).get("locale")
        short = locale if isinstance(locale, str) and len(locale) <= LONGEST_LOCALE else ""
        known = await self._feed.knows(grant.conversation)
        await self._hand_over(activities.joined(grant, self._access.asker(grant), self._now(), short))
        return answer(self._conversation(request, grant), 200 if known else 201)

    @politely
    async def reconnect(self, request: web.Request) -> web.StreamResponse:
        """Return a fresh token and stream for a conversation that was started, from the client's watermark."""
        grant = await self._started(request)
        return answer(self._conversation(request, grant, watermark(request)))

    @politely
    async def post(self, request: web.Request) -> web.StreamResponse:
        """Take an activity; a retry under the same clientActivityID is the same activity."""
        grant = await self._started(request)
        reading.refuse_size(request)
        reading.refuse_type(request)
        body, _ = strict_json.loads(await reading.read(request))
        return await self._take(grant, body)

    @politely
    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Take a message with files: what they are called is kept, what they hold is not read."""
        grant = await self._started(request)
        return await self._take(grant, await Upload.read(request))

    @politely
    async def poll(self, request: web.Request) -> web.StreamResponse:
        """Return the activities after the watermark."""
        grant = await self._started(request)
        page = await self._feed.since(grant.conversation, watermark(request))
        return answer(page.as_dict())

    @politely
    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Serve the conversation's WebSocket."""
        grant = self._access.within_query(request)
        self._access.asker(grant)
        if "websocket" not in request.headers.get("Upgrade", "").lower():
            raise MalformedBody("the stream is a WebSocket")
        try:
            return await self.streams.serve(request, grant.conversation, watermark(request))
        except StreamsFull:
            raise NotNow("there are too many streams; try again") from None

    async def _started(self, request: web.Request) -> Grant:
        grant = self._access.within(request)
        self._access.asker(grant)
        if not await self._feed.knows(grant.conversation):
            raise NotKnown("there is no such conversation")
        return grant

    async def _take(self, grant: Grant, body: Any) -> web.Response:
        if not self._limits.activities.allows(grant.conversation):
            raise TooMany("too much was sent; wait a little")
        try:
            activity = activities.received(body, grant, self._access.asker(grant), self._now())
        except activities.MalformedActivity as fault:
            raise MalformedBody(str(fault)) from None
        if activity["type"] != "typing":
            await self._hand_over(activity)
        return answer({"id": activity["id"]})

    async def _hand_over(self, activity: dict[str, Any]) -> None:
        """Pass the activity to the bot; what it answers shows in the stream."""
        response = await self._process(activity, json.dumps(activity))
        if response.status >= 500:
            raise NotNow("it could not be kept; try again")
        if response.status == 429:
            raise TooMany("too much was sent; wait a little")
        if response.status == 403:
            raise Forbidden("the bot does not speak here")

    async def _optional(self, request: web.Request) -> dict[str, Any]:
        """Return the body of a request that may have none."""
        reading.refuse_size(request)
        raw = await reading.read(request)
        body = strict_json.loads(raw)[0] if raw.strip() else {}
        if not isinstance(body, dict):
            raise MalformedBody("the body is no object")
        return body

    def _token(self, grant: Grant) -> dict[str, Any]:
        return {
            "conversationId": grant.conversation,
            "token": self._access.tokens.issue(grant),
            "expires_in": int(LIFETIME.total_seconds()),
        }

    def _conversation(self, request: web.Request, grant: Grant, seq: int = 0) -> dict[str, Any]:
        token = self._token(grant)
        path = f"{PREFIX}/conversations/{grant.conversation}/stream"
        query = f"watermark={seq}&t={token['token']}"
        return {**token, "streamUrl": f"{scheme(request)}://{request.host}{path}?{query}"}


def watermark(request: web.Request) -> int:
    """Return the client's watermark, 0 for none; Malformed for what never was one."""
    written = request.query.get("watermark", "")
    if written in ("", "-"):
        return 0
    if not (written.isascii() and written.isdigit() and len(written) <= LONGEST_WATERMARK):
        raise MalformedBody("the watermark is no whole number")
    return int(written)


def scheme(request: web.Request) -> str:
    """Return ws or wss: what the client itself came by, also through a proxy that speaks TLS for us."""
    forwarded = request.headers.get("X-Forwarded-Proto", "").split(",")[0].strip().lower()
    return "wss" if request.secure or forwarded == "https" else "ws"

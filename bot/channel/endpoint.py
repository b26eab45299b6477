"""POST /api/messages: the gate in its order, then the adapter."""

import json
import time
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from aiohttp import web
from botbuilder.schema import Activity

from bot.activities import render
from bot.activities.address import Address
from bot.activities.translate import address_of
from bot.activities.wire import load
from bot.channel.turn import TurnResponse
from bot.gate import activity as shape
from bot.gate import reading, strict_json
from bot.gate.loopback import is_loopback
from bot.gate.origin import is_tenant_allowed, refuse_origin
from bot.gate.policy import GatePolicy
from bot.gate.refusal import Forbidden, Refusal, WrongMethod
from bot.gate.tally import Tally
from bot.gate.token import Claims, TokenCheck
from dialogs.languages import say
from dialogs.replies import BotReply

HOUR = 3600.0
MOST_REFUSED = 10_000
"""Conversations that are remembered as having been told."""

Process = Callable[[dict[str, Any], str], Awaitable[TurnResponse]]


class BestEffortSends(Protocol):
    """What sends at best and stores nowhere: the sender."""

    def aside(self, to: Address, activity: dict[str, Any]) -> None:
        """Send an activity at once."""


class Endpoint:
    """Takes activities in over HTTP, from those who may speak."""

    def __init__(self, policy: GatePolicy, tokens: TokenCheck, process: Process, asides: BestEffortSends) -> None:
        self._policy = policy
        self._tokens = tokens
        self._process = process
        self._polite = RefusalNotice(asides)
        self._tally = Tally()

    async def handle(self, request: web.Request) -> web.Response:
        """Answer any method on the route; nothing is read before its turn in the gate's order."""
        if request.method == "HEAD":
            return web.Response()
        try:
            return _respond(await self._receive(request))
        except Refusal as refusal:
            self._tally.note(refusal.status, refusal.reason)
            return _refuse(refusal)

    async def _receive(self, request: web.Request) -> TurnResponse:
        if request.method != "POST":
            raise WrongMethod("the method is not POST")
        reading.refuse_compressed(request)
        reading.refuse_size(request)
        reading.refuse_type(request)
        claims = await self._speaker(request)
        body, raw = strict_json.loads(await reading.read(request))
        activity = shape.check(body)
        refuse_origin(self._policy, activity, claims)
        if not is_tenant_allowed(self._policy, activity):
            self._tally.note(200, "the tenant is not allowed")
            self._polite.refuse(activity)
            return TurnResponse()
        return await self._process(activity, raw)

    async def _speaker(self, request: web.Request) -> Claims | None:
        """Return what the token proves; without an app id nothing can be proved, and only this machine may speak."""
        if self._policy.app_id:
            return await self._tokens.verify(request.headers.get("Authorization"))
        if not is_loopback(request):
            raise Forbidden("without an app id only this machine may speak")
        return None


class RefusalNotice:
    """Tells somebody of a tenant that is not allowed so, at most hourly a conversation, and keeps nothing of it."""

    def __init__(self, asides: BestEffortSends, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._asides = asides
        self._monotonic = monotonic
        self._told: dict[str, float] = {}

    def refuse(self, activity: dict[str, Any]) -> None:
        """Say it, unless it was said within the hour or nobody said anything."""
        to = address_of(load(Activity, activity))
        if activity["type"] != "message" or self._monotonic() - self._told.get(to.key, float("-inf")) < HOUR:
            return
        if len(self._told) >= MOST_REFUSED:
            self._told.clear()
        self._told[to.key] = self._monotonic()
        self._asides.aside(to, render.activity(BotReply(say(to.locale[:2] or "en", "refused")), to))


def _respond(response: TurnResponse) -> web.Response:
    headers = {"Retry-After": str(response.retry_after)} if response.retry_after else None
    if response.body is None:
        return web.Response(status=response.status, headers=headers)
    body = json.dumps(response.body, ensure_ascii=False, separators=(",", ":")).encode()
    return web.Response(status=response.status, body=body, content_type="application/json", headers=headers)


def _refuse(refusal: Refusal) -> web.Response:
    response = web.json_response({"error": refusal.reason}, status=refusal.status, headers=dict(refusal.headers))
    if refusal.close:
        response.force_close()
    return response

"""How the web chat answers: JSON, and refusals as Direct Line words them; nothing of the request is repeated."""

import json
from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from aiohttp import web

from bot.gate.refusal import Refusal
from bot.store.engine.store import StoreError

HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
CODES = {
    400: "BadArgument",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    413: "MessageSizeTooBig",
    415: "UnsupportedMediaType",
    429: "TooManyRequests",
}
S = TypeVar("S")


class NotKnown(Refusal):
    """There is no such conversation."""

    status = 404


class TooMany(Refusal):
    """More came than one client may send."""

    status = 429
    headers: Mapping[str, str] = {"Retry-After": "5"}


class NotNow(Refusal):
    """It could not be kept; the same may be tried again."""

    status = 503
    headers: Mapping[str, str] = {"Retry-After": "2"}


def answer(data: Any, status: int = 200) -> web.Response:
    """Return a JSON response that no cache keeps."""
    return web.Response(text=json.dumps(data), status=status, content_type="application/json", headers=HEADERS)


def refused(refusal: Refusal) -> web.Response:
    """Return a refusal as Direct Line writes errors."""
    code = CODES.get(refusal.status, "ServiceError")
    response = answer({"error": {"code": code, "message": refusal.reason}}, refusal.status)
    response.headers.update(refusal.headers)
    if refusal.close:
        response.force_close()
    return response


def politely(
    handler: Callable[[S, web.Request], Awaitable[web.StreamResponse]],
) -> Callable[[S, web.Request], Awaitable[web.StreamResponse]]:
    """Wrap a handler so that a refusal, or a store that cannot be reached, becomes its response."""

    @wraps(handler)
    async def handled(self: S, request: web.Request) -> web.StreamResponse:
        try:
            return await handler(self, request)
        except Refusal as refusal:
            return refused(refusal)
        except StoreError:
            return refused(NotNow("it could not be kept; try again"))

    return handled

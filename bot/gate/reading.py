"""Reading a body: never more than an activity may have, never longer than it may take, nothing parsed."""

import asyncio

from aiohttp import web

from bot.gate.refusal import MalformedBody, TooLarge, TooSlow, WrongType

MOST_BYTES = 256 * 1024
MOST_SECONDS = 10.0


def refuse_size(request: web.BaseRequest) -> None:
    """Refuse a body that says itself that it is too large."""
    if (request.content_length or 0) > MOST_BYTES:
        raise TooLarge(f"the body is larger than {MOST_BYTES} bytes")


def refuse_type(request: web.BaseRequest) -> None:
    """Refuse what is not plain JSON in UTF-8."""
    if request.content_type != "application/json":
        raise WrongType("the content type is not application/json")
    if (request.charset or "utf-8").lower() not in ("utf-8", "utf8"):
        raise WrongType("the charset is not UTF-8")


def refuse_compressed(request: web.BaseRequest) -> None:
    """Refuse a compressed body, whose length says nothing about its size."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise WrongType("the body is compressed")


async def read(request: web.BaseRequest, seconds: float = MOST_SECONDS) -> bytes:
    """Return the body; TooLarge and TooSlow as soon as that is known."""
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise TooLarge(f"the body is larger than {MOST_BYTES} bytes")
    except TimeoutError:
        raise TooSlow(f"the body was not complete in {seconds:g} s") from None
    except (ConnectionError, web.RequestPayloadError):
        raise MalformedBody("the body broke off") from None
    return bytes(body)

"""One POST to a webhook: what is asked of it, and what it answers. Nothing here knows of rows or lanes."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp

from bot.hooks.destinations import AllowedDestinations, GuardedResolver, OutOfReach

TIMEOUT = 10.0
"""Seconds for one call, everything included."""
MOST_BYTES = 64 * 1024
"""What is read of an answer, which says nothing to us but its status."""
GONE = 410


@dataclass(frozen=True, slots=True)
class PostResult:
    """What came of a call."""

    status: int | None = None
    error: str = ""
    """Why it was not taken, in words of our own."""
    retry_after: str | None = None
    """The header, as it came."""

    @property
    def is_taken(self) -> bool:
        """Return whether the receiver has it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        """Return whether the receiver wants no more of it."""
        return self.status == GONE


class Post:
    """Posts within reach. It has a session of its own, whose resolver gives no address that is out of reach."""

    def __init__(self, reach: AllowedDestinations) -> None:
        self._reach = reach
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=GuardedResolver(reach)), cookie_jar=aiohttp.DummyCookieJar()
        )

    async def send(self, url: str, headers: Mapping[str, str], body: bytes) -> PostResult:
        """Post a body and give what came of it; no redirect is followed."""
        if refusal := self._reach.refusal(url):
            return PostResult(error=refusal)
        call = self._session.post(url, data=body, headers=headers, allow_redirects=False)
        try:
            async with asyncio.timeout(TIMEOUT), call as response:
                await response.content.read(MOST_BYTES)
                return PostResult(response.status, _reason(response.status), response.headers.get("Retry-After"))
        except TimeoutError:
            return PostResult(error=f"no answer in {TIMEOUT:g} s")
        except (aiohttp.ClientError, ValueError) as fault:
            return PostResult(error=_named(fault))

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()


def _reason(status: int) -> str:
    if 300 <= status < 400:
        return f"it answered {status}, and no redirect is followed; name the final URL"
    return f"it answered {status}"


def _named(fault: Exception) -> str:
    """Name a fault: our own in its words, another by its kind, as its message may hold anything."""
    own = getattr(fault, "os_error", None)
    return str(own) if isinstance(own, OutOfReach) else f"it cannot be reached: {type(fault).__name__}"

"""The bot's own token: one POST to the identity service, kept, and renewed before it runs out."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import aiohttp
import structlog

from bot.channel.port import Retry

SCOPE = "https://api.botframework.com/.default"
EARLY = 300.0
"""Seconds before its end at which a token is renewed, while it still serves."""
BETWEEN = 5.0
"""Seconds after a failure in which it is not tried again."""
REPLACED = 60.0
"""Seconds between two tokens that are replaced because they were refused."""
TIMEOUT = 10.0
MOST_BYTES = 64 * 1024

log = structlog.get_logger(__name__)


class BotIdentity:
    """The bot's client credentials; with no app id there is nobody to be, and no token."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        token_url: str,
        credentials: tuple[str, str],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session
        self._token_url = token_url
        self._app_id, self._secret = credentials
        self._monotonic = monotonic
        self._token: str | None = None
        self._ends = self._failed = self._replaced = float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    async def token(self) -> str | None:
        """Return a token that holds, None without an app id; Retry while the identity service gives none."""
        if not self._app_id:
            return None
        left = self._ends - self._monotonic()
        if left < EARLY:
            fetching = self._start()
            if left <= 0 and fetching:
                await asyncio.shield(fetching)
        if self._token is None or self._ends <= self._monotonic():
            raise Retry(BETWEEN)
        return self._token

    def forget(self, token: str | None) -> None:
        """Ask for a new token next time, unless this one was replaced already or one was a moment ago."""
        if token == self._token and self._monotonic() - self._replaced >= REPLACED:
            self._token, self._ends, self._replaced = None, float("-inf"), self._monotonic()

    def _start(self) -> asyncio.Task[None] | None:
        """Return the one fetch that is under way, started now unless the last one failed a moment ago."""
        if self._fetching and not self._fetching.done():
            return self._fetching
        if self._monotonic() - self._failed < BETWEEN:
            return None
        self._fetching = asyncio.create_task(self._fetch())
        return self._fetching

    async def _fetch(self) -> None:
        try:
            async with asyncio.timeout(TIMEOUT):
                granted = await self._ask()
            self._token, lives = str(granted["access_token"]), float(granted["expires_in"])
        except (aiohttp.ClientError, TimeoutError, KeyError, TypeError, ValueError) as fault:
            self._failed = self._monotonic()
            log.error("token_request_failed", error=type(fault).__name__)
            return
        self._ends = self._monotonic() + lives

    async def _ask(self) -> dict[str, Any]:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._app_id,
            "client_secret": self._secret,
            "scope": SCOPE,
        }
        async with self._session.post(self._token_url, data=form, allow_redirects=False) as response:
            response.raise_for_status()
            granted = json.loads(await response.content.read(MOST_BYTES))
        if not isinstance(granted, dict):
            raise ValueError("not an object")
        return granted

"""The Bot Framework's connector, over one aiohttp session: what Teams, the Emulator and the Playground listen to."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.activities.address import Address
from bot.channel.identity import BotIdentity
from bot.channel.port import Gone, Retry
from bot.gate.origin import may_send_to
from bot.gate.policy import GatePolicy
from bot.gate.retry_after import seconds_of

TIMEOUT = 15.0
"""Seconds for one call, everything included."""
MOST_BYTES = 64 * 1024
LONGEST_WAIT = 3600.0
"""Seconds of a Retry-After that are believed."""
LATER = frozenset({408, 412, 423, 425, 429})
"""Client errors that pass; every other one stays."""


class BotFramework:
    """Posts activities to the service URL they came from, if it is one of those allowed."""

    def __init__(self, session: aiohttp.ClientSession, identity: BotIdentity, policy: GatePolicy) -> None:
        self._session = session
        self._identity = identity
        self._policy = policy

    async def send(self, to: Address, activity: dict[str, Any]) -> str | None:
        """Post a new activity, as the answer to another where it names one."""
        given = await self._call("POST", to, activity.get("replyToId"), activity)
        return str(given["id"]) if given.get("id") else None

    async def update(self, to: Address, id: str, activity: dict[str, Any]) -> None:
        """Replace the activity that has this id."""
        await self._call("PUT", to, id, activity | {"id": id})

    async def delete(self, to: Address, id: str) -> None:
        """Take the activity with this id away."""
        await self._call("DELETE", to, id)

    async def _call(
        self, method: str, to: Address, id: str | None, activity: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Make the call, with a new token once where the old one is refused."""
        if not may_send_to(self._policy, to.service_url):
            raise Gone("the service URL is not allowed")
        for _ in range(2):
            token = await self._identity.token()
            status, headers, given = await self._exchange(method, _url(to, id), token, activity)
            if status != 401:
                break
            self._identity.forget(token)
        _judge(status, headers)
        return given

    async def _exchange(
        self, method: str, url: URL, token: str | None, activity: dict[str, Any] | None
    ) -> tuple[int, Any, dict[str, Any]]:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        data = None if activity is None else json.dumps(activity, ensure_ascii=False).encode()
        call = self._session.request(method, url, data=data, headers=headers, allow_redirects=False)
        try:
            async with asyncio.timeout(TIMEOUT), call as response:
                return response.status, response.headers, _object(await response.content.read(MOST_BYTES))
        except (aiohttp.ClientError, TimeoutError) as fault:
            raise Retry from fault


def _url(to: Address, id: str | None) -> URL:
    """Return the address of a conversation's activities; ids can hold nothing that leads elsewhere."""
    path = f"v3/conversations/{quote(to.conversation, safe='')}/activities"
    path += f"/{quote(id, safe='')}" if id else ""
    return URL(f"{to.service_url.rstrip('/')}/{path}", encoded=True)


def _object(body: bytes) -> dict[str, Any]:
    try:
        given = json.loads(body or b"{}")
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}


def _judge(status: int, headers: Any) -> None:
    """Raise what a status means: nothing, Retry or Gone."""
    if status < 300:
        return
    if status == 401 or status in LATER or status >= 500:
        raise Retry(seconds_of(headers.get("Retry-After"), datetime.now(UTC), LONGEST_WAIT))
    raise Gone(f"the channel answered {status}")

"""The keys that Bot Framework tokens are signed with: fetched in time, kept when fetching fails."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import jwt
import structlog
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.gate.refusal import KeysUnavailable
from knowledge.loopback import is_loopback_host

FRESH = 24 * 3600.0
"""Seconds after which keys are fetched again, while the ones at hand still serve."""
STALE = 7 * FRESH
"""Seconds after which keys that could not be renewed serve no longer."""
BETWEEN = 60.0
"""Seconds between two fetches, whatever is asked for."""
TIMEOUT = 3.0
MOST_BYTES = 512 * 1024
FEWEST_BITS = 2048

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Key:
    """A public key and the channels it may speak for."""

    public: RSAPublicKey
    endorsements: frozenset[str]


class Unfit(Exception):
    """What the identity service said cannot be used."""


class Keys:
    """The signing keys by id, fetched over one session without ever blocking a request that can do without."""

    def __init__(
        self, session: aiohttp.ClientSession, openid_url: str, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._session = session
        self._openid_url = openid_url
        self._monotonic = monotonic
        self._keys: Mapping[str, Key] = {}
        self._fetched = float("-inf")
        self._tried = float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    async def find(self, key_id: str) -> Key | None:
        """Return a key, None when there is no such key; KeysUnavailable when there are no keys at all."""
        age = self._monotonic() - self._fetched
        if age > STALE:
            self._keys = {}
        if key_id not in self._keys:
            await self._renew()
        elif age > FRESH:
            self._start()
        if not self._keys:
            raise KeysUnavailable("the signing keys cannot be had")
        return self._keys.get(key_id)

    async def _renew(self) -> None:
        """Wait for the fetch that is under way or due; at once when the last one is too recent."""
        fetching = self._start()
        if fetching:
            await asyncio.shield(fetching)

    def _start(self) -> asyncio.Task[None] | None:
        if self._fetching and not self._fetching.done():
            return self._fetching
        wait = BETWEEN if self._keys else TIMEOUT
        if self._monotonic() - self._tried < wait:
            return None
        self._tried = self._monotonic()
        self._fetching = asyncio.create_task(self._fetch())
        return self._fetching

    async def _fetch(self) -> None:
        try:
            async with asyncio.timeout(TIMEOUT):
                metadata = await self._get(self._openid_url)
                found = await self._get(_checked(metadata.get("jwks_uri"), self._openid_url))
            self._keys = _keys(found)
        except (aiohttp.ClientError, TimeoutError, ValueError, Unfit) as fault:
            log.warning("key_renewal_failed", error=type(fault).__name__, kept=len(self._keys))
            return
        self._fetched = self._monotonic()

    async def _get(self, url: str) -> dict[str, Any]:
        async with self._session.get(url, allow_redirects=False) as response:
            if response.status != 200:
                raise Unfit(f"status {response.status}")
            body = await response.content.read(MOST_BYTES)
            while chunk := await response.content.read(MOST_BYTES):
                body += chunk
                if len(body) > MOST_BYTES:
                    raise Unfit("too large")
        data = json.loads(body)
        if not isinstance(data, dict):
            raise Unfit("not an object")
        return data


def _checked(url: Any, openid_url: str) -> str:
    """Return the keys' URL; it may be plain http only on this machine, when the metadata came from it too."""
    parts = urlsplit(url if isinstance(url, str) else "")
    local = parts.scheme == "http" and is_loopback_host(parts.hostname) and openid_url.startswith("http:")
    if not parts.hostname or not (parts.scheme == "https" or local):
        raise Unfit("the keys' URL is not https")
    return str(url)


def _keys(found: Mapping[str, Any]) -> dict[str, Key]:
    listed = found.get("keys")
    keys = dict(filter(None, map(_key, listed if isinstance(listed, list) else [])))
    if not keys:
        raise Unfit("no usable key")
    return keys


def _key(written: Any) -> tuple[str, Key] | None:
    """Read one key; None for one that is not a public RSA signing key of good length."""
    if not isinstance(written, dict) or written.get("kty") != "RSA" or written.get("use", "sig") != "sig":
        return None
    key_id, endorsements = written.get("kid"), written.get("endorsements") or []
    try:
        public = jwt.algorithms.RSAAlgorithm.from_jwk(written)
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    if not isinstance(public, RSAPublicKey) or public.key_size < FEWEST_BITS or not isinstance(key_id, str):
        return None
    channels = endorsements if isinstance(endorsements, list) else []
    return key_id, Key(public, frozenset(channel for channel in channels if isinstance(channel, str)))

"""Who may open the console: one-time links, sessions that outlive a restart, tokens that tie a form to its session."""

import asyncio
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from bot.store.edges import sessions
from bot.store.engine.store import Store, Transaction

COOKIE = "spot_console"
PATH = "/console"
LINK_LIFE = timedelta(hours=1)
SESSION_LIFE = timedelta(hours=12)
LONGEST_KEY = 100
"""Characters of a link's key or a session's cookie; ours have 43."""

Now = Callable[[], datetime]


class Links:
    """The links that let somebody in: each works once, within an hour, in the process that made it."""

    def __init__(self, now: Now) -> None:
        self._now = now
        self._until: dict[str, datetime] = {}

    def mint(self) -> str:
        """Return the path of a new link."""
        key = secrets.token_urlsafe(32)
        self._until[digest(key)] = self._now() + LINK_LIFE
        return f"{PATH}/enter?key={key}"

    def use(self, key: str) -> bool:
        """Return whether the key opens the door, and make sure that it never does again."""
        until = self._until.pop(digest(key), None) if len(key) <= LONGEST_KEY else None
        return until is not None and self._now() < until


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in, and the token that their forms carry."""

    id: str
    """The hash that the store knows it by."""
    csrf: str


class Sessions:
    """The sessions of the console: the browser holds the token, the store only its hash."""

    def __init__(self, store: Store, now: Now, secret: bytes) -> None:
        self._store = store
        self._now = now
        self._secret = secret

    async def open(self) -> str:
        """Start a session, forget those that have expired, and return the token for the cookie."""
        token, at = secrets.token_urlsafe(32), self._now()

        def work(tx: Transaction) -> None:
            sessions.sweep(tx, at)
            sessions.save(tx, digest(token), {}, at, at + SESSION_LIFE)

        await self._store.transaction(work)
        return token

    async def of(self, token: str | None) -> Session | None:
        """Return the session of a cookie's token, None when there is none or it has expired."""
        if not token or len(token) > LONGEST_KEY:
            return None
        id, now = digest(token), self._now()
        found = await asyncio.to_thread(self._store.read, lambda reader: sessions.find(reader, id, now))
        return None if found is None else Session(id, self._csrf(token))

    def _csrf(self, token: str) -> str:
        return hmac.new(self._secret, f"console form {token}".encode(), sha256).hexdigest()


def digest(key: str) -> str:
    """Return the hash of a secret, which is all that is kept of it."""
    return sha256(key.encode("utf-8", "replace")).hexdigest()

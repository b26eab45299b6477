"""Who calls: a bearer token read back into a person of the directory and what they may do."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from bot.api import minting
from bot.api.refusals import ApiRefusal, unauthorized
from bot.api.scopes import Scope, allowed
from bot.store.edges import tokens
from bot.store.edges.tokens import Token
from bot.store.engine.store import Store, StoreUnavailable
from knowledge.people.audience import Asker
from knowledge.people.directory import Directory, UnknownPerson

STALE = timedelta(minutes=1)
"""How old the note of a token's last use may become."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody whose token is good."""

    token: str
    """The token's id."""
    asker: Asker
    scopes: frozenset[Scope]


class Bearer:
    """Reads the Authorization header of requests."""

    def __init__(self, store: Store, directory: Callable[[], Directory], now: Callable[[], datetime]) -> None:
        self._store = store
        self._directory = directory
        self._now = now

    async def caller(self, request: web.BaseRequest) -> Caller:
        """Return who calls; Refused with 401 for whoever proves nothing."""
        token = await self._token(_carried(request))
        asker = self._asker(token)
        await self._note_use(token)
        return Caller(token.id, asker, allowed(asker.role, token.scopes))

    async def _token(self, written: str) -> Token:
        if not minting.WRITTEN.fullmatch(written):
            raise unauthorized("bad_token", "this is no token of ours")
        hash = minting.digest(written)
        found = await asyncio.to_thread(self._store.read, lambda reader: tokens.by_hash(reader, hash))
        if found is None:
            raise unauthorized("bad_token", "this is no token of ours")
        if (state := found.state(self._now())) != "good":
            raise unauthorized(f"token_{state}", f"the token is {state}; ask the operator for a new one")
        return found

    def _asker(self, token: Token) -> Asker:
        try:
            return self._directory().person(token.person, today=self._now().date())
        except UnknownPerson:
            raise _gone() from None

    async def _note_use(self, token: Token) -> None:
        now = self._now()
        if token.used is not None and now - token.used < STALE:
            return
        try:
            await self._store.transaction(lambda tx: tokens.touch(tx, token.id, now))
        except StoreUnavailable:
            return  # reading goes on where writing does not; nothing hangs on the note


def _carried(request: web.BaseRequest) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise unauthorized("no_token", "a token is needed: Authorization: Bearer TOKEN")
    return token.strip()


def _gone() -> ApiRefusal:
    return unauthorized("person_gone", "the person whom the token speaks as is no longer in the directory")

"""The API as it really is: a server on loopback, a store in a file, tokens of people of three organisations."""

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import aiohttp
import pytest
from aiohttp import web

from bot.api import minting
from bot.api.assembly import over
from bot.gate.watchdog import WatchedRunner
from bot.store.edges import tokens
from bot.store.sqlite import SqliteStore
from bot.web import nothing_loose
from knowledge.load import load
from tests.bot.support.botframework import listening
from tests.bot.support.stored import migrated

DIRECTORY = """
vendor:
  id: north
  name: North
  tenants: [t-north]
  people: [{id: ines, name: Ines, object: o-ines}, {id: emil, name: Emil, object: o-emil}]
partners:
  - id: harbor
    name: Harbor
    tenants: [t-harbor]
    agreement: {signed: 2026-01-01, expires: 2099-01-01}
    people: [{id: mara, name: Mara, object: o-mara}, {id: piet, name: Piet, object: o-piet}]
  - id: summit
    name: Summit
    tenants: [t-summit]
    agreement: {signed: 2024-01-01, expires: 2025-01-01}
    people: [{id: jon, name: Jon, object: o-jon}]
accounts:
  - {id: bakery, name: Bakery, tenants: [t-bakery], partners: [harbor], people: [{id: olu, name: Olu, object: o-olu}]}
  - {id: clinic, name: Clinic, tenants: [t-clinic], partners: [summit], people: [{id: rosa, name: Rosa, object: o-r}]}
"""
EVERYTHING = {"impact": "ovens stand still", "since": "today", "tried": "a restart", "environment": "oven 3"}
"""What an escalation needs to know."""


class Portal:
    """A ticket system that speaks to Spot: requests as somebody of the directory."""

    def __init__(self, session, store, loaded):
        self.session, self.store, self.loaded = session, store, loaded
        self.at = datetime(2026, 3, 2, 9, tzinfo=UTC)
        self.url = ""
        self.tokens = {}

    def now(self):
        return self.at

    async def token(self, person, scopes=(), days=30):
        """Make a token and give (its text, its id)."""
        asker = self.loaded.directory.person(person, today=self.at.date())
        token, written = minting.mint(asker, scopes, self.at, days)
        await self.store.transaction(lambda tx: tokens.add(tx, token, minting.digest(written)))
        return written, token.id

    async def ask(self, person, method, path, body=None, headers=None, raw=None):
        """Send a request as this person (None: without a token) and give what came back."""
        sent = dict(headers or {})
        if person and person not in self.tokens:
            self.tokens[person], _ = await self.token(person)
        if person:
            sent.setdefault("Authorization", f"Bearer {self.tokens[person]}")
        if body is not None:
            raw, sent = json.dumps(body).encode(), {"Content-Type": "application/json", **sent}
        async with self.session.request(method, f"{self.url}api/v1{path}", data=raw, headers=sent) as answer:
            text = await answer.text()
            data = json.loads(text) if text else None
            return SimpleNamespace(status=answer.status, headers=answer.headers, text=text, body=data)

    async def get(self, person, path, **more):
        return await self.ask(person, "GET", path, **more)

    async def post(self, person, path, body=None, **more):
        return await self.ask(person, "POST", path, body, **more)

    async def opened(self, person="bakery/olu", **fields):
        """Open a case and give its number."""
        answer = await self.post(person, "/cases", {"title": "the ovens are cold", **fields})
        assert answer.status == 201, answer.text
        return answer.body["number"]

    async def done(self, person, number, verb, body=None, **more):
        """Do a verb that must succeed and give the case."""
        answer = await self.post(person, f"/cases/{number}/{verb}", body, **more)
        assert answer.status == 200, answer.text
        return answer.body

    async def rows(self, sql):
        return await asyncio.to_thread(self.store.read, lambda reader: reader.query(sql))

    def later(self, **by):
        self.at += timedelta(**by)


def content(folder, directory=DIRECTORY):
    """Write a content folder and load it."""
    (folder / "content" / "directory").mkdir(parents=True, exist_ok=True)
    (folder / "content" / "directory" / "all.yaml").write_text(directory, encoding="utf-8")
    loaded = load(folder / "content")
    assert not [each for each in loaded.problems if each.level == "error"], loaded.problems
    return loaded


@asynccontextmanager
async def serving(folder):
    """Run the API over a store in the folder."""
    (folder / "spot.sqlite").write_bytes(migrated())
    store = await asyncio.to_thread(SqliteStore.open, folder / "spot.sqlite")
    async with aiohttp.ClientSession() as session:
        portal = Portal(session, store, await asyncio.to_thread(content, folder))
        api = over(store, lambda: portal.loaded, portal.now)
        app = web.Application()
        app.add_subapp("/api/v1", api.app())
        app.on_response_prepare.append(nothing_loose)
        async with listening(app, WatchedRunner, seconds=5.0) as portal.url:
            yield portal
    await asyncio.to_thread(store.close)


@pytest.fixture
async def portal(tmp_path):
    async with serving(tmp_path) as running:
        yield running

"""A bot that echoes behind the real Direct Line endpoint and the real store, and a client that speaks to it."""

import itertools
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from aiohttp import ClientSession, CookieJar, web

from bot.activities.address import Address
from bot.store.chat import transcript
from bot.store.chat.conversations import Conversation, keep_address
from bot.store.engine.rows import Move, Op, Received
from bot.store.sqlite import SqliteStore
from bot.webchat.access import Access
from bot.webchat.activities import CHANNEL
from bot.webchat.directline import DirectLineApi
from bot.webchat.page import ChatPage
from bot.webchat.tokens import ChatTokens
from bot.webchat.why import Why
from knowledge.people.audience import Role
from knowledge.people.directory import Directory
from knowledge.people.organisation import Organisation, Person

SECRET = b"a secret that only this test knows"
BASE = "/v3/directline"


BAKERY = Organisation(
    Role.CUSTOMER,
    "bakery",
    "The Bakery",
    tenants=("tenant-of-the-bakery",),
    people=(Person("olu", "Olu Adeyemi", "object-of-olu"),),
)
OLU = Directory((BAKERY,)).person("bakery/olu", today=date(2026, 3, 2))


class Knowledge:
    """Stands for the knowledge base: the web chat asks it for nothing but the directory."""

    def __init__(self):
        self.directory = Directory((BAKERY,))


class Clock:
    def __init__(self):
        self.at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.at

    def pass_(self, **span):
        self.at += timedelta(**span)


@dataclass
class Answer:
    status: int
    body: object = None


class Echo:
    """Stores what comes and answers `echo: …`, as the adapter does, and nothing else of what it does."""

    def __init__(self, store, now):
        self.store, self.now = store, now
        self.taken = []
        self.status = 200
        self.handles = itertools.count(1)
        self.start = time.monotonic_ns()

    async def process(self, body, raw):
        if self.status != 200:
            return Answer(self.status)
        key = f"{CHANNEL}/{body['conversation']['id']}"
        try:
            await self.store.transaction(lambda tx: self.keep(tx, key, body, raw))
        except transcript.Duplicate:
            return Answer(200)
        self.taken.append(body)
        return Answer(200)

    def keep(self, tx, key, body, raw):
        address = Address(CHANNEL, body["serviceUrl"], body["conversation"]["id"], "spot", body["from"]["id"])
        keep_address(tx, Conversation(key, address.as_dict()), "p", self.now())
        text = body.get("text", "")
        transcript.receive(tx, Received(key, body["id"], self.handle(), self.now(), body["type"], "", "p", raw))
        said = "welcome" if body["type"] == "conversationUpdate" else f"echo: {text}"
        transcript.post(tx, key, Move(Op.SEND, self.handle(), {"type": "message", "text": said}), self.now())

    def handle(self):
        return f"{self.start}-{next(self.handles):08}"

    async def say(self, conversation, body, **move):
        key = f"{CHANNEL}/{conversation}"
        made = Move(move.pop("op", Op.SEND), self.handle(), body, **move)
        await self.store.transaction(lambda tx: transcript.post(tx, key, made, self.now()))
        return made.handle


class Client:
    """Speaks Direct Line over HTTP; `talk` is (conversation id, token)."""

    def __init__(self, session, base, bot, clock, api, knowledge):
        self.session, self.base = session, base
        self.bot, self.clock, self.api, self.knowledge = bot, clock, api, knowledge

    async def ask(self, method, path, token=None, **given):
        headers = {**({"Authorization": f"Bearer {token}"} if token else {}), **given.pop("headers", {})}
        async with self.session.request(method, self.base + path, headers=headers, **given) as response:
            text = await response.text()
            data = await response.json() if response.content_type == "application/json" and text else text
            return response.status, data

    async def generate(self):
        status, data = await self.ask("POST", f"{BASE}/tokens/generate")
        assert status == 200, data
        return data["conversationId"], data["token"]

    async def begin(self):
        conversation, token = await self.generate()
        status, data = await self.ask("POST", f"{BASE}/conversations", token, json={})
        assert status == 201, data
        return conversation, data["token"]

    async def say(self, talk, text, client_id=None, **more):
        conversation, token = talk
        body = {"type": "message", "text": text, **more}
        if client_id:
            body["channelData"] = {"clientActivityID": client_id}
        return await self.ask("POST", f"{BASE}/conversations/{conversation}/activities", token, json=body)

    async def read(self, talk, watermark=""):
        conversation, token = talk
        path = f"{BASE}/conversations/{conversation}/activities?watermark={watermark}"
        status, data = await self.ask("GET", path, token)
        assert status == 200, data
        return data

    def stream(self, talk, watermark=""):
        conversation, token = talk
        path = f"{BASE}/conversations/{conversation}/stream?watermark={watermark}&t={token}"
        return self.session.ws_connect(self.base + path)


async def texts(socket, count):
    """Return the texts of the next so many activities of a stream."""
    found = []
    while len(found) < count:
        frame = await socket.receive_json(timeout=5)
        found += [activity.get("text") for activity in frame["activities"]]
    return found


@asynccontextmanager
async def serving(folder, *, public=False):
    """Yield a client of a server of its own, over the database in the folder."""
    clock, knowledge = Clock(), Knowledge()
    store = SqliteStore.open(folder / "spot.sqlite")
    bot = Echo(store, clock)
    access = Access(ChatTokens(SECRET, clock), lambda: knowledge, clock, public=public)
    api = DirectLineApi(store, bot.process, access, clock)
    page = ChatPage(api, access, Why(store, clock), lambda: knowledge, clock)
    app = web.Application(client_max_size=256 * 1024)
    app.add_routes(api.routes())
    app.add_routes(page.routes())
    stop = api.start()

    async def close(_):
        await api.close()

    app.on_shutdown.append(close)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        try:
            yield Client(session, f"http://127.0.0.1:{port}", bot, clock, api, knowledge)
        finally:
            stop()
            await runner.cleanup()
            store.close()

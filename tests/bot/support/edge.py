"""The edge as it really is: endpoint, adapter, store and sender, with a connector on loopback and small knowledge."""

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
from aiohttp import web

from bot.casework import dialog_ports
from bot.channel.adapter import SpotAdapter
from bot.channel.botframework import BotFramework
from bot.channel.endpoint import Endpoint
from bot.channel.handler import SpotHandler
from bot.channel.identity import BotIdentity
from bot.channel.sender import ChannelSender
from bot.gate.keys import Keys
from bot.gate.policy import GatePolicy
from bot.gate.token import TokenCheck
from bot.gate.watchdog import WatchedRunner
from bot.live.serving import KnowledgeViews
from bot.store.sqlite import SqliteStore
from dialogs.conversation import TurnResult, conversation
from dialogs.replies import BotReply
from dialogs.state import State
from knowledge.base import KnowledgeBase
from tests.bot.support.botframework import APP, TENANT, Authority, Connector, activity, listening, token

ENTRIES = """entries:
  - {id: reset-password, question: How do I reset my password?, also: [forgot my password], answer: Press *Forgotten*.}
  - {id: change-plan, question: How do I change my plan?, answer: Open the plan page.}
  - {id: opening-hours, question: When are you open?, also: [is support open], answer: From eight to six.}
"""
DIRECTORY = f"""
vendor: {{id: northwind, name: Northwind, tenants: [tenant-vendor], people: []}}
partners:
  - {{id: helper, name: Helper, tenants: [tenant-helper], agreement: {{signed: 2026-01-01, expires: 2099-01-01}}}}
accounts:
  - id: bakery
    name: Bakery
    tenants: [{TENANT}]
    partners: [helper]
    people: [{{id: olu, name: Olu, object: 00000000-0000-0000-0000-00000000000a}}]
"""


@cache
def knowledge():
    """Return a small knowledge base, loaded once."""
    with TemporaryDirectory() as folder:
        content = Path(folder)
        for name, text in {
            "helper/partner.yaml": "name: Helper\n",
            "helper/entries.yaml": ENTRIES,
            "vendor/entries.yaml": "entries:\n  - {question: What is Northwind?, answer: A vendor.}\n",
            "directory/all.yaml": DIRECTORY,
            "policy/limits.yaml": "limits: {cases-a-day: 19}\n",
        }.items():
            path = content / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        base = KnowledgeBase.open(content)
        assert not [problem for problem in base.problems if problem.level == "error"], base.problems
        return base


def echo(state, incoming, asker, view, ports, keepers):
    """Be a conversation that says back what it hears, and counts."""
    count = int(state.data.get("count", 0)) + 1
    heard = incoming.text or incoming.verb or incoming.kind.value
    return TurnResult((BotReply(f"{count}: {heard}"),), (), State("", {"count": count}), answer=f"done {heard}")


class Now:
    """A clock that moves a little with each look, and further when told to."""

    def __init__(self):
        self.at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self):
        self.at += timedelta(milliseconds=1)
        return self.at


class Edge:
    """What a test looks at, and ways to speak to it."""

    def __init__(self, session, policy):
        self.session = session
        self.policy = policy
        self.now = Now()
        self.connector = Connector()
        self.authority = Authority()
        self.proof = {}

    def activity(self, **changes):
        return activity(self.connector.url, **changes)

    async def post(self, data, headers=None):
        """Post an activity, or raw bytes, and give (status, JSON or None)."""
        raw = data if isinstance(data, bytes) else json.dumps(data).encode()
        return await self.post_raw(raw, {"Content-Type": "application/json"} | self.proof | (headers or {}))

    async def post_raw(self, raw, headers=None):
        """Post bytes with these headers and no others, and give (status, JSON or None)."""
        given = {"Content-Type": "application/json"} if headers is None else headers
        async with self.session.post(f"{self.url}api/messages", data=raw, headers=given) as response:
            body = await response.read()
            return response.status, json.loads(body) if body else None

    async def say(self, text, id="1", **changes):
        return await self.post(self.activity(text=text, id=id, **changes))

    async def rows(self, sql="select * from transcript order by seq", **values):
        return await asyncio.to_thread(self.store.read, lambda reader: reader.query(sql, values))

    async def settled(self):
        """Wait until everything was sent or is dead, and return the transcript's rows."""
        for _ in range(300):
            rows = await self.rows()
            if "due" not in {row["state"] for row in rows}:
                return rows
            await asyncio.sleep(0.01)
        raise AssertionError("something is still due after three seconds")

    async def counts(self):
        """Return how many rows each table holds that a turn writes."""
        tables = ("conversations", "transcript", "questions", "cases", "audit")
        return {table: (await self.rows(f"select count(*) n from {table}"))[0]["n"] for table in tables}


@asynccontextmanager
async def running(path, converse=conversation, *, app_id="", tenants=(), sending=True):
    """Run the edge with its store in a folder; with an app id it asks for real tokens."""
    async with aiohttp.ClientSession() as session:
        edge = Edge(session, None)
        async with listening(edge.connector), listening(edge.authority):
            edge.policy = GatePolicy(
                app_id=app_id,
                channels=frozenset({"msteams"}) if app_id else GatePolicy().channels,
                service_hosts=frozenset({"127.0.0.1"}) if app_id else frozenset(),
                tenants=frozenset(tenants),
                openid_url=f"{edge.authority.url}openid",
                token_url=f"{edge.authority.url}token",
            )
            if app_id:
                edge.proof = {"Authorization": f"Bearer {token(edge.connector.url)}"}
            async with _serving(edge, path, converse, sending):
                yield edge


@asynccontextmanager
async def _serving(edge, path, converse, sending):
    edge.store = await asyncio.to_thread(SqliteStore.open, path / "spot.sqlite")
    identity = BotIdentity(edge.session, edge.policy.token_url, (edge.policy.app_id, "a secret"))
    edge.channel = BotFramework(edge.session, identity, edge.policy)
    edge.sender = ChannelSender(edge.store, {"msteams": edge.channel, "emulator": edge.channel}, edge.now)
    handler = SpotHandler(converse, dialog_ports.ports(edge.store), KnowledgeViews())
    edge.adapter = SpotAdapter(edge.store, knowledge, handler, edge.sender, edge.now)
    keys = Keys(edge.session, edge.policy.openid_url)
    edge.endpoint = Endpoint(edge.policy, TokenCheck(edge.policy.app_id, keys), edge.adapter.process, edge.sender)
    app = web.Application()
    app.router.add_route("*", "/api/messages", edge.endpoint.handle)
    task = asyncio.create_task(edge.sender.run()) if sending else None
    try:
        async with listening(app, WatchedRunner, seconds=1.0) as edge.url:
            yield edge
    finally:
        if task:
            task.cancel()
            await asyncio.wait([task])
        await asyncio.to_thread(edge.store.close)


__all__ = ["APP", "Edge", "echo", "knowledge", "running"]

"""The whole way out and back over real HTTP: a case is escalated, a receiver gets it and answers, the case moves."""

import asyncio
import json
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from jsonschema import Draft202012Validator

from bot.api import minting
from bot.api.assembly import over
from bot.api.callbacks.callers import Callers
from bot.api.callbacks.handoff_status import Callback
from bot.desk.commands import Answer
from bot.desk.leg import LegState
from bot.hooks import receivers
from bot.hooks.destinations import AllowedDestinations
from bot.hooks.post import Post
from bot.hooks.sender import WebhookSender
from bot.hooks.signature import secret_of, secrets_of
from bot.store.desk import cases
from bot.store.edges import tokens
from bot.store.sqlite import SqliteStore
from knowledge.load import Loaded
from tests.bot.hooks.test_package import SCHEMA
from tests.bot.support.edge import Now
from tests.bot.support.hooked import HUB, PORTAL, Desk, directory
from tests.support.receiver import Receiver, listening

SIGNING = b"what only the server knows"


class System(Receiver):
    """A ticket system: it checks each package by the schema, takes the case, and answers it."""

    back = token = ""
    schema = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    faults = ()

    async def answer(self, delivered):
        body = delivered.body
        if delivered.event != "case.escalated" or not self.back:
            return
        package = body if "package" in body else body["value"] | {"transcript": [], "id": body["id"]}
        self.faults = [each.message for each in self.schema.iter_errors(package)]
        number = package["case"]["number"]
        if self.token:
            await self.answer_over_rest(number)
            return
        assert await self.say(self.back, number, "accepted") == 200
        assert await self.say(self.back, number, "completed", "Firmware 3 mends it.") == 200

    async def answer_over_rest(self, number):
        headers = {"Authorization": f"Bearer {self.token}"}
        api = self.back.removesuffix("handoff")
        async with aiohttp.ClientSession(api, headers=headers) as session:
            for verb, body in (("accept", {}), ("ask", {"text": "Which firmware?"})):
                keyed = {"Idempotency-Key": f"{number}-{verb}"}
                async with session.post(f"cases/{number}/{verb}", json=body, headers=keyed) as answer:
                    assert answer.status == 200


class World:
    """A desk whose vendor and product group have systems of their own."""

    def __init__(self, database):
        self.database = database
        self.now = Now()
        self.systems = {
            id: System(secret_of(SIGNING, id), lambda: self.now.at.timestamp(), id) for id in ("northwind", "ovens")
        }

    def start(self):
        self.store = SqliteStore.open(self.database)
        hooks = {"portal": PORTAL, "hub": HUB}
        urls = dict(zip(hooks, (each.url for each in self.systems.values()), strict=True))
        known = directory(**{name: replace(hook, url=urls[name]) for name, hook in hooks.items()})
        self.desk = Desk(self.store, known, self.now)
        self.post = Post(AllowedDestinations(local=True))
        self.courier = WebhookSender(
            self.store, self.post, partial(receivers.url_of, known), partial(secrets_of, [SIGNING]), self.now
        )

    async def stop(self):
        await self.post.close()
        self.store.close()

    async def send(self, passing=timedelta()):
        self.now.at += passing
        await self.courier.round()
        await self.courier.drain_lanes()

    async def case(self):
        return await asyncio.to_thread(self.store.read, lambda reader: cases.find(reader, 1001))


@pytest.fixture
async def world(database):
    world = World(database)
    async with AsyncExitStack() as stack:
        for each in world.systems.values():
            await stack.enter_async_context(listening(each))
        world.start()
        app = web.Application()
        callers = Callers(world.store, lambda: world.desk.directory, partial(secrets_of, [SIGNING]), world.now)
        callback = Callback(world.desk.casework, callers)
        app.router.add_post("/api/v1/handoff", callback.handle)
        app.add_subapp("/api/v1", over(world.store, lambda: Loaded(directory=world.desk.directory), world.now).app())
        server = await stack.enter_async_context(TestServer(app))
        for each in world.systems.values():
            each.back = str(server.make_url("/api/v1/handoff"))
        await world.desk.opened()
        yield world
        await world.stop()


async def test_a_receiver_gets_the_package_answers_it_and_the_case_moves(world):
    await world.desk.escalated()
    await world.send()
    northwind = world.systems["northwind"]
    assert (northwind.faults, northwind.forged) == ([], 0)
    case = await world.case()
    assert (case.leg(2).state, case.leg(2).owner.name, case.wait) == (LegState.CLOSED, "Northwind", "partner")
    events = await asyncio.to_thread(world.store.read, lambda reader: cases.events(reader, 1001))
    assert events[-1].text == "Firmware 3 mends it."


async def test_a_receiver_answers_over_the_rest_api_too(world):
    noor = world.desk.directory.person("northwind/noor", today=world.now().date())
    token, written = minting.mint(noor, (), world.now(), 30)
    await world.store.transaction(lambda tx: tokens.add(tx, token, minting.digest(written)))
    northwind = world.systems["northwind"]
    northwind.token = written
    await world.desk.escalated()
    await world.send()
    case = await world.case()
    assert (case.leg(2).state, case.leg(2).owner.name, case.wait) == (LegState.INFORMATION, "Noor", "partner")
    await world.desk.do("harbour/mara", Answer("The newest."))
    await world.send()
    assert [each.event for each in northwind.taken.values()] == [
        "case.escalated",
        "case.accepted",
        "case.asked",
        "case.informed",
    ]


async def test_a_hub_gets_the_handoff_event_and_its_status_moves_the_group_s_leg(world):
    world.systems["northwind"].back = ""
    await world.desk.escalated()
    await world.desk.escalated("northwind/noor")
    await world.send()
    assert world.systems["ovens"].faults == []
    case = await world.case()
    assert (case.leg(3).state, case.leg(3).owner.name, case.wait) == (LegState.CLOSED, "Ovens", "vendor")


async def test_an_hour_of_500_delays_the_case_and_loses_nothing(world):
    northwind = world.systems["northwind"]
    northwind.answers = [(500, {})] * 1000
    await world.desk.escalated()
    for _ in range(12):
        await world.send(passing=timedelta(minutes=5))
    assert (await world.case()).leg(2).state is LegState.OPEN
    assert len({each.id for each in northwind.tries}) == 1
    northwind.answers.clear()
    await world.send(passing=timedelta(minutes=20))
    assert next(iter(northwind.taken.values())).event == "case.escalated"
    assert (await world.case()).leg(2).state is LegState.CLOSED


async def test_a_kill_between_the_commit_and_the_sending_loses_nothing(world):
    await world.desk.escalated()
    await world.stop()
    world.start()
    world.systems["northwind"].back = ""
    await world.send()
    [delivered] = world.systems["northwind"].taken.values()
    assert delivered.body["case"]["number"] == "C-1001"


async def test_what_could_not_be_committed_is_not_told(world, monkeypatch):
    from bot.store import audit

    def fails(*_):
        raise RuntimeError("full")

    monkeypatch.setattr(audit, "note", fails)
    with pytest.raises(RuntimeError):
        await world.desk.escalated()
    monkeypatch.undo()
    await world.send()
    assert world.systems["northwind"].tries == []

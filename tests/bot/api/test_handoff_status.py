"""handoff.status over real HTTP: what it moves, and what becomes of what is forged, late, unknown or not legal."""

import asyncio
import json
from datetime import timedelta
from functools import partial

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.api import minting
from bot.api.callbacks.callers import Callers
from bot.api.callbacks.handoff_status import Callback
from bot.desk.case import CaseState
from bot.desk.commands import Withdraw
from bot.desk.leg import LegState
from bot.hooks.signature import secret_of, secrets_of, sign
from bot.store import audit
from bot.store.desk import cases
from bot.store.edges import tokens
from tests.bot.support.hooked import Desk
from tests.bot.support.stored import NOW

SIGNING = b"what only the server knows"
BEFORE = b"what it knew before"


class Portal:
    """An organisation's own system, which answers."""

    def __init__(self, client, organisation="northwind", secret=None):
        self.client = client
        self.organisation = organisation
        self.secret = secret or secret_of(SIGNING, organisation)

    async def says(self, state, message=None, *, id="1", case="C-1001", at=NOW, **changes):
        """Send a status under an id that is the event's and the delivery's, and return (HTTP status, body)."""
        value = {"state": state} | ({"message": message} if message else {})
        event = {"type": "event", "name": "handoff.status", "id": id, "conversation": {"id": case}, "value": value}
        return await self.sends(json.dumps(event | changes).encode(), id=id, at=at)

    async def carries(self, token, state, **changes):
        """Send a status with a bearer token in place of a signature."""
        event = {"type": "event", "name": "handoff.status", "id": "t1", "conversation": {"id": "C-1001"}}
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        return await self.sends(json.dumps(event | {"value": {"state": state}} | changes).encode(), headers=headers)

    async def sends(self, body, *, id="1", at=NOW, headers=None):
        told = {
            "Content-Type": "application/json",
            "Spot-Organisation": self.organisation,
            **sign((self.secret,), id, body, at),
        }
        async with self.client.post("/api/v1/handoff", data=body, headers=headers or told) as response:
            return response.status, await response.json()


@pytest.fixture
async def desk(store):
    desk = Desk(store)
    await desk.opened()
    await desk.escalated()
    return desk


@pytest.fixture
async def client(desk):
    callers = Callers(desk.store, lambda: desk.directory, partial(secrets_of, [SIGNING, BEFORE]), lambda: NOW)
    callback = Callback(desk.casework, callers)
    app = web.Application()
    app.router.add_post("/api/v1/handoff", callback.handle)
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.fixture
def portal(client):
    return Portal(client)


async def case_of(desk):
    return await asyncio.to_thread(desk.store.read, lambda reader: cases.find(reader, 1001))


async def test_accepted_takes_the_leg_on(desk, portal):
    assert await portal.says("accepted") == (200, {"case": "C-1001", "state": "open", "wait": "vendor"})
    leg = (await case_of(desk)).leg(2)
    assert (leg.state, leg.owner.name) == (LegState.ACCEPTED, "Northwind")


async def test_failed_gives_the_case_back_with_the_reason(desk, portal):
    assert (await portal.says("failed", "not our oven"))[1]["wait"] == "partner"
    leg = (await case_of(desk)).leg(2)
    assert (leg.state, leg.reason) == (LegState.REJECTED, "not our oven")


async def test_completed_closes_the_leg_with_its_answer_and_the_partner_has_the_ball(desk, portal):
    await portal.says("accepted")
    assert (await portal.says("completed", "firmware 3 mends it", id="2"))[1]["wait"] == "partner"
    case = await case_of(desk)
    assert (case.state, case.leg(2).state) == (CaseState.OPEN, LegState.CLOSED)
    events = await asyncio.to_thread(desk.store.read, lambda reader: cases.events(reader, 1001))
    assert events[-1].text == "firmware 3 mends it"


@pytest.mark.parametrize("state", ["failed", "completed"])
async def test_a_word_is_not_asked_for(desk, portal, state):
    assert (await portal.says(state))[0] == 200


async def test_a_group_s_own_system_moves_the_group_s_leg_and_no_other(desk, client):
    hub = Portal(client, "ovens")
    assert (await hub.says("accepted"))[0] == 404
    await desk.escalated("northwind/noor")
    assert (await hub.says("accepted", id="2"))[0] == 200
    assert (await case_of(desk)).leg(3).state is LegState.ACCEPTED


async def test_the_same_status_again_changes_nothing_and_is_answered_the_same(desk, portal):
    first = await portal.says("completed", "mended")
    version = (await case_of(desk)).version
    assert await portal.says("completed", "mended") == first
    assert (await case_of(desk)).version == version


async def test_a_retry_is_known_by_its_webhook_id_though_its_body_was_made_anew(desk, portal):
    event = {"type": "event", "name": "handoff.status", "conversation": {"id": "C-1001"}}
    bodies = [json.dumps(event | {"id": id, "value": {"state": "accepted"}}).encode() for id in ("a", "b")]
    answers = [await portal.sends(each, id="msg_1") for each in bodies]
    assert (answers[0][0], answers[1]) == (200, answers[0])


async def test_two_at_once_are_one(desk, portal):
    answers = await asyncio.gather(*(portal.says("accepted") for _ in range(8)))
    assert {status for status, _ in answers} == {200}
    assert (await case_of(desk)).version == 3


@pytest.mark.parametrize("off", [timedelta(minutes=6), timedelta(minutes=-6)])
async def test_what_was_signed_at_another_time_is_refused(desk, portal, off):
    status, told = await portal.says("accepted", at=NOW + off)
    assert (status, "another time" in told["error"]["message"]) == (401, True)


@pytest.mark.parametrize("organisation", ["harbour", "bakery", "nobody", ""])
async def test_a_good_signature_of_who_has_no_webhook_opens_nothing(desk, client, organisation):
    assert (await Portal(client, organisation).says("accepted"))[0] == 401


async def test_a_name_that_no_text_can_hold_opens_nothing(desk, client):
    signed = sign((secret_of(SIGNING, "northwind"),), "1", b"{}", NOW)
    raw = {"Content-Type": "application/json", "Spot-Organisation": "\udcff"} | signed
    assert (await Portal(client).sends(b"{}", headers=raw))[0] == 401


async def test_a_word_with_characters_that_break_things_is_kept_without_them(desk, portal):
    assert (await portal.says("failed", "not\x00 \ud800ours"))[0] == 200
    assert (await case_of(desk)).leg(2).reason == "not\ufffd \ufffdours"


async def token_of(desk, person, *scopes):
    asker = desk.directory.person(person, today=NOW.date())
    token, written = minting.mint(asker, scopes, NOW, 30)
    await desk.store.transaction(lambda tx: tokens.add(tx, token, minting.digest(written)))
    return written


async def test_a_token_speaks_as_its_person(desk, portal):
    assert (await portal.carries(await token_of(desk, "northwind/noor"), "accepted"))[0] == 200
    assert (await case_of(desk)).leg(2).owner.name == "Noor"


@pytest.mark.parametrize(
    ("person", "scopes", "status"),
    [
        ("northwind/noor", ["cases:read"], 403),
        ("harbour/mara", [], 409),
        ("bakery/olu", [], 403),
        ("northwind/gil", [], 404),
    ],
)
async def test_a_token_does_only_what_its_person_may(desk, portal, person, scopes, status):
    assert (await portal.carries(await token_of(desk, person, *scopes), "accepted"))[0] == status
    assert (await case_of(desk)).leg(2).state is LegState.OPEN


async def test_a_token_that_is_none_is_not_helped_by_a_signature(desk, portal):
    assert (await portal.carries("spot_" + "x" * 43, "accepted"))[0] == 401


async def test_whether_a_name_is_one_of_the_directory_s_is_not_told_to_who_proves_nothing(desk, client):
    names = ("northwind", "harbour", "nobody", "")
    told = [await Portal(client, name, secret_of(b"another", name)).says("accepted") for name in names]
    assert told == [told[0]] * 4


async def test_a_forged_word_is_audited_once_a_minute(desk, client):
    forged = Portal(client, "northwind", secret_of(b"another", "northwind"))
    for _ in range(3):
        await forged.says("accepted")
    found = await asyncio.to_thread(desk.store.read, audit.page)
    noted = [each.deed for each in found if each.deed.action == "webhook.answer"]
    assert [(each.object, each.result) for each in noted] == [("webhook/northwind", "refused")]


async def test_another_s_secret_opens_nothing(desk, client):
    forged = Portal(client, "northwind", secret_of(SIGNING, "ovens"))
    assert (await forged.says("accepted"))[0] == 401
    assert (await case_of(desk)).leg(2).state is LegState.OPEN


async def test_the_secret_before_opens_while_it_holds(desk, client):
    late = Portal(client, "northwind", secret_of(BEFORE, "northwind"))
    assert (await late.says("accepted"))[0] == 200


async def test_a_body_that_was_changed_on_its_way_is_refused(desk, portal):
    signed = {"Spot-Organisation": "northwind"} | sign((portal.secret,), "1", b"{}", NOW)
    status, _ = await portal.sends(b'{"a": 1}', headers={"Content-Type": "application/json", **signed})
    assert status == 401


async def test_what_spot_sent_itself_is_no_status(desk, portal):
    assert (await portal.says("accepted", name="handoff.initiate"))[0] == 422


@pytest.mark.parametrize("case", ["C-9999", "C-", "x" * 1000, "1001; drop", ""])
async def test_an_unknown_case_is_told_so_and_audited(desk, portal, case):
    status, _ = await portal.says("accepted", case=case)
    assert status == 404
    newest = (await asyncio.to_thread(desk.store.read, audit.page))[0]
    assert (newest.deed.actor, newest.deed.result) == ("webhook/northwind", "refused")


async def test_a_move_that_is_not_legal_is_told_so(desk, portal):
    await portal.says("failed", "no")
    status, told = await portal.says("completed", "yes", id="2")
    assert status == 409
    assert "C-1001" in told["error"]["message"]
    await desk.do("bakery/olu", Withdraw())
    assert (await portal.says("accepted", id="3"))[0] == 409


@pytest.mark.parametrize(
    ("body", "status"), [(b"[]", 422), (b"{", 400), (b'{"a":1,"a":2}', 400), (b"\xff", 400), (b"", 400)]
)
async def test_what_is_no_event_is_refused(desk, portal, body, status):
    assert (await portal.sends(body))[0] == status

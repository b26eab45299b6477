"""POST /api/messages over real HTTP: what is let in, what the rest is answered, and in which order it is judged."""

import asyncio
import json
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from yarl import URL

from bot.channel.endpoint import HOUR, Endpoint, RefusalNotice
from bot.channel.turn import TurnResponse
from bot.gate.keys import Keys
from bot.gate.policy import GatePolicy
from bot.gate.reading import MOST_BYTES
from bot.gate.token import TokenCheck
from bot.gate.watchdog import WatchedRunner
from tests.bot.support.botframework import APP, Authority, Clock, activity, listening, token

SERVICE = "http://127.0.0.1:9/"
JSON = {"Content-Type": "application/json"}
REAL = GatePolicy(app_id=APP, channels=frozenset({"msteams"}), service_hosts=frozenset({"127.0.0.1"}))


class Bot:
    """Remembers what got through, and what was said aside."""

    def __init__(self):
        self.processed = []
        self.asides = []
        self.response = TurnResponse()

    async def process(self, body, raw):
        assert json.loads(raw) == body
        self.processed.append(body)
        return self.response

    def aside(self, to, said):
        self.asides.append((to.conversation, said))


class Client:
    def __init__(self, session, url, bot):
        self.session, self.url, self.bot = session, url, bot

    async def post(self, data, headers=None, **proof):
        written = json.dumps(data).encode() if isinstance(data, dict) else data
        given = JSON | (headers or {}) | ({"Authorization": f"Bearer {token(**proof)}"} if proof else {})
        async with self.session.post(self.url, data=written, headers=given) as response:
            return response.status, await response.read(), response.headers


@asynccontextmanager
async def serving(policy):
    bot, authority = Bot(), Authority()
    async with listening(authority), aiohttp.ClientSession() as session:
        tokens = TokenCheck(policy.app_id, Keys(session, f"{authority.url}openid"))
        app = web.Application()
        app.router.add_route("*", "/api/messages", Endpoint(policy, tokens, bot.process, bot).handle)
        async with listening(app, WatchedRunner) as url:
            yield Client(session, f"{url}api/messages", bot)


@pytest.fixture
async def local():
    async with serving(GatePolicy()) as client:
        yield client


@pytest.fixture
async def real():
    async with serving(REAL) as client:
        yield client


async def test_an_activity_from_this_machine_is_let_in_when_there_is_no_app_id(local):
    status, body, _ = await local.post(activity(SERVICE))
    assert (status, body) == (200, b"")
    assert local.bot.processed == [activity(SERVICE)]


async def test_an_activity_with_a_token_is_let_in(real):
    assert (await real.post(activity(SERVICE), service_url=SERVICE))[0] == 200
    assert real.bot.processed == [activity(SERVICE)]


async def test_an_activity_without_a_token_is_not_let_in(real):
    status, _, headers = await real.post(activity(SERVICE))
    assert (status, headers["WWW-Authenticate"]) == (401, "Bearer")


async def test_without_an_app_id_a_forwarded_request_is_not_let_in(local):
    assert (await local.post(activity(SERVICE), {"X-Forwarded-For": "127.0.0.1"}))[0] == 403


@pytest.mark.parametrize(
    ("data", "headers", "proof", "status"),
    [
        (b"x" * (MOST_BYTES + 1), {"Content-Type": "text/plain"}, {}, 413),
        (b"{", {"Content-Type": "text/plain"}, {}, 415),
        (b"{", {"Content-Encoding": "gzip"}, {}, 415),
        (b"{", {"Content-Type": "application/json; charset=latin-1"}, {}, 415),
        (b"[" * 100_000 + b"]" * 100_000, {}, {}, 401),
        (b"{", {}, {"key": "attacker"}, 401),
        (b"{", {}, {"service_url": SERVICE}, 400),
        (activity("https://evil.example/"), {}, {"service_url": "https://evil.example/"}, 403),
        (activity(SERVICE), {}, {"service_url": "http://127.0.0.1:10/"}, 403),
        (activity(SERVICE, channelId="directline"), {}, {"service_url": SERVICE}, 403),
        (activity(SERVICE, deliveryMode="expectReplies"), {}, {"service_url": SERVICE}, 400),
    ],
)
async def test_the_first_thing_that_is_wrong_decides(real, data, headers, proof, status):
    assert (await real.post(data, headers, **proof))[0] == status
    assert real.bot.processed == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_another_method_is_told_which_ones_there_are(local, method):
    async with local.session.request(method, local.url) as response:
        assert (response.status, response.headers["Allow"]) == (405, "HEAD, POST")


async def test_a_client_that_only_looks_whether_somebody_is_there_is_told_so(local):
    async with local.session.head(local.url) as response:
        assert response.status == 200


async def test_a_body_that_never_ends_is_cut_off(real):
    async def endless():
        for _ in range(500):
            yield b"x" * 10_000

    headers = JSON | {"Authorization": f"Bearer {token(SERVICE)}"}
    async with real.session.post(real.url, data=endless(), headers=headers) as response:
        assert response.status == 413
        assert response.headers["Connection"] == "close"


async def test_a_client_that_goes_away_in_mid_body_is_no_fault_of_ours(local, caplog):
    where = URL(local.url)
    _, writer = await asyncio.open_connection(where.host, where.port)
    writer.write(b"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n")
    writer.write(b"Content-Length: 50\r\n\r\n{")
    await asyncio.sleep(0.05)
    writer.close()
    await asyncio.sleep(0.05)
    assert (await local.post(activity(SERVICE)))[0] == 200
    assert caplog.records == []


async def test_what_the_bot_answers_is_passed_on(local):
    local.bot.response = TurnResponse(200, {"statusCode": 200, "value": "Grüße"})
    _, body, headers = await local.post(activity(SERVICE))
    assert (json.loads(body), headers["Content-Type"]) == (local.bot.response.body, "application/json")


async def test_what_has_to_come_again_is_told_when(local):
    local.bot.response = TurnResponse(503, retry_after=2)
    status, _, headers = await local.post(activity(SERVICE))
    assert (status, headers["Retry-After"]) == (503, "2")


async def test_a_tenant_that_is_not_allowed_is_told_so_once_and_nothing_else_happens():
    policy = GatePolicy(tenants=frozenset({"tenant-1"}))
    async with serving(policy) as client:
        theirs = {"conversation": {"id": "a:c", "tenantId": "tenant-evil"}, "locale": "de-DE"}
        for number in range(3):
            status, _, _ = await client.post(activity(SERVICE, id=str(number), **theirs))
            assert status == 200
    assert client.bot.processed == []
    [(conversation, said)] = client.bot.asides
    assert conversation == "a:c"
    assert "Organisation" in said["text"]
    assert "password" not in json.dumps(said)


def test_the_polite_refusal_is_said_again_after_an_hour():
    bot, clock = Bot(), Clock()
    polite = RefusalNotice(bot, clock)
    for passes in (0, HOUR - 1, 1):
        clock.at += passes
        polite.refuse(activity(SERVICE))
    assert len(bot.asides) == 2


async def test_many_at_once_are_all_answered(real):
    answers = await asyncio.gather(*(real.post(activity(SERVICE), service_url=SERVICE) for _ in range(50)))
    assert {status for status, _, _ in answers} == {200}

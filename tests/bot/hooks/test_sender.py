"""The courier against a real database and a real receiver: order, patience, and nothing lost or made up."""

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial

import pytest

from bot.commands.webhook import retry
from bot.hooks import post as posting
from bot.hooks import sender as carrying
from bot.hooks.destinations import AllowedDestinations
from bot.hooks.post import Post
from bot.hooks.sender import WebhookSender
from bot.hooks.signature import secret_of, secrets_of
from bot.store import audit
from bot.store.edges import deliveries
from bot.store.engine.store import StoreUnavailable
from tests.bot.support.edge import Now
from tests.support.receiver import Receiver, listening

SIGNING = b"what only the server knows"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Hooks:
    """A courier, its database and two receivers."""

    def __init__(self, store):
        self.store = store
        self.now = Now()
        self.urls = {}
        self.receivers = {}
        self.post = Post(AllowedDestinations(local=True))
        self.courier = self.another()

    def another(self):
        """Return another courier on the same database, as after a restart."""
        return WebhookSender(self.store, self.post, self.urls.get, partial(secrets_of, [SIGNING]), self.now)

    async def written(self, organisation, *texts):
        """Write deliveries, as changes would, and give their ids."""
        return await self.store.transaction(
            lambda tx: [
                deliveries.deliver(tx, organisation, "case.escalated", {"text": text}, self.now()) for text in texts
            ]
        )

    async def sent(self, passing=timedelta()):
        """Let time pass, and send what is due then."""
        self.now.at += passing
        await self.courier.round()
        await self.courier.drain_lanes()

    async def rows(self):
        found = await asyncio.to_thread(self.store.read, deliveries.page)
        return sorted(found, key=lambda each: each.seq)

    async def states(self):
        return [each.state.value for each in await self.rows()]


@pytest.fixture
async def hooks(store):
    hooks = Hooks(store)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(hooks.post.close)
        for organisation in ("northwind", "harbour"):
            receiver = Receiver(secret_of(SIGNING, organisation), now=lambda: hooks.now.at.timestamp())
            hooks.receivers[organisation] = await stack.enter_async_context(listening(receiver))
            hooks.urls[organisation] = receiver.url
        yield hooks


@pytest.fixture
def northwind(hooks):
    return hooks.receivers["northwind"]


def texts(receiver):
    return [each.body["text"] for each in receiver.taken.values()]


async def test_a_delivery_arrives_signed_with_its_id_in_header_and_body(hooks, northwind):
    [id] = await hooks.written("northwind", "ovens are cold – alle")
    await hooks.sent()
    [one] = northwind.tries
    assert (one.id, one.body, one.event) == (id, {"text": "ovens are cold – alle", "id": id}, "case.escalated")
    assert one.headers["Content-Type"] == "application/json"
    assert await hooks.states() == ["sent"]


async def test_one_organisation_s_secret_opens_nothing_of_another(hooks, northwind):
    northwind.secret = secret_of(SIGNING, "harbour")
    await hooks.written("northwind", "x")
    await hooks.sent()
    assert (northwind.forged, northwind.taken) == (1, {})


async def test_a_lane_keeps_its_order(hooks, northwind):
    await hooks.written("northwind", *"abcdefgh")
    await hooks.sent()
    assert texts(northwind) == list("abcdefgh")


async def test_after_an_hour_of_500_everything_arrives_once_and_in_order(hooks, northwind):
    northwind.answers = [(500, {})] * 1000
    ids = await hooks.written("northwind", "a", "b", "c")
    for _ in range(60):
        await hooks.sent(passing=MINUTE)
    assert northwind.taken == {}
    assert {each.id for each in northwind.tries} == {ids[0]}
    assert 8 < len(northwind.tries) < 20
    northwind.answers.clear()
    for _ in range(20):
        await hooks.sent(passing=MINUTE)
    assert list(northwind.taken) == ids
    assert [each.id for each in northwind.tries if each.status == 200] == ids
    assert await hooks.states() == ["sent"] * 3


async def test_a_lane_that_waits_holds_up_no_other(hooks, northwind):
    northwind.answers = [(503, {})]
    await hooks.written("northwind", "waits")
    await hooks.written("harbour", "passes")
    await hooks.sent()
    assert texts(hooks.receivers["harbour"]) == ["passes"]
    assert await hooks.states() == ["due", "sent"]


@pytest.mark.parametrize("asks", ["7200", "Mon, 02 Mar 2026 11:00:00 GMT"])
async def test_a_receiver_that_asks_for_time_gets_it(hooks, northwind, asks):
    northwind.answers = [(429, {"Retry-After": asks})]
    await hooks.written("northwind", "a")
    await hooks.sent()
    await hooks.sent(passing=HOUR)
    assert len(northwind.tries) == 1
    await hooks.sent(passing=2 * HOUR)
    assert texts(northwind) == ["a"]


async def test_who_says_gone_hears_no_more_of_it_and_the_next_one_goes_on(hooks, northwind):
    northwind.answers = [(410, {})]
    [gone, _] = await hooks.written("northwind", "a", "b")
    await hooks.sent()
    assert await hooks.states() == ["dead", "sent"]
    assert texts(northwind) == ["b"]
    [noted] = await asyncio.to_thread(hooks.store.read, audit.page)
    assert (noted.deed.action, noted.deed.object) == ("webhook.give-up", gone)


@pytest.mark.parametrize("status", [302, 400, 401, 404, 500, 503])
async def test_any_other_refusal_is_tried_again(hooks, northwind, status):
    northwind.answers = [(status, {"Location": hooks.urls["harbour"]})]
    await hooks.written("northwind", "a")
    await hooks.sent()
    [row] = await hooks.rows()
    assert (row.state, row.status) == ("due", status)
    await hooks.sent(passing=MINUTE)
    assert texts(northwind) == ["a"]
    assert hooks.receivers["harbour"].tries == []


async def test_what_is_refused_for_three_days_is_given_up_and_comes_back_by_hand(hooks, northwind, database, capsys):
    northwind.answers = [(500, {})] * 10_000
    [id] = await hooks.written("northwind", "a")
    for _ in range(4 * 24):
        await hooks.sent(passing=HOUR)
    assert await hooks.states() == ["dead"]
    northwind.answers.clear()
    assert await asyncio.to_thread(retry.run, database, id) == 0
    hooks.now.at += 3650 * DAY  # the command's clock is the machine's
    await hooks.sent()
    assert list(northwind.taken) == [id]


async def test_a_receiver_that_does_not_answer_in_time_is_tried_again(hooks, northwind, monkeypatch):
    monkeypatch.setattr(posting, "TIMEOUT", 0.05)
    monkeypatch.setattr(northwind, "answer", lambda _: asyncio.sleep(1))
    await hooks.written("northwind", "a")
    await hooks.sent()
    [row] = await hooks.rows()
    assert (row.state, row.status, row.error) == ("due", None, "no answer in 0.05 s")


async def test_nobody_listening_is_tried_again(hooks, northwind):
    hooks.urls["northwind"] = "http://127.0.0.1:9/hook"
    await hooks.written("northwind", "a")
    await hooks.sent()
    [row] = await hooks.rows()
    assert (row.state, row.error) == ("due", "it cannot be reached: ClientConnectorError")


async def test_a_webhook_that_the_directory_lost_waits_until_it_is_named_again(hooks, northwind):
    url = hooks.urls.pop("northwind")
    await hooks.written("northwind", "a")
    await hooks.sent()
    [row] = await hooks.rows()
    assert (row.state, row.error) == ("due", "the directory names no webhook of it")
    hooks.urls["northwind"] = url
    await hooks.sent(passing=MINUTE)
    assert texts(northwind) == ["a"]


async def test_a_url_out_of_reach_is_not_posted_to(hooks):
    hooks.urls["northwind"] = "https://169.254.169.254/latest"
    await hooks.written("northwind", "a")
    await hooks.sent()
    [row] = await hooks.rows()
    assert row.state == "due"
    assert "SPOT_WEBHOOK_HOSTS" in row.error


async def test_what_was_committed_before_a_kill_is_sent_after_it(hooks, northwind):
    ids = await hooks.written("northwind", "a", "b")
    hooks.courier = hooks.another()
    await hooks.sent()
    assert list(northwind.taken) == ids


async def test_what_a_kill_cut_off_before_it_was_noted_comes_again_under_the_same_id(hooks, northwind):
    arrived = asyncio.Event()
    seen = []

    async def answer(delivered):
        seen.append(delivered.id)
        if len(seen) == 1:
            arrived.set()
            await asyncio.sleep(60)

    northwind.answer = answer
    ids = await hooks.written("northwind", "a", "b")
    cut_off = asyncio.create_task(hooks.courier.run())
    await arrived.wait()
    for lane in hooks.courier._lanes.values():
        lane.cancel()
    cut_off.cancel()
    await asyncio.wait([cut_off])
    hooks.courier = hooks.another()
    await hooks.sent()
    assert seen == [ids[0], *ids]
    assert list(northwind.taken) == ids


async def test_a_store_that_cannot_note_it_now_does_not_make_it_sent_twice(hooks, northwind, monkeypatch):
    monkeypatch.setattr(carrying, "PAUSE", 0.01)
    await hooks.written("northwind", "a")
    whole, failures = hooks.store.transaction, [StoreUnavailable("full"), StoreUnavailable("full")]

    async def failing(work):
        if failures:
            raise failures.pop()
        return await whole(work)

    monkeypatch.setattr(hooks.store, "transaction", failing)
    await hooks.sent()
    assert len(northwind.tries) == 1
    assert await hooks.states() == ["sent"]


async def test_what_is_under_way_ends_and_nothing_more_is_begun_when_spot_stops(hooks, northwind):
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def answer(_delivered):
        arrived.set()
        await go_on.wait()

    northwind.answer = answer
    await hooks.written("northwind", "a", "b")
    running = asyncio.create_task(hooks.courier.run())
    await arrived.wait()
    running.cancel()
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.wait([running])
    assert await hooks.states() == ["sent", "due"]


async def test_it_runs_until_it_is_told_to_stop(hooks, northwind, monkeypatch):
    monkeypatch.setattr(carrying, "POLL", 0.01)
    running = asyncio.create_task(hooks.courier.run())
    await hooks.written("northwind", "a")
    for _ in range(300):
        if await hooks.states() == ["sent"]:
            break
        await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.wait([running])
    assert texts(northwind) == ["a"]

"""The sender against a real database and a real connector: order, patience, and what it does when it is refused."""

import asyncio
from datetime import timedelta

import pytest

from bot.activities.address import Address
from bot.activities.handles import mint
from bot.channel import sender as sending
from bot.channel.port import Gone
from bot.channel.sender import ChannelSender
from bot.store.chat import transcript
from bot.store.chat.conversations import Conversation, keep_address
from bot.store.engine.rows import Move, Op
from tests.bot.support.edge import APP, running

SECOND = timedelta(seconds=1)


@pytest.fixture
async def edge(tmp_path):
    async with running(tmp_path, sending=False) as edge:
        yield edge


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(sending, "POLL", 0.02)
    monkeypatch.setattr(sending, "PAUSE", 0.02)


def address(edge, conversation="a:conv-1"):
    return Address("msteams", edge.connector.url, conversation, "28:bot", "29:user-a", "tenant-1")


async def post(edge, *moves, conversation="a:conv-1"):
    """Put moves into the outbox, as a turn would."""
    to = address(edge, conversation)

    def work(tx):
        keep_address(tx, Conversation(to.key, to.as_dict()), "t/o", edge.now())
        return [transcript.post(tx, to.key, move, edge.now()) for move in moves]

    return await edge.store.transaction(work)


def text(words, slot=None):
    return Move(Op.SEND, mint(), {"type": "message", "text": words}, slot)


class Running:
    """The sender while a block runs; it is cancelled at the end, as when Spot stops."""

    def __init__(self, edge, sender=None):
        self.sender = sender or edge.sender

    async def __aenter__(self):
        self.task = asyncio.create_task(self.sender.run())
        return self.sender

    async def __aexit__(self, *_):
        self.task.cancel()
        await asyncio.wait([self.task])


async def states(edge, wanted, passing=0 * SECOND):
    """Wait until the outgoing rows have these states, in order, while time passes with every look."""
    for _ in range(300):
        edge.now.at += passing
        rows = await edge.rows("select * from transcript where op <> 'in' order by seq")
        if [row["state"] for row in rows] == wanted:
            return rows
        await asyncio.sleep(0.01)
    raise AssertionError([(row["state"], row["error"]) for row in rows])


async def test_what_was_due_before_the_start_is_sent_in_order(edge):
    await post(edge, *(text(str(number)) for number in range(30)))
    async with Running(edge):
        await states(edge, ["sent"] * 30)
    assert edge.connector.texts == [str(number) for number in range(30)]


async def test_a_notice_that_nobody_offered_is_sent_too(edge, monkeypatch):
    monkeypatch.setattr(sending, "POLL", 60)
    async with Running(edge):
        await asyncio.sleep(0.05)
        await post(edge, text("a notice"))
        await edge.connector.until(1)


async def test_nothing_is_sent_twice_while_much_is_offered(edge):
    async with Running(edge) as sender:
        for number in range(40):
            sender.offer(await post(edge, text(str(number)), conversation=f"a:{number % 4}"))
        await states(edge, ["sent"] * 40)
    assert sorted(edge.connector.texts, key=int) == [str(number) for number in range(40)]


async def test_a_busy_connector_is_left_alone_as_long_as_it_asks_and_order_is_kept(edge):
    edge.connector.answers = [(429, {"Retry-After": "30"})]
    async with Running(edge) as sender:
        await post(edge, text("first"))
        await edge.connector.until(1)
        sender.offer(await post(edge, text("second")))
        await asyncio.sleep(0.1)
        assert edge.connector.texts == ["first"]
        edge.now.at += 25 * SECOND
        await asyncio.sleep(0.1)
        assert edge.connector.texts == ["first"]
        edge.now.at += 15 * SECOND
        await states(edge, ["sent", "sent"])
    assert edge.connector.texts == ["first", "first", "second"]


@pytest.mark.parametrize("status", [408, 412, 429, 500, 502, 503])
async def test_what_passes_is_tried_again(edge, status):
    edge.connector.answers = [(status, {})]
    async with Running(edge):
        await post(edge, text("x"))
        await edge.connector.until(1)
        [row] = await states(edge, ["due"])
        [row] = await states(edge, ["sent"], passing=SECOND)
    assert (row["attempts"], row["error"]) == (2, None)


@pytest.mark.parametrize("status", [400, 403, 404, 413, 302])
async def test_what_stays_refused_is_dead_after_one_try_and_the_lane_goes_on(edge, status):
    edge.connector.answers = [(status, {"Location": edge.connector.url})]
    async with Running(edge):
        await post(edge, text("refused"), text("next"))
        dead, _ = await states(edge, ["dead", "sent"])
    assert str(status) in dead["error"]
    assert edge.connector.texts == ["refused", "next"]


async def test_a_lane_that_waits_holds_up_no_other(edge):
    edge.connector.answers = [(500, {})]
    async with Running(edge):
        await post(edge, text("waits"), conversation="a:1")
        await edge.connector.until(1)
        await post(edge, text("passes"), conversation="a:2")
        await states(edge, ["due", "sent"])


async def test_a_row_that_is_damaged_is_dead_and_holds_up_no_other(edge):
    await post(edge, text("torn"), text("behind it"), conversation="a:torn")
    await post(edge, text("whole"), conversation="a:whole")
    await edge.store.transaction(lambda tx: tx.execute("update transcript set body = '{' where seq = 1"))
    async with Running(edge):
        rows = await states(edge, ["dead", "sent", "sent"])
    assert rows[0]["error"] == "the row cannot be read"
    assert sorted(edge.connector.texts) == ["behind it", "whole"]


async def test_a_connector_that_is_away_is_tried_again(edge):
    await post(edge, text("x"))
    to = address(edge)
    away = {**to.as_dict(), "service_url": "http://127.0.0.1:9/"}
    await edge.store.transaction(lambda tx: keep_address(tx, Conversation(to.key, away), "t/o", edge.now()))
    async with Running(edge):
        for _ in range(200):
            [row] = await edge.rows()
            if row["attempts"]:
                break
            await asyncio.sleep(0.01)
        assert (row["state"], row["attempts"]) == ("due", 1)
        await edge.store.transaction(lambda tx: keep_address(tx, Conversation(to.key, to.as_dict()), "t/o", edge.now()))
        edge.now.at += 3 * SECOND
        await states(edge, ["sent"])


async def test_a_card_is_updated_where_it_was_sent(edge):
    async with Running(edge):
        await post(edge, text("open", slot="case/1"), text("closed", slot="case/1"))
        await states(edge, ["sent", "sent"])
        await post(edge, text("open again", slot="case/1"))
        await states(edge, ["sent"] * 3)
    calls = [(method, path, body["text"]) for method, path, _, body in edge.connector.taken]
    assert calls == [
        ("POST", "/v3/conversations/a%3Aconv-1/activities", "open"),
        ("PUT", "/v3/conversations/a%3Aconv-1/activities/c-1", "closed"),
        ("PUT", "/v3/conversations/a%3Aconv-1/activities/c-1", "open again"),
    ]


async def test_a_message_is_taken_away_by_its_handle(edge):
    [sent] = await post(edge, text("oops"))
    async with Running(edge):
        await post(edge, Move(Op.DELETE, mint(), {}, target=sent.handle))
        await states(edge, ["sent", "sent"])
    assert edge.connector.taken[1][:2] == ("DELETE", "/v3/conversations/a%3Aconv-1/activities/c-1")


async def test_an_update_of_what_never_arrived_is_dead(edge):
    edge.connector.answers = [(403, {})]
    [first] = await post(edge, text("refused", slot="case/1"))
    async with Running(edge):
        await post(edge, Move(Op.UPDATE, mint(), {"type": "message", "text": "x"}, target=first.handle))
        await states(edge, ["dead", "dead"])


async def test_a_service_url_that_is_not_allowed_any_more_gets_nothing(edge):
    to = address(edge).as_dict() | {"service_url": "https://evil.example/"}
    await post(edge, text("x"))
    await edge.store.transaction(lambda tx: keep_address(tx, Conversation("msteams/a:conv-1", to), "t/o", edge.now()))
    async with Running(edge):
        await states(edge, ["dead"])


async def test_a_channel_that_there_is_not_gets_nothing(edge):
    await post(edge, text("x"))
    async with Running(edge, ChannelSender(edge.store, {}, edge.now)):
        [row] = await states(edge, ["dead"])
    assert row["error"] == "there is no channel msteams"


class Pulled:
    """A channel that gives no ids of its own, as one whose client reads our rows."""

    def __init__(self):
        self.updated = []

    async def send(self, to, activity):
        return None

    async def update(self, to, id, activity):
        self.updated.append((id, activity["text"]))


async def test_a_channel_without_ids_of_its_own_updates_by_our_handle(edge):
    channel = Pulled()
    [sent] = await post(edge, text("open", slot="case/1"))
    await post(edge, text("closed", slot="case/1"))
    async with Running(edge, ChannelSender(edge.store, {"msteams": channel}, edge.now)):
        await states(edge, ["sent", "sent"])
    assert channel.updated == [(sent.handle, "closed")]


class Broken:
    """A channel with a fault of its own, until it is mended."""

    def __init__(self, fault):
        self.fault = fault
        self.sent = []

    async def send(self, to, activity):
        if self.fault:
            raise self.fault
        self.sent.append(activity["text"])
        return "its-id"


async def test_a_fault_of_a_channel_is_tried_again(edge):
    channel = Broken(ZeroDivisionError("x"))
    await post(edge, text("x"))
    async with Running(edge, ChannelSender(edge.store, {"msteams": channel}, edge.now)):
        [row] = await states(edge, ["due"])
        await asyncio.sleep(0.05)
        channel.fault = None
        edge.now.at += 3 * SECOND
        [row] = await states(edge, ["sent"])
    assert (row["activity"], channel.sent) == ("its-id", ["x"])


async def test_what_was_tried_for_a_day_is_dead(edge, monkeypatch):
    monkeypatch.setattr(sending, "MOST_TRIES", 2)
    channel = Broken(ZeroDivisionError("x"))
    await post(edge, text("x"))
    async with Running(edge, ChannelSender(edge.store, {"msteams": channel}, edge.now)):
        for _ in range(100):
            edge.now.at += 10 * SECOND
            if (await edge.rows())[0]["state"] == "dead":
                break
            await asyncio.sleep(0.01)
        await states(edge, ["dead"])


async def test_a_store_that_is_away_when_something_was_sent_does_not_make_it_sent_twice(edge):
    original, failures = edge.store.transaction, iter([True, True])

    async def sometimes(work):
        if next(failures, False):
            raise sending.StoreUnavailable("busy")
        return await original(work)

    await post(edge, text("once"))
    edge.store.transaction = sometimes
    async with Running(edge):
        await states(edge, ["sent"])
    assert edge.connector.texts == ["once"]


async def test_a_fault_of_the_sender_itself_does_not_end_it(edge):
    original, failures = edge.store.claim, iter([True])

    async def sometimes(now, limit):
        if next(failures, False):
            raise OSError("no")
        return await original(now, limit)

    edge.store.claim = sometimes
    await post(edge, text("x"))
    async with Running(edge):
        await states(edge, ["sent"])


async def test_what_is_under_way_when_spot_stops_is_finished_and_marked(edge):
    begun, go_on = asyncio.Event(), asyncio.Event()

    class Slow(Broken):
        async def send(self, to, activity):
            begun.set()
            await go_on.wait()
            return await super().send(to, activity)

    channel = Slow(None)
    await post(edge, text("under way"), text("not yet"))
    async with Running(edge, ChannelSender(edge.store, {"msteams": channel}, edge.now)):
        await begun.wait()
        asyncio.get_running_loop().call_later(0.05, go_on.set)
    await states(edge, ["sent", "due"])
    assert channel.sent == ["under way"]


async def test_an_aside_that_is_refused_is_forgotten(edge):
    async with Running(edge, ChannelSender(edge.store, {"msteams": Broken(Gone("no"))}, edge.now)) as sender:
        sender.aside(address(edge), {"type": "typing"})
        await asyncio.sleep(0.05)
    assert await edge.rows() == []


async def test_with_an_app_id_every_post_carries_the_bots_own_token(tmp_path):
    async with running(tmp_path, app_id=APP, sending=False) as edge:
        await post(edge, text("a"), text("b"))
        async with Running(edge):
            await states(edge, ["sent", "sent"])
        assert [headers["Authorization"] for _, _, headers, _ in edge.connector.taken] == ["Bearer own-token-1"] * 2
        assert edge.authority.asked["token"] == 1
        [form] = edge.authority.forms
        assert (form["grant_type"], form["client_id"], form["client_secret"]) == ("client_credentials", APP, "a secret")
        assert form["scope"] == "https://api.botframework.com/.default"


async def test_a_token_that_is_refused_is_replaced_once(tmp_path):
    async with running(tmp_path, app_id=APP, sending=False) as edge:
        edge.connector.answers = [(401, {})]
        await post(edge, text("a"))
        async with Running(edge):
            await states(edge, ["sent"])
        assert edge.authority.asked["token"] == 2


async def test_a_connector_that_refuses_every_token_does_not_make_us_ask_for_one_each_time(tmp_path):
    async with running(tmp_path, app_id=APP, sending=False) as edge:
        edge.connector.answers = [(401, {})] * 8
        for number in range(4):
            await post(edge, text("a"), conversation=f"a:{number}")
        async with Running(edge):
            await edge.connector.until(8)
            await states(edge, ["due"] * 4)
        assert edge.authority.asked["token"] == 2


async def test_an_identity_service_that_is_away_delays_and_loses_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.channel.identity.BETWEEN", 0.02)
    async with running(tmp_path, app_id=APP, sending=False) as edge:
        edge.authority.status = 500
        await post(edge, text("a"))
        async with Running(edge):
            for _ in range(200):
                if (await edge.rows())[0]["attempts"]:
                    break
                await asyncio.sleep(0.01)
            assert edge.connector.taken == []
            edge.authority.status = 200
            await states(edge, ["sent"], passing=3 * SECOND)


async def test_a_token_is_renewed_before_it_ends_while_it_still_serves(tmp_path):
    async with running(tmp_path, app_id=APP, sending=False) as edge:
        identity = edge.channel._identity
        edge.authority.granted = {"access_token": "short", "expires_in": 100}
        assert await asyncio.gather(*(identity.token() for _ in range(5))) == ["short"] * 5
        assert edge.authority.asked["token"] == 1
        edge.authority.granted = {"access_token": "long", "expires_in": 3600}
        assert await identity.token() == "short"
        await asyncio.sleep(0.05)
        assert await identity.token() == "long"

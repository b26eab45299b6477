"""The stream: replay, live, reconnect, shutdown."""

import asyncio

import pytest
from aiohttp import WSMsgType

from bot.webchat import stream
from bot.webchat.feed import BATCH
from bot.webchat.tokens import Grant
from tests.bot.support.direct_line import BASE, serving, texts


@pytest.fixture
async def client(tmp_path):
    async with serving(tmp_path) as client:
        yield client


async def test_a_stream_begins_with_what_was_said_and_goes_on_with_what_is(client):
    talk = await client.begin()
    async with client.stream(talk) as socket:
        assert await texts(socket, 1) == ["welcome"]
        await client.say(talk, "hello")
        assert await texts(socket, 2) == ["hello", "echo: hello"]


async def test_a_reconnected_stream_has_what_was_missed_and_nothing_twice(client):
    talk = await client.begin()
    async with client.stream(talk) as socket:
        seen = (await socket.receive_json(timeout=5))["watermark"]
    await client.say(talk, "missed")
    async with client.stream(talk, seen) as socket:
        assert await texts(socket, 2) == ["missed", "echo: missed"]
        await client.say(talk, "live")
        assert await texts(socket, 2) == ["live", "echo: live"]


async def test_a_long_conversation_is_replayed_whole_in_pages(client):
    talk = await client.begin()
    for number in range(BATCH + 5):
        await client.bot.say(talk[0], {"type": "message", "text": str(number)})
    async with client.stream(talk) as socket:
        first = await socket.receive_json(timeout=5)
        shown = len(first["activities"])
        assert shown == BATCH - 1  # the row that says who joined is not shown
        assert await texts(socket, 7) == [str(number) for number in range(BATCH - 2, BATCH + 5)]


async def test_every_stream_of_a_conversation_sees_it_and_no_other_does(client):
    talk, other = await client.begin(), await client.begin()
    async with client.stream(talk) as one, client.stream(talk) as two, client.stream(other) as third:
        for socket in (one, two, third):
            await texts(socket, 1)
        await client.say(talk, "hello")
        assert await texts(one, 2) == await texts(two, 2) == ["hello", "echo: hello"]
        with pytest.raises(asyncio.TimeoutError):
            await third.receive(timeout=0.05)


async def test_the_clients_empty_ping_and_idle_talk_are_ignored(client):
    talk = await client.begin()
    async with client.stream(talk) as socket:
        await texts(socket, 1)
        await socket.send_str("")
        await socket.send_str("{}")
        await client.say(talk, "hello")
        assert await texts(socket, 2) == ["hello", "echo: hello"]


async def test_a_frame_that_is_too_large_ends_the_stream(client):
    async with client.stream(await client.begin()) as socket:
        await texts(socket, 1)
        await socket.send_str("x" * 10_000)
        assert (await socket.receive(timeout=5)).type is WSMsgType.CLOSE


async def test_at_shutdown_the_stream_closes_and_the_next_process_goes_on(tmp_path):
    async with serving(tmp_path) as client:
        talk = await client.begin()
        socket = await client.stream(talk)
        seen = (await socket.receive_json(timeout=5))["watermark"]
        closing = asyncio.create_task(client.api.close())
        assert (await socket.receive(timeout=5)).data == 1012
        await closing
        status, _ = await client.ask(
            "GET", f"{BASE}/conversations/{talk[0]}/stream?t={talk[1]}", headers={"Upgrade": "websocket"}
        )
        assert status == 503
    async with serving(tmp_path) as client, client.stream(talk, seen) as socket:
        await client.say(talk, "still here?")
        assert await texts(socket, 2) == ["still here?", "echo: still here?"]


async def test_a_conversation_has_a_bounded_number_of_streams(client):
    talk = await client.begin()
    sockets = [await client.stream(talk) for _ in range(stream.MOST_PER_CONVERSATION)]
    status, _ = await client.ask(
        "GET", f"{BASE}/conversations/{talk[0]}/stream?t={talk[1]}", headers={"Upgrade": "websocket"}
    )
    assert status == 503
    for socket in sockets:
        await socket.close()
    async with client.stream(talk) as socket:
        assert await texts(socket, 1) == ["welcome"]


async def test_a_closed_stream_is_forgotten(client):
    async with client.stream(await client.begin()) as socket:
        await texts(socket, 1)
        assert client.api.streams.count == 1
    for _ in range(100):
        if not client.api.streams.count:
            break
        await asyncio.sleep(0.01)
    assert client.api.streams.count == 0


async def test_a_plain_get_of_the_stream_is_400(client):
    conversation, token = await client.begin()
    assert (await client.ask("GET", f"{BASE}/conversations/{conversation}/stream?t={token}"))[0] == 400


async def test_that_spot_is_typing_is_shown_and_not_kept(client):
    from bot.activities.address import Address

    talk = await client.begin()
    address = Address("directline", "urn:spot:directline", talk[0], "spot", "dl_1")
    async with client.stream(talk) as socket:
        await texts(socket, 1)
        await client.api.channel.send(address, {"type": "typing"})
        assert (await socket.receive_json(timeout=5))["activities"][0]["type"] == "typing"
    assert len((await client.read(talk))["activities"]) == 1


async def test_a_stream_of_a_person_is_for_this_machine_only(client):
    token = client.api._access.tokens.issue(Grant("c1", "dl_1", "bakery/olu"))
    path = f"{BASE}/conversations/c1/stream?t={token}"
    status, _ = await client.ask("GET", path, headers={"Upgrade": "websocket", "X-Forwarded-For": "203.0.113.9"})
    assert status == 403

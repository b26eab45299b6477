"""Slow requests over real connections: how long they last, and that quick ones are left alone."""

import asyncio
import time
from contextlib import asynccontextmanager

import pytest
import structlog
from aiohttp import ClientSession, web

from bot.gate.watchdog import WatchedRunner
from tests.bot.support.botframework import listening

LIMIT = 0.2
REQUEST = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\n\r\nbody"


async def echo(request):
    body = await request.read()
    await asyncio.sleep(float(request.query.get("takes", 0)))
    return web.Response(body=body)


async def socket(request):
    opened = web.WebSocketResponse()
    await opened.prepare(request)
    async for message in opened:
        await opened.send_str(message.data)
    return opened


@asynccontextmanager
async def served():
    app = web.Application()
    app.router.add_get("/socket", socket)
    app.router.add_route("*", "/", echo)
    async with listening(app, WatchedRunner, seconds=LIMIT) as url:
        yield url


async def connect(url):
    return await asyncio.open_connection("127.0.0.1", int(url.rstrip("/").rpartition(":")[2]))


async def seconds_until_closed(reader, writer, drip):
    """Send one byte after the other until the connection is closed, and return how long that took."""
    began = time.monotonic()
    ended = asyncio.create_task(reader.read())
    for byte in drip:
        writer.write(bytes([byte]))
        done, _ = await asyncio.wait([ended], timeout=0.04)
        if done:
            break
    await asyncio.wait_for(ended, 2)
    writer.close()
    return time.monotonic() - began


@pytest.mark.parametrize(
    "drip",
    [
        b"",
        b"POST / HTTP/1.1\r\nHost: x\r\nX-Slow: " + b"x" * 100,
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n" + b"x" * 50,
    ],
    ids=["nothing", "headers", "body"],
)
async def test_a_request_that_drips_is_closed_in_time(drip):
    async with served() as url:
        head, marker, body = drip.partition(b"\r\n\r\n")
        reader, writer = await connect(url)
        if marker:
            writer.write(head + marker)
        assert LIMIT * 0.9 <= await seconds_until_closed(reader, writer, body if marker else head) < LIMIT * 4


async def test_a_body_that_breaks_its_own_encoding_is_closed_in_time():
    async with served() as url:
        reader, writer = await connect(url)
        writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{")
        await asyncio.sleep(LIMIT / 4)
        assert await seconds_until_closed(reader, writer, b'"a":\r\nno length\r\n') < LIMIT * 4


async def test_a_second_request_that_drips_is_closed_in_time_too():
    async with served() as url:
        reader, writer = await connect(url)
        writer.write(REQUEST)
        assert (await reader.readuntil(b"body")).startswith(b"HTTP/1.1 200")
        assert await seconds_until_closed(reader, writer, REQUEST[:50]) < LIMIT * 4


async def test_an_idle_connection_and_a_slow_handler_are_left_alone():
    async with served() as url, ClientSession() as session:
        for _ in range(2):
            async with session.post(url, params={"takes": LIMIT * 2}, data=b"body") as response:
                assert await response.read() == b"body"
            await asyncio.sleep(LIMIT / 4)


async def test_a_body_that_comes_in_two_parts_in_time_is_read_whole():
    async with served() as url:
        reader, writer = await connect(url)
        writer.write(REQUEST[:-4])
        await asyncio.sleep(LIMIT / 4)
        writer.write(REQUEST[-4:])
        assert (await reader.readuntil(b"body")).startswith(b"HTTP/1.1 200")
        writer.close()


async def test_a_socket_that_stays_open_is_left_alone():
    async with served() as url, ClientSession() as session, session.ws_connect(f"{url}socket") as opened:
        await asyncio.sleep(0.1)
        await asyncio.sleep(0.1)
        await asyncio.sleep(0.1)
        await opened.send_str("still there")
        assert await opened.receive_str(timeout=1) == "still there"


HUGE = 20_000_000
"""Bytes; more than the system's own buffers hold."""


async def huge(request):
    return web.Response(body=bytes(HUGE))


@asynccontextmanager
async def serving_much():
    app = web.Application()
    app.router.add_get("/", huge)
    async with listening(app, WatchedRunner, stalled=LIMIT) as url:
        reader, writer = await connect(url)
        writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        try:
            yield reader
        finally:
            writer.close()


async def test_an_answer_that_nobody_takes_is_given_up():
    async with serving_much() as reader:
        await asyncio.sleep(LIMIT * 3)
        assert len(await asyncio.wait_for(reader.read(), 5)) < HUGE


async def test_an_answer_that_is_taken_slowly_is_not_given_up():
    async with serving_much() as reader:
        await reader.readuntil(b"\r\n\r\n")
        taken = 0
        while taken < HUGE:
            taken += len(await asyncio.wait_for(reader.read(2_000_000), 5))
            await asyncio.sleep(LIMIT / 10 if taken < 6_000_000 else 0)
        assert taken == HUGE


async def test_nothing_that_comes_compressed_is_inflated():
    async with served() as url, ClientSession() as session:
        headers = {"Content-Encoding": "gzip"}
        async with session.post(url, data=b"not gzip at all", headers=headers) as response:
            assert await response.read() == b"not gzip at all"


@pytest.mark.parametrize(
    "request_",
    [
        b"SECRET <script> HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Odd\x01: SECRET\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"SECRET" * 3000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: SECRET\r\n\r\n",
    ],
)
async def test_what_is_no_http_is_refused_without_repeating_it_and_a_flood_of_it_is_one_line(request_):
    with structlog.testing.capture_logs() as told:
        async with served() as url:
            for _ in range(5):
                reader, writer = await connect(url)
                writer.write(request_)
                answer = await asyncio.wait_for(reader.read(), 2)
                writer.close()
                assert answer.split(b"\r\n")[0].endswith(b"400 Bad Request")
                assert b"SECRET" not in answer
    assert [(line["event"], line["status"], line["times"]) for line in told] == [("request_refused", 400, 1)]

"""Who gets into the console, and who does not."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

PAGES = [
    "/console",
    "/console/",
    "/console/conversations",
    "/console/conversations/directline%2Ftalk-1",
    "/console/cases",
    "/console/cases/C-1001",
]


@pytest.mark.parametrize("path", PAGES)
async def test_no_page_opens_without_a_session(room, path):
    html = await room.page(path, 401)
    assert "Open the link that Spot printed" in html


async def test_the_printed_link_opens_the_console(room):
    answer = await room.enter()
    assert answer.headers["Location"] == "/console"
    assert "<h1>Overview</h1>" in await room.page("/console")


async def test_the_cookie_is_for_the_console_alone_and_no_script_reads_it(room):
    cookie = (await room.enter()).headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/console", "Max-Age=43200"} <= set(cookie.split("; "))
    assert len(cookie.split(";")[0].partition("=")[2]) >= 43


async def test_a_link_works_once(room):
    link = room.console.link()
    assert (await room.client.get(link, allow_redirects=False)).status == 303
    room.client.session.cookie_jar.clear()
    assert "used already" in await room.page(link, 401)


async def test_a_link_is_not_used_up_by_whoever_only_looks_at_it(room):
    link = room.console.link()
    assert (await room.client.head(link)).status == 405
    assert (await room.client.get(link, allow_redirects=False)).status == 303


async def test_a_used_link_leaves_who_is_in_already_in(inside):
    answer = await inside.client.get("/console/enter?key=used", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, "/console")


async def test_a_link_gets_too_old_within_an_hour(room):
    link = room.console.link()
    room.clock.pass_by(minutes=61)
    await room.page(link, 401)


@pytest.mark.parametrize("key", ["", "wrong", "x" * 5000, "%00", "%F0%9F%98%80"])
async def test_a_wrong_key_opens_nothing(room, key):
    room.console.link()
    await room.page(f"/console/enter?key={key}", 401)


async def test_a_session_ends_after_twelve_hours(inside):
    inside.clock.pass_by(hours=12)
    await inside.page("/console", 401)


async def test_a_session_outlives_a_restart(inside):
    main = web.Application()
    main.add_subapp("/console", inside.fresh_console().app())
    cookies = {cookie.key: cookie.value for cookie in inside.client.session.cookie_jar}
    async with TestClient(TestServer(main), cookies=cookies) as again:
        assert (await again.get("/console")).status == 200


async def test_a_session_chosen_by_somebody_else_is_no_session(room):
    room.client.session.cookie_jar.update_cookies({"spot_console": "attacker-chosen"})
    await room.page("/console", 401)
    cookie = (await room.enter()).headers["Set-Cookie"]
    assert "attacker-chosen" not in cookie


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"X-Forwarded-For": "203.0.113.9"}, {"Forwarded": "for=203.0.113.9"}],
)
@pytest.mark.parametrize(
    "path", ["/console", "/console/enter?key=x", "/console/static/console.css", "/console/nowhere"]
)
async def test_there_is_no_console_from_elsewhere(inside, headers, path):
    answer = await inside.client.get(path, headers=headers)
    assert answer.status == 404
    assert "console" not in (await answer.text()).lower()


async def test_every_answer_lets_nothing_foreign_in(inside):
    for path in ("/console", "/console/nowhere", "/console/static/console.css", "/console/enter?key=x"):
        answer = await inside.client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_pages_are_not_kept_by_the_browser(inside):
    assert (await inside.client.get("/console")).headers["Cache-Control"] == "no-store"

"""The page on known issues: plain forms that declare, update and solve; what was written is only text."""

import re

import pytest

from bot.desk import problem
from bot.desk.problem import Declaring
from bot.store.desk import problems

OVENS = {"title": "The <ovens> show error 7", "text": "Since nine.", "phrasings": "error 7\noven error", "partner": ""}


async def form(room, action):
    html = await room.page("/console/problems")
    [found] = re.findall(rf'<form method="post" action="{action}">(.*?)</form>', html, re.S)
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', found))


async def send(room, action, **fields):
    return await room.post(action, {**await form(room, action), **fields})


async def test_a_lead_declares_updates_and_solves(inside, look_in):
    done = await send(inside, "/console/problems", **OVENS, visibility="customer")
    assert (done.status, done.headers["Location"]) == (303, "/console/problems?done=declare")
    page = await inside.page("/console/problems?done=declare")
    assert "The &lt;ovens&gt; show error 7" in page
    assert 'role="status"' in page
    await send(inside, "/console/problems/P-1/update", text="We found it.")
    assert (await send(inside, "/console/problems/P-1/solve", text="Mended.", resolve="yes")).status == 303
    one = await look_in(lambda reader: problems.find(reader, 1))
    assert (one.state, one.phrasings) == ("solved", ("error 7", "oven error"))


@pytest.fixture
def look_in(inside):
    """Read the room's store from the event loop."""
    import asyncio

    async def read(work):
        return await asyncio.to_thread(inside.store.read, work)

    return read


@pytest.mark.parametrize(("act", "state"), [("declare", "open"), ("dismiss", "dismissed")])
async def test_what_is_suspected_is_declared_or_dismissed(inside, look_in, act, state):
    made = problem.suspect(1, Declaring("error 7", ""), inside.clock())
    await inside.store.transaction(lambda tx: problems.add(tx, made))
    more = {**OVENS, "visibility": "customer"} if act == "declare" else {}
    assert (await send(inside, f"/console/problems/P-1/{act}", **more)).status == 303
    assert (await look_in(lambda reader: problems.find(reader, 1))).state == state


async def test_what_cannot_be_done_is_said_and_a_foreign_form_does_nothing(inside, look_in):
    hidden = await form(inside, "/console/problems")
    answer = await inside.post("/console/problems", {**hidden, **OVENS, "text": "  "})
    assert answer.status == 409
    assert "there is nothing to tell" in await answer.text()
    assert (await inside.post("/console/problems", {**hidden, **OVENS, "csrf": "x" * 40})).status == 403
    assert (await inside.post("/console/problems/P-9/update", {**hidden, "text": "News."})).status == 404
    assert await look_in(problems.page) == []

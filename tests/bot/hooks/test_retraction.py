"""A comment that its customer took back: what waits in a lane loses it, and who had it is told."""

import asyncio
import json

import pytest

from bot.store.edges import deliveries
from dialogs.effects import CommentCase, RetractComment
from tests.bot.support.hooked import Desk
from tests.bot.support.stored import NOW

SECRET = "my password is hunter2"


@pytest.fixture
async def desk(store):
    desk = Desk(store)
    await desk.opened()
    return desk


async def lane(desk, receiver):
    return await asyncio.to_thread(desk.store.read, lambda reader: deliveries.waiting(reader, receiver))


async def kinds(desk, receiver):
    return [each.kind for each in await lane(desk, receiver)]


async def test_a_comment_that_waits_is_never_sent(desk):
    await desk.escalated()
    await desk.in_chat(CommentCase("C-1001", "k9", SECRET))
    assert await kinds(desk, "northwind") == ["case.escalated", "case.commented"]
    await desk.in_chat(RetractComment("C-1001", "r1", "k9"))
    assert await kinds(desk, "northwind") == ["case.escalated", "case.retracted"]
    assert SECRET not in "".join(each.body for each in await lane(desk, "northwind"))


async def test_a_package_that_waits_is_made_anew_without_it_under_its_own_id(desk):
    await desk.in_chat(CommentCase("C-1001", "k9", SECRET))
    await desk.escalated(text="please hurry")
    await desk.escalated("northwind/noor")
    before = {receiver: (await lane(desk, receiver))[0] for receiver in ("northwind", "ovens")}
    assert all(SECRET in each.body for each in before.values())
    await desk.in_chat(RetractComment("C-1001", "r1", "k9"))
    for receiver, old in before.items():
        [package, *_] = await lane(desk, receiver)
        assert (package.id, package.kind) == (old.id, "case.escalated")
        assert SECRET not in package.body
    told = json.loads((await lane(desk, "northwind"))[0].body)
    assert (told["word"], told["to"]["leg"], told["id"]) == ("please hurry", 2, before["northwind"].id)


async def test_who_had_it_already_is_told_which_one_it_was(desk):
    await desk.escalated()
    await desk.escalated("northwind/noor")
    await desk.in_chat(CommentCase("C-1001", "k9", SECRET))
    sent = {}
    for receiver in ("northwind", "ovens"):
        for each in await lane(desk, receiver):
            await desk.store.transaction(lambda tx, seq=each.seq: deliveries.mark_sent(tx, seq, 200, NOW))
        sent[receiver] = json.loads(each.body)
    await desk.in_chat(RetractComment("C-1001", "r1", "k9"))
    [portal], [hub] = [[json.loads(each.body) for each in await lane(desk, one)] for one in ("northwind", "ovens")]
    assert portal["happened"]["of"] == sent["northwind"]["happened"]["seq"]
    assert (hub["name"], hub["value"]["seq"]) == ("spot.retracted", sent["ovens"]["channelData"]["seq"])


async def test_other_comments_stay(desk):
    await desk.escalated()
    await desk.in_chat(CommentCase("C-1001", "k8", "it smells"))
    await desk.in_chat(CommentCase("C-1001", "k9", SECRET))
    await desk.in_chat(RetractComment("C-1001", "r1", "k9"))
    assert await kinds(desk, "northwind") == ["case.escalated", "case.commented", "case.retracted"]
    assert "it smells" in (await lane(desk, "northwind"))[1].body

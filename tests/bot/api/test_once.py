"""Idempotency keys: one effect, one answer, however often and however quickly it is asked."""

import asyncio

import pytest

from bot.store.edges import idempotency

TITLE = {"title": "the ovens are cold"}


async def test_the_same_request_again_has_no_second_effect_and_gets_the_same_answer(portal):
    first = await portal.post("bakery/olu", "/cases", TITLE, headers={"Idempotency-Key": "k1"})
    portal.later(hours=1)
    again = await portal.post("bakery/olu", "/cases", TITLE, headers={"Idempotency-Key": "k1"})
    assert (again.status, again.text) == (first.status, first.text)
    assert again.headers["Location"] == first.headers["Location"] == "/api/v1/cases/C-1001"
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert len(await portal.rows("select * from cases")) == 1


async def test_the_same_verb_again_does_it_once(portal):
    number = await portal.opened()
    key = {"Idempotency-Key": "k1"}
    first = await portal.post("harbor/mara", f"/cases/{number}/reply", {"text": "we look"}, headers=key)
    again = await portal.post("harbor/mara", f"/cases/{number}/reply", {"text": "we look"}, headers=key)
    assert (again.status, again.text) == (200, first.text)
    assert [each["kind"] for each in (await portal.get("harbor/mara", f"/cases/{number}")).body["events"]] == [
        "opened",
        "replied",
    ]


async def test_without_a_key_twice_is_twice(portal):
    assert await portal.opened() != await portal.opened()


@pytest.mark.parametrize(
    ("path", "body"), [("/cases", {"title": "something else"}), ("/cases/C-1001/comment", {"text": "more"})]
)
async def test_the_key_of_another_request_is_refused(portal, path, body):
    await portal.post("bakery/olu", "/cases", TITLE, headers={"Idempotency-Key": "k1"})
    refused = await portal.post("bakery/olu", path, body, headers={"Idempotency-Key": "k1"})
    assert (refused.status, refused.body["error"]["code"]) == (422, "key_reused")
    assert len(await portal.rows("select * from case_events")) == 1


async def test_the_order_of_keys_and_spaces_makes_no_other_request(portal):
    headers = {"Idempotency-Key": "k1", "Content-Type": "application/json"}
    first = await portal.post("bakery/olu", "/cases", raw=b'{"title":"a","severity":"B"}', headers=headers)
    again = await portal.post("bakery/olu", "/cases", raw=b'{ "severity": "B", "title": "a" }', headers=headers)
    assert (again.status, again.text) == (201, first.text)


async def test_many_at_once_are_one(portal):
    await portal.get("bakery/olu", "/cases")
    asked = (portal.post("bakery/olu", "/cases", TITLE, headers={"Idempotency-Key": "k1"}) for _ in range(12))
    given = await asyncio.gather(*asked)
    assert {each.status for each in given} == {201}
    assert len({each.text for each in given}) == 1
    assert sum("Idempotency-Replayed" not in each.headers for each in given) == 1
    assert len(await portal.rows("select * from cases")) == 1


async def test_one_tokens_keys_are_not_anothers(portal):
    await portal.post("bakery/olu", "/cases", TITLE, headers={"Idempotency-Key": "k1"})
    other = await portal.post("clinic/rosa", "/cases", TITLE, headers={"Idempotency-Key": "k1"})
    assert (other.status, other.body["requester"]) == (201, "clinic/rosa")


async def test_a_refused_request_may_be_mended_under_its_key(portal):
    key = {"Idempotency-Key": "k1"}
    assert (await portal.post("bakery/olu", "/cases", {"title": ""}, headers=key)).status == 422
    assert (await portal.post("bakery/olu", "/cases", TITLE, headers=key)).status == 201


async def test_a_key_is_forgotten_after_a_day(portal):
    await portal.post("bakery/olu", "/cases", TITLE, headers={"Idempotency-Key": "k1"})
    portal.later(days=1)
    await portal.post("bakery/olu", "/cases", TITLE, headers={"Idempotency-Key": "k2"})
    assert [row["key"] for row in await portal.rows("select key from answers")] == ["k2"]
    assert (await portal.post("bakery/olu", "/cases", TITLE, headers={"Idempotency-Key": "k1"})).body[
        "number"
    ] == "C-1003"


async def test_answers_are_bounded(portal, monkeypatch):
    monkeypatch.setattr(idempotency, "MOST_KEPT", 2)
    monkeypatch.setattr(idempotency, "EVERY", 1)
    await portal.post("clinic/rosa", "/cases", TITLE, headers={"Idempotency-Key": "hers"})
    for number in range(4):
        await portal.post("bakery/olu", "/cases", TITLE, headers={"Idempotency-Key": f"k{number}"})
    assert [row["key"] for row in await portal.rows("select key from answers order by seq")] == ["hers", "k2", "k3"]


@pytest.mark.parametrize("key", ["", "two words", "x" * 201, "schl\u00fcssel"])
async def test_what_is_no_key_is_refused(portal, key):
    refused = await portal.post("bakery/olu", "/cases", TITLE, headers={"Idempotency-Key": key})
    assert (refused.status, refused.body["error"]["code"]) == (400, "bad_key")


async def test_a_replay_needs_a_good_token_too(portal):
    await portal.post("bakery/olu", "/cases", TITLE, headers={"Idempotency-Key": "k1"})
    assert (await portal.post(None, "/cases", TITLE, headers={"Idempotency-Key": "k1"})).status == 401

"""Notices over HTTP: a team hears of what it has to act on, once, and nobody of what is not theirs."""

from tests.bot.api.conftest import EVERYTHING


async def told(portal, person, query=""):
    answer = await portal.get(person, f"/notices{query}")
    assert answer.status == 200, answer.text
    return [(each["case"], each["kind"]) for each in answer.body["notices"]]


async def test_whoever_has_to_act_is_told_and_nobody_else(portal):
    number = await portal.opened()
    assert await told(portal, "harbor/mara") == [(number, "opened")]
    assert await told(portal, "harbor/piet") == [(number, "opened")]
    await portal.done("harbor/mara", number, "escalate", EVERYTHING)
    assert (number, "escalated") in await told(portal, "north/ines")
    assert await told(portal, "summit/jon") == []
    assert await told(portal, "bakery/olu") == []


async def test_what_was_acted_on_or_read_is_unread_no_more(portal):
    first, second = await portal.opened(), await portal.opened(title="another")
    assert len(await told(portal, "harbor/mara", "?unread=true")) == 2
    await portal.done("harbor/mara", first, "accept", {})
    assert await told(portal, "harbor/mara", "?unread=true") == [(second, "opened")]
    answer = await portal.post("harbor/mara", "/notices/read", {"case": second})
    assert (answer.status, answer.body) == (200, {"unread": 0})
    assert len(await told(portal, "harbor/mara")) == 2


async def test_anothers_case_cannot_be_marked_as_read(portal):
    number = await portal.opened()
    await portal.post("summit/jon", "/notices/read", {"case": number})
    assert await told(portal, "harbor/mara", "?unread=true") == [(number, "opened")]

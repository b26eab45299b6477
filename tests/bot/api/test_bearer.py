"""Who may call: good tokens, and everything that is none."""

import pytest

from bot.store.edges import tokens
from knowledge.load import Loaded
from tests.bot.api.conftest import DIRECTORY, content

GARBAGE = [
    "",
    "Bearer",
    "Bearer ",
    "Basic bWFyYTpzZWNyZXQ=",
    "Bearer spot_",
    "Bearer spot_" + "A" * 43,
    "Bearer spot_" + "A" * 5000,
    "Bearer eyJhbGciOiJub25lIn0.eyJhcyI6Im1hcmEifQ.",
    "Bearer ' or 1=1 --",
    "bearer \u00e9",
]


@pytest.mark.parametrize("sent", GARBAGE)
async def test_what_is_no_token_proves_nothing(portal, sent):
    refused = await portal.get(None, "/cases", headers={"Authorization": sent})
    assert refused.status == 401
    assert refused.headers["WWW-Authenticate"].startswith('Bearer realm="spot"')
    assert refused.body["error"]["code"] in ("no_token", "bad_token")


async def test_a_token_in_the_query_or_a_cookie_counts_for_nothing(portal):
    written, _ = await portal.token("harbor/mara")
    assert (await portal.get(None, f"/cases?token={written}")).status == 401
    assert (await portal.get(None, "/cases", headers={"Cookie": f"token={written}"})).status == 401


async def test_a_token_is_good_to_the_second_it_expires_and_no_longer(portal):
    written, _ = await portal.token("harbor/mara", days=2)
    proof = {"Authorization": f"Bearer {written}"}
    portal.later(days=2, seconds=-1)
    assert (await portal.get(None, "/cases", headers=proof)).status == 200
    portal.later(seconds=1)
    refused = await portal.get(None, "/cases", headers=proof)
    assert (refused.status, refused.body["error"]["code"]) == (401, "token_expired")
    assert 'error="invalid_token"' in refused.headers["WWW-Authenticate"]


async def test_a_revoked_token_is_refused_at_once(portal):
    written, id = await portal.token("harbor/mara")
    proof = {"Authorization": f"Bearer {written}"}
    assert (await portal.get(None, "/cases", headers=proof)).status == 200
    assert await portal.store.transaction(lambda tx: tokens.revoke(tx, id, portal.at))
    refused = await portal.get(None, "/cases", headers=proof)
    assert (refused.status, refused.body["error"]["code"]) == (401, "token_revoked")


async def test_whoever_left_the_directory_speaks_no_more(portal, tmp_path):
    assert (await portal.get("harbor/piet", "/cases")).status == 200
    portal.loaded = content(tmp_path, DIRECTORY.replace(", {id: piet, name: Piet, object: o-piet}", ""))
    refused = await portal.get("harbor/piet", "/cases")
    assert (refused.status, refused.body["error"]["code"]) == (401, "person_gone")
    assert "no longer in the directory" in refused.body["error"]["message"]
    assert (await portal.get("harbor/mara", "/cases")).status == 200


async def test_a_directory_of_nobody_lets_nobody_in(portal):
    await portal.get("harbor/mara", "/cases")
    portal.loaded = Loaded()
    assert (await portal.get("harbor/mara", "/cases")).status == 401


async def test_a_token_may_what_its_scopes_say(portal):
    written, _ = await portal.token("harbor/mara", ["cases:read"])
    proof = {"Authorization": f"Bearer {written}"}
    number = await portal.opened()
    assert (await portal.get(None, f"/cases/{number}", headers=proof)).status == 200
    refused = await portal.post(None, f"/cases/{number}/accept", headers=proof)
    assert (refused.status, refused.body["error"]["code"]) == (403, "scope")
    assert 'error="insufficient_scope", scope="cases:write"' in refused.headers["WWW-Authenticate"]


async def test_when_a_token_was_last_used_is_noted(portal):
    written, id = await portal.token("harbor/mara")

    async def used():
        await portal.get(None, "/cases", headers={"Authorization": f"Bearer {written}"})
        [row] = await portal.rows(f"select used from tokens where id = '{id}'")
        return row["used"]

    first = await used()
    portal.later(seconds=30)
    assert await used() == first
    portal.later(minutes=1)
    assert await used() > first


async def test_one_token_that_asks_too_often_waits_and_no_other_does(portal, monkeypatch):
    monkeypatch.setattr("bot.gate.limits.Limit.allows", lambda self, key: key == "nobody")
    refused = await portal.get("harbor/mara", "/cases")
    assert (refused.status, refused.headers["Retry-After"]) == (429, "1")

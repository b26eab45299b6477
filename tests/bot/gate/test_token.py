"""Tokens, checked against a local authority: who is believed, and how often it is asked."""

import asyncio
import time

import aiohttp
import jwt
import pytest

from bot.gate.keys import BETWEEN, FRESH, STALE, Keys
from bot.gate.refusal import KeysUnavailable, Unauthorized
from bot.gate.token import KEPT, TokenCheck
from tests.bot.support.botframework import APP, Authority, Clock, listening, token


@pytest.fixture
async def authority():
    authority = Authority()
    async with listening(authority):
        yield authority


@pytest.fixture
async def clock():
    return Clock()


@pytest.fixture
async def keys(authority, clock):
    async with aiohttp.ClientSession() as session:
        yield Keys(session, f"{authority.url}openid", clock)


@pytest.fixture
async def tokens(keys):
    return TokenCheck(APP, keys)


async def test_a_token_of_the_bot_framework_is_believed(tokens):
    claims = await tokens.verify(f"Bearer {token('https://smba.trafficmanager.net/')}")
    assert claims.service_url == "https://smba.trafficmanager.net/"
    assert claims.endorsements == {"msteams"}


HOUR = 3600
NOW = int(time.time())


def without_clocks(claims):
    """Return a name for a row that is the same whenever it is collected."""
    return str(claims).replace(str(NOW - HOUR), "an hour ago").replace(str(NOW + HOUR), "in an hour")


@pytest.mark.parametrize(
    "wrong",
    [
        {"exp": NOW - HOUR},
        {"nbf": NOW + HOUR},
        {"exp": 4102444800},
        {"exp": "soon"},
        {"exp": 1e400},
        {"aud": "22222222-2222-2222-2222-222222222222"},
        {"aud": [APP]},
        {"iss": ["https://api.botframework.com"]},
        {"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"},
        {"drop": ["exp"]},
        {"drop": ["nbf"]},
        {"drop": ["aud"]},
        {"drop": ["iss"]},
        {"key": "attacker"},
        {"alg": "none"},
        {"alg": "RS512"},
        {"alg": "PS256"},
        {"kid": None},
        {"kid": "../../etc/passwd"},
        {"kid": "unknown"},
        {"header": {"crit": ["exp"]}},
        {"header": {"jku": "http://127.0.0.1:1/evil"}},
        {"header": {"jwk": {"kty": "RSA"}}},
    ],
    ids=without_clocks,
)
async def test_a_token_that_is_wrong_in_any_way_is_not_believed(tokens, wrong):
    with pytest.raises(Unauthorized):
        await tokens.verify(f"Bearer {token(**wrong)}")


async def test_a_token_with_a_shared_secret_is_not_believed(tokens):
    forged = jwt.encode({"aud": APP}, "a secret of thirty-two characters", algorithm="HS256", headers={"kid": "good"})
    with pytest.raises(Unauthorized):
        await tokens.verify(f"Bearer {forged}")


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer garbage", "Bearer a.b.c", "Bearer é"]
)
async def test_a_header_without_a_token_is_not_believed(tokens, header):
    with pytest.raises(Unauthorized):
        await tokens.verify(header)


async def test_keys_are_fetched_once_for_many_requests_at_once(tokens, authority):
    authority.delay = 0.05
    await asyncio.gather(*(tokens.verify(f"Bearer {token()}") for _ in range(20)))
    assert authority.asked["openid"] == authority.asked["keys"] == 1


async def test_a_key_that_is_new_is_found_by_asking_again_once_a_minute(tokens, authority, clock):
    await tokens.verify(f"Bearer {token()}")
    authority.keys["rotated"] = ("rotated", ["msteams"])
    for _ in range(5):
        with pytest.raises(Unauthorized):
            await tokens.verify(f"Bearer {token(key='rotated', kid='rotated')}")
    assert authority.asked["keys"] == 1
    clock.at += BETWEEN
    await tokens.verify(f"Bearer {token(key='rotated', kid='rotated')}")
    assert authority.asked["keys"] == 2


async def test_a_flood_of_unknown_keys_asks_once_a_minute(tokens, authority, clock):
    await tokens.verify(f"Bearer {token()}")
    clock.at += BETWEEN
    for number in range(20):
        with pytest.raises(Unauthorized):
            await tokens.verify(f"Bearer {token(kid=f'unknown-{number}')}")
    assert authority.asked["keys"] == 2


async def test_keys_still_serve_while_the_authority_is_down(keys, authority, clock):
    await keys.find("good")
    authority.status = 500
    clock.at += FRESH + 1
    assert await keys.find("good") is not None
    await asyncio.sleep(0.05)
    assert await keys.find("good") is not None
    assert authority.asked["openid"] == 2


async def test_keys_that_could_not_be_renewed_for_a_week_serve_no_longer(keys, authority, clock):
    await keys.find("good")
    authority.status = 500
    clock.at += STALE + 1
    with pytest.raises(KeysUnavailable):
        await keys.find("good")


async def test_without_any_keys_nobody_can_tell(tokens, authority):
    authority.status = 503
    with pytest.raises(KeysUnavailable):
        await tokens.verify(f"Bearer {token()}")


async def test_an_authority_that_does_not_answer_costs_three_seconds_at_most(keys, authority, monkeypatch):
    monkeypatch.setattr("bot.gate.keys.TIMEOUT", 0.05)
    authority.delay = 0.5
    began = time.monotonic()
    with pytest.raises(KeysUnavailable):
        await keys.find("good")
    assert time.monotonic() - began < 0.4


async def test_a_key_that_is_taken_back_serves_no_longer_once_that_is_known(keys, authority, clock):
    authority.keys["other"] = ("rotated", ["msteams"])
    await keys.find("good")
    del authority.keys["good"]
    clock.at += FRESH + 1
    await keys.find("good")
    await asyncio.sleep(0.05)
    assert await keys.find("good") is None


async def test_keys_announced_at_plain_http_elsewhere_are_not_fetched(keys, authority, monkeypatch):
    authority.url = "http://keys.example/"
    with pytest.raises(KeysUnavailable):
        await keys.find("good")


async def test_a_verified_token_is_not_verified_again_for_a_minute(keys, authority, monkeypatch):
    now = Clock()
    now.at = time.time()
    tokens = TokenCheck(APP, keys, now)
    header = f"Bearer {token()}"
    first = await tokens.verify(header)
    assert await tokens.verify(header) is first
    now.at += KEPT
    assert await tokens.verify(header) is not first


async def test_a_verified_token_that_ends_within_the_minute_is_verified_again(keys):
    now = Clock()
    now.at = time.time()
    tokens = TokenCheck(APP, keys, now)
    header = f"Bearer {token(exp=int(now.at) - 298)}"
    first = await tokens.verify(header)
    assert await tokens.verify(header) is first
    now.at += 3
    assert await tokens.verify(header) is not first

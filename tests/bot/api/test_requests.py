"""What comes in over the API: strict, bounded, and whatever it is never a 500."""

import json
import string

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from bot.api.bodies import NewCase
from bot.api.resources.case_verbs import VERBS
from bot.store.engine.store import StoreUnavailable
from tests.properties import examples

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("raw", "headers", "status"),
    [
        (b"{", JSON, 400),
        (b'{"title": "a", "title": "b"}', JSON, 400),
        (b'{"title": NaN}', JSON, 400),
        (b"\xff\xfe", JSON, 400),
        (b"[" * 5000, JSON, 400),
        (b'{"title": "a"}', {"Content-Type": "text/plain"}, 415),
        (b"title=a", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        (b'{"title": "a"}', {"Content-Type": "application/json; charset=utf-16"}, 415),
        (b"x", JSON | {"Content-Encoding": "gzip"}, 415),
        (b" " * (256 * 1024 + 1), JSON, 413),
        (b"[]", JSON, 422),
        (b'"text"', JSON, 422),
        (b"null", JSON, 422),
        (b"", JSON, 422),
        (b'{"title": 5}', JSON, 422),
        (b'{"title": ""}', JSON, 422),
        (b'{"title": " "}', JSON, 422),
        (b'{"title": "a", "severity": "D"}', JSON, 422),
        (b'{"title": "a", "attachments": [{"name": "x", "link": "javascript:alert(1)"}]}', JSON, 422),
    ],
)
async def test_a_bad_body_is_refused_in_json_and_opens_nothing(portal, raw, headers, status):
    refused = await portal.post("bakery/olu", "/cases", raw=raw, headers=headers)
    assert refused.status == status
    assert refused.headers["Content-Type"].startswith("application/json")
    assert refused.headers["Cache-Control"] == "no-store"
    assert refused.body["error"]["message"]
    assert await portal.rows("select * from cases") == []


async def test_every_wrong_field_is_named_with_what_it_may_be(portal):
    refused = await portal.post("bakery/olu", "/cases", {"titel": "a", "severity": "high", "text": 3})
    assert {each["field"]: each["message"] for each in refused.body["fields"]} == {
        "title": "is missing",
        "titel": "is not known here: did you mean title?",
        "severity": "must be one of 'A', 'B' or 'C'",
        "text": "must be text",
    }


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("limit=0", "limit"),
        ("limit=many", "limit"),
        ("stat=open", "stat"),
        ("updated_since=2026-03-02", "updated_since"),
    ],
)
async def test_a_wrong_query_is_named(portal, query, named):
    refused = await portal.get("harbor/mara", f"/cases?{query}")
    assert refused.status == 422
    assert [each["field"] for each in refused.body["fields"]] == [named]


async def test_a_field_of_null_counts_as_not_given(portal):
    opened = await portal.post("bakery/olu", "/cases", {"title": "cold", "severity": None, "product": None})
    assert (opened.status, opened.body["severity"]) == (201, "C")


async def test_what_no_text_may_hold_is_replaced(portal):
    opened = await portal.post("bakery/olu", "/cases", raw=b'{"title": "a\\u0000b\\ud800"}', headers=JSON)
    assert opened.body["title"] == "a\ufffdb\ufffd"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/nothing"), ("POST", "/cases/C-1001/explode"), ("GET", "/cases/")]
)
async def test_an_unknown_path_is_refused_in_json(portal, method, path):
    refused = await portal.ask("harbor/mara", method, path)
    assert (refused.status, refused.body["error"]["code"]) == (404, "no_path")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_another_method_is_refused_in_json_and_no_page_elsewhere_is_let_in(portal, method):
    refused = await portal.ask("harbor/mara", method, "/cases", headers={"Origin": "https://elsewhere.example"})
    assert (refused.status, refused.headers["Allow"]) == (405, "GET, HEAD, POST")
    assert not [name for name in refused.headers if name.startswith("Access-Control")]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from([*NewCase.model_fields, *(name for verb in VERBS.values() for name in verb.body.model_fields)])
BODIES = st.dictionaries(FIELDS | st.text(max_size=10), VALUES, max_size=4).map(lambda data: json.dumps(data).encode())
PATHS = st.sampled_from(["/cases", *(f"/cases/C-1001/{verb}" for verb in VERBS)])
NUMBERS = st.text(string.ascii_letters + string.digits + "-%._~", min_size=1, max_size=12)
fuzzed = examples(120, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_no_body_is_a_500(tmp_path_factory):
    """Over one running server: whatever is sent, the answer is JSON, and it is not ours to be sorry for."""
    import asyncio

    from tests.bot.api.conftest import serving

    with asyncio.Runner() as loop:
        context = serving(tmp_path_factory.mktemp("fuzz"))
        portal = loop.run(context.__aenter__())
        loop.run(portal.opened())

        @fuzzed
        @given(PATHS, BODIES | st.binary(max_size=40), st.sampled_from(["bakery/olu", "harbor/mara", "north/ines"]))
        def bodies(path, raw, person):
            answer = loop.run(portal.post(person, path, raw=raw, headers=JSON))
            assert answer.status < 500, answer.text
            assert isinstance(answer.body, dict)
            portal.later(seconds=1)

        @fuzzed
        @given(NUMBERS)
        def numbers(number):
            answer = loop.run(portal.get("bakery/olu", f"/cases/{number}"))
            assert answer.status in (200, 404, 405), answer.text
            portal.later(seconds=1)

        try:
            bodies()
            numbers()
        finally:
            loop.run(context.__aexit__(None, None, None))


async def test_what_cannot_be_kept_now_says_to_try_again(portal, monkeypatch):
    async def full(work):
        raise StoreUnavailable("the disk is full")

    await portal.get("bakery/olu", "/cases")
    monkeypatch.setattr(portal.store, "transaction", full)
    refused = await portal.post("bakery/olu", "/cases", {"title": "cold"})
    assert (refused.status, refused.body["error"]["code"]) == (503, "unavailable")
    assert int(refused.headers["Retry-After"]) > 0


async def test_our_own_mistake_is_a_number_and_nothing_else(portal, monkeypatch):
    def broken(reader, number, viewer):
        raise RuntimeError("zebrawombat")

    number = await portal.opened()
    monkeypatch.setattr("bot.store.desk.cases.seen", broken)
    refused = await portal.get("bakery/olu", f"/cases/{number}")
    assert (refused.status, refused.body["error"]["code"]) == (500, "failed")
    assert "zebrawombat" not in refused.text


async def test_what_a_caller_wrote_is_in_no_log(portal, capsys):
    await portal.post("bakery/olu", "/cases", {"title": "zebrawombat", "zebrawombat": 1})
    await portal.get("bakery/olu", "/zebrawombat?zebrawombat=1")
    await portal.get(None, "/cases", headers={"Authorization": "Bearer zebrawombat"})
    told = capsys.readouterr()
    assert "zebrawombat" not in told.out + told.err

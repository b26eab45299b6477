"""Hostile and broken activities, tokens and texts, row by row from the evaluation data, through the edge as it is."""

import asyncio
import json
import os
import re
import time
import unicodedata
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from dialogs.conversation import conversation
from tests.bot.support import hostile
from tests.bot.support.edge import APP, running
from tests.conftest import EVAL_DATA

pytestmark = pytest.mark.evaluation

FILE = EVAL_DATA / "bad_inputs.jsonl"
ROWS = {row["name"]: row for row in hostile.rows(FILE, {"http_activity", "jwt", "text"})} if FILE.is_file() else {}
STATUS = re.compile(r"\b(200|400|401|403|413|415|501)\b")
TENANT = "tenant-1"

if not ROWS:
    pytest.skip(f"no bad inputs at {FILE}: set SPOT_EVAL_DATA", allow_module_level=True)


@asynccontextmanager
async def listening(folder):
    """Run the edge with the real conversation, which remembers what it heard."""
    heard = []

    def conversing(state, incoming, *rest):
        heard.append(incoming)
        return conversation(state, incoming, *rest)

    async with running(folder, conversing, app_id=APP, tenants=(TENANT,)) as edge:
        edge.heard = heard
        edge.authority.keys["unendorsed"] = ("good", None)
        yield edge


@pytest.fixture
async def edge(tmp_path):
    async with listening(tmp_path) as edge:
        yield edge


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def untouched(tmp_path_factory):
    """Yield one edge for all rows that must leave it as it was."""
    async with listening(tmp_path_factory.mktemp("untouched")) as edge:
        yield edge


async def send(edge, row):
    """Send a row and give (status, JSON or None)."""
    return await edge.post_raw(hostile.body(row, edge), hostile.headers(row, edge))


async def left_alone(edge):
    """Say that nothing came of it: no bot code ran, no row was written, nobody was called."""
    assert edge.heard == []
    assert not any((await edge.counts()).values())
    await asyncio.sleep(0.02)
    assert edge.connector.taken == []


SINGLE = {
    name: int(STATUS.search(row["expected"])[0])
    for name, row in ROWS.items()
    if name not in ("slow_header", "oversize_chunked") and "send_times" not in (row.get("payload_recipe") or {})
} | {"conversation_id_path": 200}
REFUSED = [name for name in SINGLE if hostile.LEFT_ALONE in ROWS[name]["expected"]]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", REFUSED)
async def test_what_is_refused_leaves_nothing_behind(untouched, name):
    status, _ = await send(untouched, ROWS[name])
    assert status == SINGLE[name]
    await left_alone(untouched)


@pytest.mark.parametrize("name", sorted(SINGLE.keys() - set(REFUSED)))
async def test_what_is_odd_is_answered_as_it_has_to_be(edge, name):
    status, _ = await send(edge, ROWS[name])
    assert status == SINGLE[name]


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row["kind"] == "text"])
async def test_a_text_is_kept_as_it_was_said_and_answered_as_text(edge, name):
    row = ROWS[name]
    await send(edge, row)
    said = json.loads(hostile.body(row, edge))["text"].replace("\0", "\ufffd")
    incoming, *outgoing = await edge.settled()
    assert incoming["text"] == unicodedata.normalize("NFC", said)
    assert (await edge.counts())["cases"] == 0
    assert len(outgoing) == len(edge.connector.taken) > 0
    for _, _, _, answer in edge.connector.taken:
        assert not [entity for entity in answer.get("entities", ()) if entity["type"] == "mention"]
        assert "Action.OpenUrl" not in {action.get("type") for action in actions(answer)}


def actions(value):
    """Yield everything in the answer that has a type."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from actions(inner)


async def test_combining_marks_without_end_cost_little(edge):
    written = json.loads(hostile.body(ROWS["zalgo_20k"], edge))["text"]
    await edge.say("warm up", id="0")
    spent = []
    for number in range(1, 4):
        began = time.process_time()
        await edge.say(written, id=str(number))
        spent.append(time.process_time() - began)
    assert min(spent) < 0.05


async def test_a_missing_text_is_an_empty_message_that_gets_short_help_and_no_case(edge):
    await send(edge, ROWS["text_null"])
    assert edge.heard[0].text == ""
    await edge.connector.until(1)
    assert (await edge.counts())["cases"] == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mention_without_mentioned", "hi"),
        ("mention_name_repeated", "is Support open? email Support@x.com"),
        ("nul_in_text", "a\ufffdb"),
    ],
)
async def test_what_is_matched_is_what_was_said(edge, name, text):
    await send(edge, ROWS[name])
    assert edge.heard[0].text == text


async def test_replies_in_the_body_are_given_on_loopback_only(tmp_path):
    async with running(tmp_path) as local:
        status, body = await local.post_raw(hostile.body(ROWS["delivery_mode_expect_replies"], local))
    assert status == 200
    assert body["activities"]


async def test_a_malformed_click_is_told_so_in_the_cards_own_words(edge):
    _, body = await send(edge, ROWS["invoke_value_string"])
    assert (body["statusCode"], body["type"]) == (400, "application/vnd.microsoft.error")
    await left_alone(edge)


async def test_an_unknown_invoke_changes_nothing(edge):
    await send(edge, ROWS["invoke_unknown_name"])
    await left_alone(edge)


@pytest.mark.parametrize("name", ["duplicate_delivery", "duplicate_delivery_concurrent"])
async def test_an_activity_that_comes_again_is_one_turn_one_reply_and_one_row(edge, name):
    recipe = ROWS[name]["payload_recipe"]
    sends = [send(edge, ROWS[name]) for _ in range(recipe["send_times"])]
    answers = await asyncio.gather(*sends) if recipe.get("concurrently") else [await one for one in sends]
    assert {status for status, _ in answers} == {200}
    rows = await edge.settled()
    assert [row["op"] for row in rows].count("in") == 1
    assert len(edge.connector.taken) == len(rows) - 1
    assert (await edge.counts())["questions"] == len(edge.heard) == 1


async def test_a_tenant_that_is_not_allowed_is_refused_politely_once_and_nothing_is_kept(edge):
    for _ in range(3):
        assert await send(edge, ROWS["tenant_not_allowed"]) == (200, None)
    [(_, _, _, said)] = await edge.connector.until(1)
    await asyncio.sleep(0.05)
    assert len(edge.connector.taken) == 1
    assert "password" not in json.dumps(said)
    assert edge.heard == []
    assert not any((await edge.counts()).values())


@pytest.mark.parametrize("name", ["attachment_ssrf", "attachment_file_url"])
async def test_what_came_along_is_kept_as_a_name_and_not_fetched(edge, name):
    await send(edge, ROWS[name])
    await edge.connector.until(1)
    assert all(method == "POST" for method, _, _, _ in edge.connector.taken)
    assert [each.name for each in edge.heard[0].attachments] in (["a.txt"], ["image/png"])


async def test_a_conversation_id_leads_nowhere_else_on_the_connector(edge):
    await send(edge, ROWS["conversation_id_path"])
    [(_, path, _, _)] = await edge.connector.until(1)
    assert path.startswith("/v3/conversations/..%2F..%2Fadmin%3Fx%3D/activities")


async def test_a_header_that_drips_is_cut_off(edge):
    assert await hostile.seconds_to_close(edge.url, 5) < 2


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is measured through /proc")
async def test_an_endless_body_is_refused_closed_and_not_kept_in_memory(edge):
    row = ROWS["oversize_chunked"]
    before = resident()
    async with edge.session.post(
        f"{edge.url}api/messages", data=hostile.body(row, edge), headers=hostile.headers(row, edge)
    ) as response:
        assert (response.status, response.headers["Connection"]) == (413, "close")
    assert resident() - before < 20_000_000
    await left_alone(edge)


def resident():
    """Return the bytes of memory in use."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_every_row_of_these_kinds_is_looked_at():
    assert len(ROWS) == len(hostile.rows(FILE, {"http_activity", "jwt", "text"})) >= 71

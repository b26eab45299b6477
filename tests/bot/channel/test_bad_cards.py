"""Forged, swapped, outdated and endless presses of buttons on cases, row by row from the evaluation data."""

import json

import pytest

from dialogs.conversation import BUTTONS
from tests.bot.support import hostile
from tests.bot.support.botframework import APP, TENANT
from tests.bot.support.edge import running
from tests.conftest import EVAL_DATA

pytestmark = pytest.mark.evaluation

FILE = EVAL_DATA / "bad_inputs.jsonl"
ROWS = {row["name"]: row for row in hostile.rows(FILE, {"card_action"})} if FILE.is_file() else {}
TOUCHING = sorted({"comment", "withdraw", "reopen", "status", "confirm", "rate"} & set(BUTTONS))
"""Buttons on a case that a chat has, beside those that the rows press."""

if not ROWS:
    pytest.skip(f"no bad inputs at {FILE}: set SPOT_EVAL_DATA", allow_module_level=True)


@pytest.fixture
async def edge(tmp_path):
    """Yield an edge where Olu of the bakery has an open case, C-1001."""
    async with running(tmp_path, app_id=APP, tenants=(TENANT, "tenant-1")) as edge:
        await opened(edge)
        yield edge


async def opened(edge, id="1", **changes):
    await edge.say("the moon elevator makes a grinding noise", id=f"{id}-ask", **changes)
    await edge.say("yes please", id=f"{id}-yes", **changes)


def press(edge, row, verb=None, **data):
    """Return a row's press with what it says of a case about one that there is."""
    sent = hostile.filled(row["payload"], edge)
    pressed = sent["value"]["action"]
    pressed["verb"] = verb or pressed["verb"]
    pressed["data"] |= data
    return sent


async def everything(edge):
    cases = await edge.rows("select * from cases order by number")
    return cases, await edge.rows("select * from case_events order by seq")


@pytest.mark.parametrize("verb", [None, *TOUCHING])
@pytest.mark.parametrize("name", sorted(ROWS))
async def test_a_press_that_is_not_ones_own_to_make_changes_no_case(edge, name, verb):
    before = await everything(edge)
    assert before[0]
    data = {"number": "C-1001", "key": "k" * 32, "text": "take it", "rating": 1}
    status, body = await edge.post(press(edge, ROWS[name], verb, **data))
    assert status == 200
    assert body["value"], "whoever pressed is told"
    assert "Traceback" not in json.dumps(body)
    assert await everything(edge) == before


async def test_anothers_case_is_answered_like_one_that_there_is_not(edge):
    said = {}
    for number in ("C-1001", "C-9999"):
        data = {"number": number, "key": "k" * 32}
        _, body = await edge.post(press(edge, ROWS["card_case_swapped"], "status", **data) | {"id": number})
        said[number] = json.dumps(body).replace(number, "C-n")
    assert said["C-1001"] == said["C-9999"]


async def test_of_a_comment_without_end_a_case_keeps_what_it_takes(edge):
    huge = press(edge, ROWS["card_input_huge"])["value"]["action"]["data"]
    text = next(value for value in huge.values() if isinstance(value, str) and len(value) > 4000)
    own = {"name": "adaptiveCard/action", "type": "invoke", "id": "huge"}
    data = {"number": "C-1001", "text": text, "key": "k" * 32}
    value = {"action": {"type": "Action.Execute", "verb": "comment", "data": data}}
    status, body = await edge.post(edge.activity(**own, value=value))
    assert status == 200
    assert body["value"]
    _, events = await everything(edge)
    assert [row["kind"] for row in events] == ["opened", "commented"]
    assert len(events[-1]["text"]) == 4000

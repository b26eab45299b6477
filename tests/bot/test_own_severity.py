"""A severity that only a policy file knows works at every door, with no line of code for it."""

import asyncio
import csv
import io
import json
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from jsonschema import Draft202012Validator

from bot.casework.timers import TimerWatch
from bot.commands.case import export as case_export
from bot.commands.case import list as case_list
from bot.commands.case import show as case_show
from bot.commands.case.case_view import eyes_of
from bot.desk.packages.markdown import markdown
from bot.desk.rules import Rules
from bot.hooks.dispatch import package_of
from bot.report.account_brief import as_data, as_markdown
from bot.report.account_page import Look, page
from bot.store.desk import cases, timers
from bot.store.desk.cases import CaseFilter
from knowledge.base import KnowledgeBase
from knowledge.load import load
from tests.bot.api.conftest import EVERYTHING, serving
from tests.bot.console.conftest import Room

SCHEMA = Path(__file__).resolve().parents[2] / "bot" / "desk" / "packages" / "spot-escalation-1.schema.json"
WISH = "A wish: nothing is broken."
POLICY = f"""\
severities:
  A: {{reachable: 2 h}}
  B: {{duty: Be there in your working hours.}}
  C: {{reachable: 1 h}}
  D: {{definition: "{WISH}", duty: Answer when you like.}}
default-severity: D
plans:
  standard:
    targets:
      D:
        partner: {{first: 30 h, update: 40 h, solve: 90 h}}
"""
FIRST_OF_D = 30 * 60
NAMES = ["A", "B", "C", "D"]


@pytest.fixture
def knowledge(tmp_path):
    """Return a content folder whose policy has a fourth severity, which is the default."""
    (tmp_path / "content" / "policy").mkdir(parents=True)
    (tmp_path / "content" / "policy" / "own.yaml").write_text(POLICY, encoding="utf-8")
    return tmp_path / "content"


@pytest.fixture
async def portal(tmp_path, knowledge):
    async with serving(tmp_path) as running:
        yield running


@asynccontextmanager
async def reviewing(portal, knowledge):
    """Run the console over the portal's cases, signed in."""
    room = Room(portal.store, await asyncio.to_thread(KnowledgeBase.open, knowledge))
    main = web.Application()
    main.add_subapp("/console", room.console.app())
    async with TestClient(TestServer(main)) as room.client:
        await room.enter()
        yield room


@pytest.fixture
async def room(portal, knowledge):
    async with reviewing(portal, knowledge) as room:
        yield room


async def look(portal, work):
    return await asyncio.to_thread(portal.store.read, work)


async def first_promise(portal, number):
    found = await look(portal, lambda reader: cases.find(reader, int(number[2:])))
    return found.first.promise.first


async def test_a_case_opened_over_the_api_has_the_default_or_what_it_names(portal):
    numbers = [await portal.opened(), await portal.opened(severity="D"), await portal.opened(severity="A")]
    found = [(await portal.get("bakery/olu", f"/cases/{each}")).body["severity"] for each in numbers]
    assert found == ["D", "D", "A"]
    listed = (await portal.get("bakery/olu", "/cases?severity=D")).body["cases"]
    assert {each["number"] for each in listed} == set(numbers[:2])


async def test_the_api_refuses_an_unknown_severity_with_the_names_there_are(portal):
    number = await portal.opened()
    requests = {
        "body": await portal.post("bakery/olu", "/cases", {"title": "x", "severity": "E"}),
        "query": await portal.get("bakery/olu", "/cases?severity=E"),
        "verb": await portal.post("harbor/mara", f"/cases/{number}/grade", {"severity": "E"}),
    }
    assert {place: answer.status for place, answer in requests.items()} == dict.fromkeys(requests, 422)
    for answer in requests.values():
        [fault] = answer.body["fields"]
        assert (fault["field"], "'A', 'B', 'C' or 'D'" in fault["message"]) == ("severity", True)


async def test_the_openapi_document_lists_the_severities_of_the_policy(portal):
    document = (await portal.get(None, "/openapi.json")).body
    found = []

    def walk(part, name=""):
        if isinstance(part, dict):
            if name == "severity" or part.get("name") == "severity":
                found.append(json.dumps(part).count('"enum": ["A", "B", "C", "D"]'))
            for key, each in part.items():
                walk(each, key)
        elif isinstance(part, list):
            for each in part:
                walk(each)

    walk(document)
    assert len(found) >= 6
    assert all(found)


async def test_a_grade_changes_the_promise_to_that_of_the_severity(portal):
    number = await portal.opened(severity="C")
    assert await first_promise(portal, number) == 8 * 60
    graded = await portal.done("harbor/mara", number, "grade", {"severity": "D"})
    assert graded["severity"] == "D"
    assert await first_promise(portal, number) == FIRST_OF_D


async def test_a_severity_without_a_target_is_promised_what_the_next_graver_is(portal):
    number = await portal.opened()
    await portal.done("harbor/mara", number, "escalate", EVERYTHING | {"severity": "D"})
    found = await look(portal, lambda reader: cases.find(reader, int(number[2:])))
    assert [(leg.party.value, leg.promise.first) for leg in found.legs] == [
        ("partner", FIRST_OF_D),
        ("vendor", portal.loaded.policy.target("standard", "C", "vendor").first.total_seconds() / 60),
    ]


async def test_a_requester_who_cannot_be_reached_has_a_case_of_the_next_severity_and_no_further(portal):
    number = await portal.opened(severity="C")
    await portal.done("harbor/mara", number, "ask", {"text": "Which oven?"})
    watch = TimerWatch(portal.store, lambda: portal.loaded, portal.now)
    for _ in range(3):
        portal.later(hours=2)
        await watch.look_over()
        while await watch.round():
            pass
    found = await look(portal, lambda reader: cases.find(reader, int(number[2:])))
    assert found.severity == "D"
    rows = await look(portal, lambda reader: timers.due(reader, portal.at + timedelta(days=400)))
    assert "unreached" not in {each.kind.value for each in rows}


async def test_a_package_explains_the_severity_and_fits_its_schema(portal):
    number = await portal.opened()
    await portal.done("harbor/mara", number, "escalate", EVERYTHING)

    def told(reader):
        found = cases.find(reader, int(number[2:]))
        rules = Rules(portal.loaded.directory, portal.loaded.policy)
        return package_of(reader, found, found.active, rules, portal.at)

    package = await look(portal, told)
    assert (package["case"]["severity"], package["case"]["severity_means"]) == ("D", WISH)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert [each.message for each in Draft202012Validator(schema).iter_errors(package | {"id": "d-1"})] == []
    assert f"**Severity D**: {WISH} Answer when you like." in markdown(package)


async def test_the_console_offers_it_with_its_definition_and_takes_it(portal, room):
    number = await portal.opened(severity="A")
    html = await room.page(f"/console/cases/{number}")
    assert f'<option value="D">D: {WISH}</option>' in html
    assert html.count('<option value="D"') == 2
    form = await room.form(number, "grade")
    answer = await room.post(f"/console/cases/{number}/grade", form | {"severity": "D"})
    assert answer.status == 303
    assert (await portal.get("bakery/olu", f"/cases/{number}")).body["severity"] == "D"
    form = await room.form(number, "grade")
    answer = await room.post(f"/console/cases/{number}/grade", form | {"severity": "E"})
    assert answer.status >= 400
    assert "there is A, B, C, D" in await answer.text()


async def test_a_case_whose_severity_the_policy_dropped_is_not_made_grave_by_a_form_that_nobody_changed(
    portal, knowledge
):
    number = await portal.opened()
    (knowledge / "policy" / "own.yaml").unlink()
    async with reviewing(portal, knowledge) as room:
        assert (await room.page(f"/console/cases/{number}")).count('<option value="D" selected>D</option>') == 2
        form = await room.form(number, "grade")
        answer = await room.post(f"/console/cases/{number}/grade", form | {"severity": "D"})
        assert "there is A, B, C" in await answer.text()


async def test_a_case_opened_in_the_chat_has_the_default(portal, room):
    await room.talk().asks("my ovens are cold", opens_case=True)
    found = await look(portal, lambda reader: cases.page(reader, limit=1))
    assert [each.severity for each in found] == ["D"]


async def test_reports_and_the_terminal_show_it(portal, tmp_path, knowledge, capsys):
    number = await portal.opened()
    database = tmp_path / "spot.sqlite"
    eyes = eyes_of(knowledge, None, portal.at)
    assert case_list.run(database, "json") == 0
    assert json.loads(capsys.readouterr().out)[0]["severity"] == "D"
    assert case_show.run(database, number, "text") == 0
    assert "severity    D" in capsys.readouterr().out
    assert case_export.run(database, eyes, CaseFilter(severity="D"), "csv", "-") == 0
    [row] = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["severity"] == "D"
    base = await asyncio.to_thread(KnowledgeBase.open, knowledge)
    account = await look(portal, lambda reader: page(reader, Look(base, None, portal.at), "bakery"))
    assert [each["severity"] for each in as_data(account, portal.at, date(2026, 3, 2))["cases"]] == ["D"]
    assert f"| {number} | the ovens are cold | D |" in as_markdown(account, portal.at, date(2026, 3, 2))


async def test_a_plan_that_does_not_pay_for_it_stops_the_escalation_by_name(portal, knowledge):
    paying = POLICY.replace("  standard:\n", "  standard:\n    severities: [A, B, C]\n")
    (knowledge / "policy" / "own.yaml").write_text(paying, encoding="utf-8")
    portal.loaded = load(knowledge)
    number = await portal.opened()
    answer = await portal.post("harbor/mara", f"/cases/{number}/escalate", EVERYTHING)
    assert (answer.status, answer.body["reason"]) == (409, "plan")
    assert "covers severity A, B, C, not D" in answer.text


@pytest.mark.parametrize(
    ("policy", "code", "name"),
    [
        (POLICY.replace("default-severity: D", "default-severity: E"), "KB640", "E"),
        (POLICY.replace(f'definition: "{WISH}", ', ""), "KB641", "D"),
        (POLICY.replace("      D:\n", "      E:\n"), "KB640", "E"),
    ],
)
def test_check_names_a_severity_that_is_unknown_or_not_defined(knowledge, policy, code, name):
    (knowledge / "policy" / "own.yaml").write_text(policy, encoding="utf-8")
    [problem] = [each for each in load(knowledge).problems if each.level == "error"]
    assert problem.code == code
    assert name in str(problem)


def test_the_list_is_the_policys_gravest_first(knowledge):
    policy = load(knowledge).policy
    assert list(policy.severities) == NAMES
    assert policy.default_severity == "D"

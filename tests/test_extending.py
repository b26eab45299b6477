"""The recipes of docs/extending.md: what they name is there, and whoever follows them gets what they promise."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
RECIPES = [
    *("A file format", "An entry key", "A sentence", "A language", "A threshold", "A severity", "A verb on a case"),
    *("A REST operation", "A console page", "A notice channel"),
]


def test_there_is_a_recipe_for_each_of_the_ten_things_and_it_names_files():
    parts = re.split(r"^## ", PAGE, flags=re.M)[1:]
    assert [part.splitlines()[0] for part in parts] == RECIPES
    assert all(re.search(r"`(bot|dialogs|knowledge)/[\w/.<>-]+`", part) for part in parts)


def test_every_file_and_folder_that_a_recipe_names_is_there():
    named = re.findall(r"`((?:bot|dialogs|knowledge|tests)/[\w/.-]+)`", PAGE)
    missing = [path for path in named if not (ROOT / path).exists()]
    assert (len(named) > 40, missing) == (True, [])


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Copy the three rooms, for a recipe to be followed in."""
    folder = tmp_path_factory.mktemp("copy")
    for room in ("bot", "dialogs", "knowledge"):
        shutil.copytree(
            ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__", "webchat.js", "content")
        )
    return folder


def insert(copy, path, before, text):
    """Write the text before the only place where this stands."""
    file = copy / path
    source = file.read_text(encoding="utf-8")
    assert source.count(before) == 1, (path, before)
    file.write_text(source.replace(before, text + before), encoding="utf-8")


def printed(copy, program):
    done = subprocess.run([sys.executable, "-c", program], cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:-1]


def test_a_file_format_is_a_module_and_a_line(copy, tmp_path):
    (copy / "knowledge" / "formats" / "arrows.py").write_text(
        '"""Reads lines of `question -> answer`."""\n\n'
        "from knowledge.formats import markdown\n\n\n"
        "def read(content, place, report):\n"
        '    pairs = (line.split(" -> ") for line in content.splitlines())\n'
        '    return markdown.read("\\n".join(f"# {q}\\n\\n{a}\\n" for q, a in pairs), place, report)\n',
        encoding="utf-8",
    )
    insert(
        copy,
        "knowledge/formats/readers.py",
        '    ContentFormat("markdown", (',
        '    ContentFormat("arrows", (".arrows",)),\n',
    )
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "faq.arrows").write_text("Where is the key? -> Under the mat.\n")
    program = (
        "from pathlib import Path; from knowledge.load import load\n"
        f"found = load(Path({str(tmp_path)!r}))\n"
        "for each in found.entries: print(each.question, each.answer, each.file)\n"
        "print(sum(each.level == 'error' for each in found.problems))"
    )
    assert printed(copy, program) == ["Where is the key? Under the mat. vendor/faq.arrows", "0"]


def test_a_language_is_two_folders(copy):
    for room in ("knowledge", "dialogs"):
        shutil.copytree(copy / room / "languages" / "en", copy / room / "languages" / "nl")
    sentences = copy / "dialogs" / "languages" / "nl" / "sentences.py"
    source = sentences.read_text(encoding="utf-8")
    key, english = re.search(r'^    "(\w+)": "([^"{}]+)",$', source, re.M).groups()
    sentences.write_text(source.replace(f'"{key}": "{english}"', f'"{key}": "Goedendag."'), encoding="utf-8")
    program = (
        "from dialogs.languages import codes, say; from knowledge.languages import language\n"
        f"print('nl' in codes(), 'nl' in language.codes(), say('nl', {key!r}), say('en', {key!r}) == {english!r})"
    )
    assert printed(copy, program) == ["True True Goedendag. True"]


def test_a_severity_is_lines_of_the_policy(copy, tmp_path):
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy" / "own.yaml").write_text(
        "severities:\n  A: {duty: Stay.}\n  B: {duty: Come.}\n  C: {duty: Wait.}\n  D: {definition: A wish.}\n"
        "default-severity: D\n"
    )
    program = (
        "from pathlib import Path; from knowledge.load import load\n"
        f"policy = load(Path({str(tmp_path)!r})).policy\n"
        "print(*policy.severities, policy.default_severity, policy.next_lower_severity('C'))"
    )
    assert printed(copy, program) == ["A B C D D D"]


def test_a_verb_on_a_case_is_its_rows(copy):
    insert(copy, "bot/desk/moves.py", '    RELATE = "relate"\n', '    PRAISE = "praise"\n')
    moves = copy / "bot" / "desk" / "moves.py"
    source = moves.read_text(encoding="utf-8")
    moves.write_text(source.replace("(Verb.NOTE, Verb.RELATE)", "(Verb.NOTE, Verb.RELATE, Verb.PRAISE)"))
    insert(copy, "bot/desk/events.py", '    RELATED = "related"\n', '    PRAISED = "praised"\n')
    with (copy / "bot" / "desk" / "verbs" / "administration.py").open("a", encoding="utf-8") as file:
        file.write(
            "\n\ndef praise(case: Case, actor: Actor, at: datetime) -> Change:\n"
            "    return done(case, moved(case, Verb.PRAISE, at), Happened.PRAISED, actor)\n"
        )
    with (copy / "bot" / "desk" / "commands.py").open("a", encoding="utf-8") as file:
        file.write("\n\n@dataclass(frozen=True, slots=True)\nclass Praise(Command):\n    pass\n")
    insert(copy, "bot/desk/handlers.py", "    Close,\n", "    Praise,\n")
    insert(
        copy,
        "bot/desk/handlers.py",
        "    RecordClock: _record_clock,\n",
        "    Praise: lambda case, actor, _command, _, at: administration.praise(case, actor, at),\n",
    )
    insert(copy, "bot/api/resources/case_verbs.py", "    Close,\n", "    Praise,\n")
    insert(
        copy,
        "bot/api/resources/case_verbs.py",
        '    "close": OfferedVerb(',
        '    "praise": OfferedVerb("Praise it.", Nothing, lambda _: Praise()),\n',
    )
    assert printed(copy, PRAISES) == ["opened praised", "case.praised", "True"]


PRAISES = """
import asyncio
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from bot.api import openapi
from bot.api.assembly import over
from bot.api.resources.case_verbs import VERBS
from bot.casework.casework import Casework
from bot.casework.facts import ChangeFacts
from bot.casework.settlement import settle_change
from bot.desk.actor import CasePerson, lead
from bot.desk.case import Requester
from bot.desk.rules import Rules
from bot.desk.verbs.first_leg import Request, open
from bot.store.sqlite import SqliteStore
from knowledge.load import Loaded

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)

async def main(store):
    change = open(Request("k", "The oven is cold", Requester("t", "o", "Olu"), "bakery", "harbor"), 1001, NOW)
    await store.transaction(lambda tx: settle_change(tx, change, "k", ChangeFacts(NOW, Rules())))
    command = VERBS["praise"].command(None)
    for _ in range(2):
        await Casework(store, lambda: NOW).do("C-1001", lead(CasePerson("lead/ada", "Ada")), command, "once")
    rows = "select kind from case_events order by seq"
    kinds = await asyncio.to_thread(store.read, lambda reader: [row["kind"] for row in reader.query(rows)])
    print(*kinds)
    rows = "select action from audit order by rowid"
    print(await asyncio.to_thread(store.read, lambda reader: [row["action"] for row in reader.query(rows)][-1]))

with TemporaryDirectory() as folder:
    store = SqliteStore.open(Path(folder) / "spot.sqlite")
    asyncio.run(main(store))
    store.close()
api = over(None, Loaded, lambda: NOW)
print("/cases/{number}/praise" in openapi.document(api._operations, ("A",))["paths"])
"""


def test_a_rest_operation_is_an_answer_a_handler_and_a_line(copy):
    (copy / "bot" / "api" / "resources" / "hour_shapes.py").write_text(
        '"""What the operation on the hour answers."""\n\nfrom pydantic import BaseModel\n\n\n'
        "class Hour(BaseModel):\n    hour: int\n",
        encoding="utf-8",
    )
    (copy / "bot" / "api" / "resources" / "hours.py").write_text(HOURS, encoding="utf-8")
    path = "bot/api/assembly.py"
    insert(copy, path, "from bot.api.resources.notices", "from bot.api.resources.hours import Hours\n")
    insert(copy, path, "        CaseOperations(store, knowledge, now),\n", "        Hours(),\n")
    assert printed(copy, ASKS_THE_HOUR)[-3:] == ["401", '200 {"hour":9}', "getHour"]


HOURS = '''"""The hour over HTTP."""

from bot.api.operations import Call, Operation
from bot.api.resources.hour_shapes import Hour
from bot.api.scopes import Scope
from bot.store.edges.idempotency import FirstAnswer


class Hours:
    def operations(self):
        yield Operation("GET", "/hour", "getHour", "Say the hour.", Scope.CASES_READ, self.hour, Hour)

    async def hour(self, call: Call) -> FirstAnswer:
        return FirstAnswer(200, Hour(hour=call.at.hour).model_dump_json())
'''
ASKS_THE_HOUR = """
import asyncio
from datetime import UTC, datetime
from aiohttp.test_utils import TestClient, TestServer
from bot.api.api import Api
from bot.api.assembly import over
from bot.api.bearer import Caller
from bot.api.scopes import Scope
from knowledge.load import Loaded

class Everybody:
    async def caller(self, request):
        return Caller("token", None, frozenset(Scope))

async def main():
    now = lambda: datetime(2026, 3, 2, 9, tzinfo=UTC)
    api = over(None, Loaded, now)
    async with TestClient(TestServer(api.app())) as client:
        print((await client.get("/hour")).status)
    api._bearer = Everybody()
    async with TestClient(TestServer(api.app())) as client:
        answer = await client.get("/hour")
        print(answer.status, (await answer.text()).strip())
        print((await (await client.get("/openapi.json")).json())["paths"]["/hour"]["get"]["operationId"])

asyncio.run(main())
"""


def test_a_console_page_is_a_handler_a_template_a_route_and_a_link(copy):
    (copy / "bot" / "console" / "pages" / "hours.py").write_text(
        '"""The page on the hour."""\n\n\nclass HourPage:\n'
        "    def __init__(self, viewer):\n        self._viewer = viewer\n\n"
        "    async def hour(self, request):\n"
        "        found = {'here': 'hour', 'hour': self._viewer.now().hour}\n"
        "        return await self._viewer.show(request, 'hour.html', lambda reader: found)\n",
        encoding="utf-8",
    )
    (copy / "bot" / "console" / "templates" / "hour.html").write_text(
        '{% extends "base.html" %}{% block title %}{{ say("hour") }}{% endblock %}'
        "{% block content %}<h1>{{ say('hour') }}</h1><p>{{ hour }} o'clock</p>{% endblock %}",
        encoding="utf-8",
    )
    path = "bot/console/console.py"
    insert(copy, path, "from bot.console.pages.knowledge", "from bot.console.pages.hours import HourPage\n")
    insert(copy, path, "        self._acting = ", "        self._hours = HourPage(self._viewer)\n")
    insert(copy, path, '            web.get("/report"', '            web.get("/hour", self._hours.hour),\n')
    insert(copy, "bot/console/templates/base.html", "('report', '/console/report')", "('hour', '/console/hour'), ")
    insert(copy, "dialogs/languages/en/console_cases.py", '    "notices": ', '    "hour": "The hour",\n')
    assert printed(copy, OPENS_THE_PAGE)[-3:] == ["401", "200 True True", "True"]


OPENS_THE_PAGE = """
import asyncio
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from bot.casework.casework import Casework
from bot.console.console import Console
from bot.store.sqlite import SqliteStore

async def main(store):
    now = lambda: datetime(2026, 3, 2, 9, tzinfo=UTC)
    console = Console(store, Casework(store, now), lambda: None, now, b"secret" * 6, UTC)
    whole = web.Application()
    whole.add_subapp("/console", console.app())
    async with TestClient(TestServer(whole), cookie_jar=CookieJar(unsafe=True)) as client:
        print((await client.get("/console/hour")).status)
        await client.get(console.link(), allow_redirects=False)
        answer = await client.get("/console/hour")
        text = await answer.text()
        print(answer.status, "<h1>The hour</h1>" in text, "9 o'clock" in text)
        print('<a href="/console/hour" aria-current="page">The hour</a>' in text)

with TemporaryDirectory() as folder:
    store = SqliteStore.open(Path(folder) / "spot.sqlite")
    asyncio.run(main(store))
    store.close()
"""

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
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__", "static", "content"))
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
    insert(copy, "knowledge/formats/readers.py", '    Format("markdown", (', '    Format("arrows", (".arrows",)),\n')
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
        '    "close": Verb(',
        '    "praise": Verb("Praise it.", Nothing, lambda _: Praise()),\n',
    )
    assert printed(copy, PRAISES) == ["C-1001 praised praise", "True"]


PRAISES = """
from datetime import UTC, datetime
from bot.api.assembly import over
from bot.api import openapi
from bot.desk.actor import Person, lead
from bot.desk.case import Requester
from bot.desk.commands import Praise
from bot.desk.handlers import handle
from bot.desk.rules import Rules
from bot.desk.verbs.first_leg import Request, open
from knowledge.load import Loaded

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
case = open(Request("k", "The oven is cold", Requester("t", "o", "Olu"), "bakery", "harbor"), 1001, NOW).case
change = handle(case, lead(Person("lead/ada", "Ada")), Praise(), Rules(), NOW)
print(change.case.name, change.event.kind, Praise().name)
api = over(None, Loaded, lambda: NOW)
print("/cases/{number}/praise" in openapi.document(api._operations, ("A",))["paths"])
"""

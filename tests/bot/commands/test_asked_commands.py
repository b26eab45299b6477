"""The commands that learn from real questions, called as at a terminal: with a database, with a file, with neither."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.casework.chat_effects import carry_out
from bot.store.sqlite import SqliteStore
from dialogs.effects import Outcome, RecordQuestion, RefuseEntries, SetOutcome
from knowledge.entry import Visibility
from knowledge.load import load
from knowledge.matching.view import View
from knowledge.people.audience import Asker, Audience, Role
from tests.bot.support.stored import later, turn

ROOT = Path(__file__).resolve().parents[3]
FAQ = """# Where is the desk?
<!-- id: desk -->

In the hall.

# Where is my invoice?
<!-- id: invoice -->

In the portal.
"""
AUDIENCE = Audience(("harbor", "vendor"), Visibility.CUSTOMER)
OLU = Asker(Role.CUSTOMER, "bakery", "olu", "Olu", AUDIENCE, "harbor", "bakery-t", "olu")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "harbor").mkdir()
    (tmp_path / "harbor" / "faq.md").write_text(FAQ, encoding="utf-8")
    monkeypatch.setenv("SPOT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SPOT_KNOWLEDGE", str(tmp_path / "harbor"))
    return Path("harbor")


@pytest.fixture
async def spot(folder, tmp_path):
    """Ask Spot, as a server does, and close its database again."""
    (tmp_path / "data").mkdir()
    store = SqliteStore.open(tmp_path / "data" / "spot.sqlite")
    view = View(load(folder).entries, AUDIENCE)

    async def ask(number, text, *effects):
        def work(tx):
            facts = turn(tx, f"a{number}", text, f"directline/{number}", OLU, later(minutes=number))
            carry_out(tx, (RecordQuestion(f"q{number}", view.ask(text)), *effects), facts)

        await store.transaction(work)

    await ask(1, "where is the desk", SetOutcome("q1", Outcome.CONFIRMED))
    await ask(2, "do you sell coffee")
    await ask(3, "where is my invoice", RefuseEntries("q3", ("harbor/invoice",)))
    store.close()


def run(*arguments):
    import app

    return CliRunner().invoke(app.app, list(arguments))


def test_where_spot_runs_the_tools_read_its_database(spot):
    gaps = json.loads(run("gaps", "--format", "json").stdout)
    assert sorted(each["example"] for each in gaps["gaps"]) == ["do you sell coffee", "where is my invoice"]
    assert gaps["gaps"][0]["partner"] == "harbor"
    used = json.loads(run("coverage", "--format", "json", "--sort", "entry").stdout)["entries"]
    assert [(each["entry"], each["answered"], each["confirmed"], each["no_help"]) for each in used] == [
        ("harbor/desk", 1, 1, 0),
        ("harbor/invoice", 1, 0, 1),
    ]
    assert "Nothing to suggest" in run("suggest").stdout


def test_what_was_exported_gives_the_same_where_there_is_no_database(spot, tmp_path, monkeypatch):
    here = [run(tool).stdout for tool in ("gaps", "coverage")]
    assert run("questions", "--export", "log.jsonl", "--partner", "harbor").exit_code == 0
    monkeypatch.setenv("SPOT_DATA", str(tmp_path / "nowhere"))
    assert [run(tool, "harbor", "--log", "log.jsonl").stdout for tool in ("gaps", "coverage")] == here
    assert "No gaps" in run("gaps", "--log", "log.jsonl", "--since", "2026-03-05").stdout
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("tool", ["gaps", "coverage", "suggest"])
def test_without_a_log_the_exit_code_is_two_and_one_line_says_what_to_do(folder, tool):
    done = run(tool, "harbor")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "give --log FILE or URL" in done.stderr


def test_diff_needs_no_log_and_says_where_there_is_no_repository(folder, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.resolve().parent.parent))
    done = run("diff", "HEAD", "harbor")
    assert done.exit_code == 2
    assert "git" in done.stderr


def test_what_is_wrong_with_an_option_is_said_without_the_name_of_a_python_error(folder):
    day, order = run("gaps", "--since", "31.1.2026"), run("coverage", "--sort", "size")
    assert "write it like" in day.stderr
    assert "'size' is not one of" in order.stderr
    assert "Value error" not in day.stderr + order.stderr


def test_a_day_that_is_none_and_an_order_that_is_none_are_refused(folder):
    assert run("gaps", "--since", "yesterday").exit_code == 2
    assert run("coverage", "--sort", "size").exit_code == 2
    assert run("diff", "--fail-on", "everything").exit_code == 2


def test_coverage_starts_without_what_only_matching_and_a_database_need(folder):
    Path("log.jsonl").write_text("", encoding="utf-8")
    command = [sys.executable, "-X", "importtime", str(ROOT / "app.py"), "coverage", "harbor", "--log", "log.jsonl"]
    loud = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = {line.rsplit("|", 1)[-1].strip() for line in loud.stderr.splitlines() if line.startswith("import time:")}
    assert loaded & {"numpy", "aiohttp", "sqlite_utils", "botbuilder", "rich"} == set()


def test_a_log_can_come_from_another_program(folder):
    import app

    row = {"at": "2026-11-02T09:12:00Z", "question": "x", "verdict": "handoff", "outcome": "unknown"}
    line = json.dumps({**row, "partner": "harbor"})
    done = CliRunner().invoke(app.app, ["coverage", "harbor", "--log", "-"], input=line)
    assert "answered 0 of 1 question." in done.stdout


def test_every_kind_of_change_that_makes_diff_fail_is_one_that_it_tells():
    from knowledge.commands.diff import DiffFailure
    from knowledge.improve.replay import ChangeKind

    assert set(DiffFailure) < set(ChangeKind)


@pytest.mark.parametrize(("partner", "count"), [("harbor", 1), ("vendor", 1), ("ridge", 0)])
def test_the_vendors_entries_learn_from_everybodys_customers_and_a_partners_from_their_own(
    tmp_path, folder, partner, count
):
    for name in ("vendor", "ridge"):
        (tmp_path / "kb" / name).mkdir(parents=True)
        (tmp_path / "kb" / name / "faq.md").write_text(FAQ, encoding="utf-8")
    (tmp_path / "harbor").rename(tmp_path / "kb" / "harbor")
    rows = [
        {"question": "paper for the bookkeeper", "partner": "harbor", "chosen": "vendor/invoice"},
        {"question": "which way to reception", "partner": "harbor", "chosen": "harbor/desk"},
    ]
    more = {"at": "2026-11-02T09:12:00Z", "verdict": "clarify", "outcome": "confirmed"}
    Path("log.jsonl").write_text("".join(json.dumps({**row, **more}) + "\n" for row in rows), encoding="utf-8")
    done = run("suggest", "kb", "--log", "log.jsonl", "--partner", partner, "--format", "json")
    found = json.loads(done.stdout)["suggestions"]
    assert [each["entry"].partition("/")[0] for each in found] == [partner] * count

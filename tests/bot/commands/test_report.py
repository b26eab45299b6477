import csv
import io
import json
from pathlib import Path

import pytest

from bot.commands.report import ReportRequest, run
from bot.report.experience import By
from bot.report.measures import FORMULAS
from knowledge.match import Verdict
from tests.bot.support.stored import NOW, later
from tests.bot.support.story import Story

DOCS = Path(__file__).resolve().parents[3] / "docs"
DIRECTORY = """\
vendor: {name: Denck, tenants: [denck-t], people: [{id: vera, name: Vera}]}
partners:
  - {id: harbour, name: Harbour, tenants: [harbour-t], people: [{id: paul, name: Paul}]}
accounts:
  - {id: bakery, name: Bakery, tenants: [bakery-t], partners: [harbour], people: [{id: olu, name: Olu}]}
"""


@pytest.fixture
def knowledge(tmp_path):
    folder = tmp_path / "knowledge"
    (folder / "directory").mkdir(parents=True)
    (folder / "directory" / "all.yaml").write_text(DIRECTORY, encoding="utf-8")
    return folder


@pytest.fixture
async def filled(store, database):
    """Return a database with twelve questions: ten answered and confirmed, one abandoned, one escalated."""
    story = Story(store)
    for number in range(10):
        await story.asks(f"q{number}")
        await story.confirms(f"q{number}")
    await story.asks("q10", verdict=Verdict.CLARIFY)
    await story.asks("q11", verdict=Verdict.HANDOFF)
    await story.opens("q11")
    return database


def show(filled, knowledge, capsys, format="text", **wanted):
    assert run(filled, knowledge, ReportRequest(NOW, **wanted), format, later(days=2)) == 0
    return capsys.readouterr().out


async def test_a_report_gives_every_share_with_its_count_its_interval_and_its_formula(filled, knowledge, capsys):
    told = show(filled, knowledge, capsys)
    assert "12 questions in 12 matters, 1 with a case" in told
    [confirmed] = [line for line in told.splitlines() if line.startswith("confirmed")]
    assert confirmed.split("  ")[0] == "confirmed"
    assert "10 of 12" in confirmed
    assert "83 %" in confirmed
    assert "55 % to 95 %" in confirmed  # Wilson
    assert FORMULAS["confirmed"] in confirmed


async def test_what_is_too_few_is_not_made_to_look_precise(filled, knowledge, capsys):
    told = show(filled, knowledge, capsys)
    [recovered] = [line for line in told.splitlines() if line.startswith("recovered  ")]
    assert recovered.split()[1:5] == ["0", "of", "1", "few"]


async def test_a_report_for_programs_holds_the_same(filled, knowledge, capsys):
    told = json.loads(show(filled, knowledge, capsys, "json", by=By.ACCOUNT))
    assert (told["by"], [group["name"] for group in told["groups"]]) == ("account", ["bakery"])
    [group] = told["groups"]
    [confirmed] = [each for each in group["figures"] if each["name"] == "confirmed"]
    assert (confirmed["count"], confirmed["of"], round(confirmed["value"], 4)) == (10, 12, 0.8333)
    assert (confirmed["method"], confirmed["is_small"]) == ("Wilson", False)
    assert all(each["formula"] for each in group["figures"])


async def test_a_spreadsheet_gets_a_line_for_each_figure_and_no_formula(filled, knowledge, capsys, store):
    story = Story(store, key="directline/evil")
    story.minute = 60
    await story.asks("e1", entry="vendor/evil")
    entry = "entries: [{id: evil, question: Evil?, answer: Yes., product: '=1+1'}]\n"
    (knowledge / "vendor").mkdir()
    (knowledge / "vendor" / "evil.yaml").write_text(entry, encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(show(filled, knowledge, capsys, "csv", by=By.PRODUCT))))
    assert {row["group"] for row in rows} == {"", "'=1+1"}
    [one] = [row for row in rows if row["group"] == "'=1+1" and row["name"] == "effort" and row["statistic"] == "mean"]
    assert (one["of"], one["value"], one["low"], one["high"]) == ("1", "0.0", "", "")


async def test_a_report_is_of_what_was_wanted(filled, knowledge, capsys):
    assert "12 questions" in show(filled, knowledge, capsys, of={By.PARTNER: "harbour", By.ACCOUNT: "bakery"})
    assert "0 questions" in show(filled, knowledge, capsys, of={By.PARTNER: "vendor"})


async def test_an_unknown_name_is_told_with_what_comes_near(filled, knowledge, capsys):
    assert run(filled, knowledge, ReportRequest(NOW, {By.ACCOUNT: "bakry"}), "text", later(days=2)) == 2
    assert capsys.readouterr().err == "there is no account 'bakry': did you mean bakery?\n"


async def test_a_report_of_nothing_says_so(store, database, knowledge, capsys):
    assert "0 questions in 0 matters" in show(database, knowledge, capsys)
    assert "Nothing was asked" in show(database, knowledge, capsys, by=By.PARTNER)


def test_the_page_on_experience_has_every_formula():
    page = (DOCS / "experience.md").read_text(encoding="utf-8")
    assert [each for each in FORMULAS.values() if each not in page] == []


async def test_of_few_cases_only_the_median_is_told(filled, knowledge, capsys):
    lines = [line.split() for line in show(filled, knowledge, capsys).splitlines() if line.startswith("partner, wall")]
    assert [cells[2:5] for cells in lines] == [
        ["mean", "1", "few"],
        ["median", "1", "47.63"],  # two days but for 22 minutes
        ["p90", "1", "few"],
    ]


async def test_the_matters_that_took_the_most_effort_are_told_one_by_one(filled, knowledge, capsys):
    text = show(filled, knowledge, capsys, most=2)
    assert "Most effort, in points: the first 2" in text
    [line] = [line.split() for line in text.splitlines() if line.startswith("C-1001")]
    assert line == ["C-1001", "bakery", "4.95", "1", "0", "1", "0", "1.95", "open"]  # 1 + 2 + 15 h 38 min of 8 h
    told = json.loads(show(filled, knowledge, capsys, "json", most=1))["matters"]
    assert [(each["question"], each["cases"], each["effort"]) for each in told] == [("q11", ["C-1001"], 4.95)]
    assert json.loads(show(filled, knowledge, capsys, "json"))["matters"] == []

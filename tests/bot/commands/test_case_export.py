import csv
import io
import json

import pytest
from typer.testing import CliRunner

import app
from bot.api import shapes
from bot.commands.case import export, show
from bot.commands.case import list as listing
from bot.commands.case.case_view import eyes_of
from bot.desk.case import CaseKind, Details
from bot.desk.commands import Escalate, Note, Reply
from bot.desk.events import Seen
from bot.store.desk import cases
from bot.store.desk.cases import CaseFilter
from tests.bot.support.stored import later
from tests.bot.support.town import Desk, built
from tests.conftest import EVAL_DATA

FILE = EVAL_DATA / "bad_inputs.jsonl"
ROWS = FILE.read_text(encoding="utf-8").splitlines() if FILE.is_file() else []
HOSTILE = [row for row in map(json.loads, ROWS) if row["kind"] == "export"]
SAID = {seen: f"said for {seen}" for seen in Seen}


@pytest.fixture
def knowledge(tmp_path):
    return built(tmp_path / "knowledge")


@pytest.fixture
async def desk(store, knowledge):
    return Desk(store, knowledge)


@pytest.fixture
async def filled(desk):
    """Return a case of the bakery's, escalated to the vendor, with something said for every class of visibility."""
    case = await desk.opens("bakery/olu", "no bread", product="ovens")
    paul, vera = desk.actor("harbour/paul"), desk.actor("denck/vera")
    work = desk.casework
    await work.do(case.number, paul, Reply(SAID[Seen.CUSTOMER]), "k1")
    await work.do(case.number, paul, Note(SAID[Seen.PARTNER], Seen.PARTNER), "k2")
    await work.do(case.number, paul, Note(SAID[Seen.INTERNAL], Seen.INTERNAL), "k3")
    await work.do(case.number, paul, Escalate(Details("all", "Monday", "much", "shop")), "k4")
    await work.do(case.number, vera, Note(SAID[Seen.NDA], Seen.NDA), "k5")
    await work.do(case.number, vera, Note(SAID[Seen.VENDOR], Seen.VENDOR), "k6")
    return case


def exported(database, knowledge, capsys, who=None, format="json", wanted=None):
    eyes = eyes_of(knowledge, who, later(hours=1))
    assert export.run(database, eyes, wanted or CaseFilter(), format, "-") == 0
    return capsys.readouterr().out


SEEN = {
    None: set(Seen),
    "bakery/olu": {Seen.CUSTOMER},
    "harbour/paul": {Seen.CUSTOMER, Seen.PARTNER, Seen.INTERNAL, Seen.NDA},
    "denck/vera": {Seen.CUSTOMER, Seen.PARTNER, Seen.NDA, Seen.VENDOR},
    "quay/quinn": set(),
    "pier/pat": set(),
    "lido/ada": set(),
    "stranger/x": set(),
}


@pytest.mark.parametrize("format", ["csv", "json", "markdown"])
@pytest.mark.parametrize("who", SEEN)
async def test_an_export_holds_what_the_person_may_see_and_nothing_else(
    who, format, filled, database, knowledge, capsys
):
    told = exported(database, knowledge, capsys, who, format)
    assert {seen for seen, text in SAID.items() if text in told} == SEEN[who]
    assert (filled.name in told) is bool(SEEN[who])


@pytest.mark.parametrize("who", [None, "bakery/olu", "harbour/paul", "denck/vera"])
async def test_a_case_is_the_same_data_shown_listed_and_over_the_api(who, filled, database, knowledge, look):
    def told(*command):
        seen = ("--as", who) if who else ()
        place = {"SPOT_DATA": str(database.parent), "SPOT_KNOWLEDGE": str(knowledge)}
        run = CliRunner().invoke(app.app, ["case", *command, *seen, "--format", "json"], env=place)
        assert run.exit_code == 0, run.output
        return json.loads(run.output)

    eyes = eyes_of(knowledge, who)
    api = await look(lambda reader: eyes.view.whole(reader, cases.find(reader, filled.number)).model_dump(mode="json"))
    shown = told("show", filled.name)
    assert told("list") == [shown]
    origin = {name: shown.pop(name) for name in ("conversation", "question", "transcript_end")}
    assert set(origin.values()) == ({None, 0} if who is None else {None})
    assert {**shown, "booked": api["booked"]} == api
    assert list(shown) == list(shapes.CaseShape.model_fields)


@pytest.mark.parametrize("who", [each for each in SEEN if each])
async def test_view_as_shows_and_lists_the_same(who, filled, database, knowledge, capsys):
    eyes = eyes_of(knowledge, who, later(hours=1))
    assert listing.run(database, "text", eyes) == 0
    assert (filled.name in capsys.readouterr().out) is bool(SEEN[who])
    for format in ("text", "json"):
        assert show.run(database, filled.name, format, eyes) == (0 if SEEN[who] else 1)
        told = capsys.readouterr().out
        assert {seen for seen, text in SAID.items() if text in told} == SEEN[who]


async def test_anothers_case_looks_absent(filled, database, knowledge, capsys):
    eyes = eyes_of(knowledge, "pier/pat", later(hours=1))
    assert show.run(database, filled.name, "text", eyes) == 1
    there = capsys.readouterr().err
    assert show.run(database, "C-9999", "text", eyes) == 1
    assert capsys.readouterr().err.replace("C-9999", filled.name) == there


@pytest.mark.skipif(not HOSTILE, reason=f"no rows of kind export at {FILE}: set SPOT_EVAL_DATA")
@pytest.mark.parametrize("row", HOSTILE, ids=[row["name"] for row in HOSTILE])
async def test_a_formula_is_text_in_a_spreadsheet_and_unchanged_in_json(row, desk, database, knowledge, capsys):
    case = await desk.opens("bakery/olu", "cold")
    await desk.casework.do(case.number, desk.actor("harbour/paul"), Note(f"{row['payload']}x", Seen.PARTNER), "k1")
    rows = list(csv.DictReader(io.StringIO(exported(database, knowledge, capsys, format="csv"))))
    told = [each["text"] for each in rows if each["event"] == "noted"]
    [exact] = json.loads(exported(database, knowledge, capsys))
    [kept] = [each["text"] for each in exact["events"] if each["kind"] == "noted"]
    assert told == [f"'{kept}"]
    assert kept == f"{row['payload']}x".strip()


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1+1", "\uff201"])
async def test_every_cell_is_guarded(title, desk, database, knowledge, capsys):
    await desk.opens("bakery/olu", title)
    [row] = csv.DictReader(io.StringIO(exported(database, knowledge, capsys, format="csv")))
    assert (row["title"], row["text"]) == (f"'{title}", f"'{title}")


async def test_an_export_is_of_what_was_wanted(desk, database, knowledge, capsys):
    await desk.opens("bakery/olu", "cold")
    await desk.opens("bakery/olu", "a second oven", kind=CaseKind.SALES)
    await desk.opens("lido/ada", "leaking")

    def titles(**wanted):
        return [
            each["title"] for each in json.loads(exported(database, knowledge, capsys, wanted=CaseFilter(**wanted)))
        ]

    assert titles() == ["leaking", "a second oven", "cold"]
    assert titles(account="bakery") == ["a second oven", "cold"]
    assert titles(kind=CaseKind.SALES) == ["a second oven"]
    assert titles(partner="quay") == ["leaking"]
    assert titles(updated_since=later(hours=1)) == []


async def test_an_export_of_nothing_is_an_empty_list_or_a_head(store, database, knowledge, capsys):
    assert json.loads(exported(database, knowledge, capsys)) == []
    assert exported(database, knowledge, capsys, format="csv").startswith("number,kind,state")
    assert exported(database, knowledge, capsys, format="markdown") == "# Cases\n"


async def test_a_file_is_its_owners_alone(filled, database, knowledge, capsys, tmp_path):
    file = tmp_path / "cases.csv"
    assert export.run(database, eyes_of(knowledge, None), CaseFilter(), "csv", str(file)) == 0
    assert capsys.readouterr().out == f"{file}: 1 case written.\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert export.run(database, eyes_of(knowledge, None), CaseFilter(), "csv", str(tmp_path / "no" / "file")) == 2


async def test_in_markdown_nothing_is_markup(desk, database, knowledge, capsys):
    await desk.opens("bakery/olu", "<script>alert(1)</script> [x](http://evil.example)")
    told = exported(database, knowledge, capsys, format="markdown")
    assert "<script>" not in told
    assert "\\[x\\](" in told


def test_nobody_known_sees_nothing(knowledge, capsys):
    assert eyes_of(knowledge, "bakery/ol") is None
    assert "did you mean bakery/olu?" in capsys.readouterr().err

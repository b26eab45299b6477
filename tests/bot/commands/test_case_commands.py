import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.casework.chat_effects import carry_out
from bot.commands import transcript
from bot.commands.case import list as listing
from bot.commands.case import show
from bot.commands.terminal import columns, fitted, one_line, printable
from bot.store.chat import transcript as rows
from bot.store.engine.rows import Received
from bot.store.sqlite import SqliteStore
from dialogs.effects import CommentCase, OpenCase, RecordQuestion
from tests.bot.support.stored import KEY, NOW, Move, Op, finding, message, turn

ROOT = Path(__file__).resolve().parents[3]
CARD = {
    "type": "AdaptiveCard",
    "body": [
        {"type": "TextBlock", "text": "Case C-1001"},
        {"type": "FactSet", "facts": [{"title": "state", "value": "open"}]},
    ],
    "actions": [{"type": "Action.Execute", "title": "Withdraw"}],
}


@pytest.fixture
async def filled(store, database):
    """Return a database with a case and its conversation, that a server still holds open."""

    def work(tx):
        facts = turn(tx, text="my \x1b[31mred\x1b[0m ovens are cold")
        effects = (
            RecordQuestion("q1", finding()),
            OpenCase("opened", "k1", "My \x1b[31mred\x1b[0m ovens", "q1"),
            CommentCase("C-1001", "k2", "all\nof them \u202eback"),
        )
        carry_out(tx, effects, facts)
        sent = rows.post(tx, KEY, message("h1", "A person will look at it."), NOW)
        body = {"type": "message", "attachments": [{"contentType": "card", "content": CARD}]}
        rows.post(tx, KEY, Move(Op.SEND, "h2", body), NOW)
        rows.mark_dead(tx, sent.seq, "gone")

    await store.transaction(work)
    return database


def test_cases_are_listed_one_a_line(filled, capsys):
    assert listing.run(filled, "text") == 0
    head, line = capsys.readouterr().out.splitlines()
    assert head.split() == ["case", "state", "waits", "for", "severity", "opened", "requester", "title"]
    assert line.startswith("C-1001  open   partner    C         2026-03-04 09:00  Olu (bakery)  My ")


def test_cases_are_listed_for_programs(filled, capsys):
    assert listing.run(filled, "json") == 0
    [found] = json.loads(capsys.readouterr().out)
    assert (found["number"], found["state"], found["wait"], found["severity"]) == ("C-1001", "open", "partner", "C")
    assert (found["requester"], found["account"], found["conversation"], found["question"]) == (
        "Olu",
        "bakery",
        KEY,
        "q1",
    )


def test_a_case_is_shown_with_everything_that_happened(filled, capsys):
    assert show.run(filled, "c-1001", "text") == 0
    shown = capsys.readouterr().out
    assert "opened by Olu" in shown
    assert "    all\n    of them" in shown
    assert show.run(filled, "1001", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [event["kind"] for event in found["events"]] == ["opened", "commented"]
    assert found["events"][1]["text"] == "all\nof them \u202eback"


def test_a_conversation_is_shown_with_the_reason_for_its_answer_and_what_was_not_sent(filled, capsys):
    assert transcript.run(filled, KEY, "text", NOW) == 0
    shown = capsys.readouterr().out
    assert "→ handoff at 0.40, escalated: too unsure" in shown
    assert "Spot (dead: gone)\n    A person will look at it." in shown
    assert "Case C-1001\n    state: open\n    [Withdraw]" in shown


@pytest.mark.parametrize("wanted", [KEY, "C-1001"])
def test_a_conversation_is_found_by_its_key_or_a_case_of_it(filled, capsys, wanted):
    assert transcript.run(filled, wanted, "json", NOW) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["conversation"] == KEY
    assert [row["op"] for row in found["rows"]] == ["in", "send", "send"]
    assert found["rows"][0]["question"]["candidates"][0]["entry"] == "vendor/ovens"


def test_conversations_are_listed_with_their_last_question(filled, capsys):
    assert transcript.run(filled, None, "text", NOW + timedelta(days=2)) == 0
    assert "my ovens" in capsys.readouterr().out
    assert transcript.run(filled, None, "json", NOW) == 0
    assert json.loads(capsys.readouterr().out)[0]["case"] == "C-1001"


def test_what_people_wrote_cannot_move_the_terminal(filled, capsys):
    listing.run(filled, "text")
    show.run(filled, "C-1001", "text")
    transcript.run(filled, KEY, "text", NOW)
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize(
    "run",
    [lambda path: show.run(path, "C-4711\x1b", "text"), lambda path: transcript.run(path, "no/where", "json")],
)
def test_what_is_not_there_is_said_in_one_line(filled, capsys, run):
    assert run(filled) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert "\x1b" not in told.err


def test_before_the_first_start_a_polite_line_is_all(database, capsys):
    for run in (
        lambda: listing.run(database, "json"),
        lambda: show.run(database, "C-1001", "text"),
        lambda: transcript.run(database, None, "text"),
    ):
        assert run() == 1
        assert "no database yet" in capsys.readouterr().err


def test_an_empty_database_has_nothing_to_list_and_that_is_no_failure(store, database, capsys):
    assert (listing.run(database, "text"), transcript.run(database, None, "text")) == (0, 0)
    assert capsys.readouterr().out.splitlines() == ["There is no case yet.", "Nobody has said anything yet."]
    assert listing.run(database, "json") == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [("abc", 5, "abc  "), ("abcdef", 4, "abc…"), ("日本語", 4, "日… "), ("e\u0301", 2, "e\u0301 ")],
)
def test_a_cell_takes_exactly_its_room(text, room, expected):
    assert fitted(text, room) == expected
    assert columns(fitted(text, room)) == room


def test_a_line_is_one_line_and_harmless():
    assert one_line("a\n b\t\x1b[0m") == "a b \ufffd[0m"
    assert printable("\ud800") == "\ufffd"


def test_a_database_of_an_older_spot_is_named_as_such(tmp_path, capsys):
    old = tmp_path / "old.sqlite"
    SqliteStore.open(old).close()
    code = (
        "import sys, sqlite_utils; db = sqlite_utils.Database(sys.argv[1]);"
        "db.execute(\"delete from _sqlite_migrations where name like '0001%'\")"
    )
    subprocess.run([sys.executable, "-c", code, str(old)], check=True)
    assert listing.run(old, "text") == 1
    assert "start Spot once" in capsys.readouterr().err


async def test_a_pressed_button_is_named_as_the_console_names_it(store, database, capsys):
    def work(tx):
        turn(tx)
        press = '{"type":"message","value":{"verb":"withdraw"}}'
        rows.receive(tx, Received(KEY, "a2", "in-2", NOW, "message", "", "bakery/olu", press))

    await store.transaction(work)
    assert transcript.run(database, KEY, "text") == 0
    assert "[pressed “withdraw”]" in capsys.readouterr().out

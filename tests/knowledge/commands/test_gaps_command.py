"""The command gaps: what it prints, and the drafts that it writes."""

import json
from datetime import date

import pytest

from knowledge.commands import gaps
from knowledge.commands.columns import columns
from knowledge.commands.gaps import GapOptions
from knowledge.commands.inputs.opening import MatchingOptions
from knowledge.judgement import Judged
from tests.knowledge.improve.asking import asked
from tests.support.printing import same_as

FAQ = """# Where is the desk?
<!-- id: desk -->

In the hall, beside the lift, near the car park.

# Where is my invoice?
<!-- id: invoice -->

In the portal.
"""
LOG = [
    asked("where can I park my car", days=1),
    asked("where can I park my car?", "handoff", "escalated", days=12),
    asked("is there a car park", days=30),
    asked("where do guests park their cars", "clarify", refused=("harbor/invoice",)),
    asked("do you sell coffee beans", days=3),
    asked("the till beeps, call me at +44 20 7946 0958 whenever you like, the whole shop waits", days=4),
    asked("where is my invoice"),
]
TODAY = date(2026, 11, 24)
BY = MatchingOptions(Judged())


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "harbor"
    own.mkdir()
    (own / "faq.md").write_text(FAQ, encoding="utf-8")
    return own.relative_to(tmp_path)


def test_gaps_are_pleasant_to_read_in_eighty_columns(folder, capsys):
    assert gaps.run(folder, LOG, GapOptions(), "text", BY, TODAY) == 0
    printed = capsys.readouterr().out
    same_as("gaps", printed)
    assert max(map(columns, printed.splitlines())) <= 80


@pytest.mark.parametrize("format", ["text", "json"])
def test_nothing_is_printed_that_a_terminal_would_obey(folder, capsys, format):
    gaps.run(folder, [asked("\x1b[31mcoffee\u202e ::error::x")], GapOptions(), format, BY, TODAY)
    printed = capsys.readouterr().out
    assert "coffee" in printed
    assert "\x1b" not in printed
    assert "\u202e" not in printed


def test_programs_get_every_question_and_the_lines_to_paste(folder, capsys):
    gaps.run(folder, LOG, GapOptions(most=1), "json", BY, TODAY)
    told = json.loads(capsys.readouterr().out)
    [first] = told["gaps"]
    assert first["times"] == 4
    assert first["questions"][0] == {"text": "where can I park my car", "times": 2}
    assert told["all"] > 1
    assert told["closed"] == 1


def test_what_was_asked_seldom_can_be_left_out_and_nothing_is_a_line(folder, capsys):
    gaps.run(folder, LOG, GapOptions(least=5), "text", BY, TODAY)
    assert capsys.readouterr().out.startswith("No gaps: nothing was asked that nobody answered; 1 other question")


def test_drafts_are_written_into_the_partners_folder(folder, capsys):
    assert gaps.run(folder, LOG, GapOptions(write="harbor"), "text", BY, TODAY) == 0
    assert "harbor/gaps-2026-11-24.yaml: the drafts are written" in capsys.readouterr().err
    same_as("gaps-draft", (folder / "gaps-2026-11-24.yaml").read_text(encoding="utf-8"))


def test_drafts_that_are_there_are_not_written_again(folder, capsys):
    assert gaps.run(folder, LOG, GapOptions(write="harbor"), "text", BY, TODAY) == 0
    assert gaps.run(folder, LOG, GapOptions(write="harbor"), "text", BY, TODAY) == 2
    assert "each gap of theirs is drafted already" in capsys.readouterr().err
    assert len(list(folder.glob("gaps-*.yaml"))) == 1


@pytest.mark.parametrize(("log", "partner", "told"), [(LOG, "habor", "you mean harbor?"), ([], "harbor", "nothing")])
def test_where_nothing_can_be_drafted_it_says_why(folder, capsys, log, partner, told):
    assert gaps.run(folder, log, GapOptions(write=partner), "text", BY, TODAY) == 2
    assert told in capsys.readouterr().err
    assert [each.name for each in folder.iterdir()] == ["faq.md"]


def test_without_a_folder_it_says_so(tmp_path, capsys):
    assert gaps.run(tmp_path / "none", LOG, GapOptions(), "text", BY, TODAY) == 2
    assert "none" in capsys.readouterr().err

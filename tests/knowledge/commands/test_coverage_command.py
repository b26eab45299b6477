"""The command coverage: what each entry did, which never answered, and which are past their review."""

import json
from datetime import date

import pytest

from knowledge.commands import coverage
from knowledge.commands.columns import columns
from knowledge.entry import Visibility
from knowledge.people.audience import Audience
from tests.knowledge.improve.asking import asked
from tests.support.printing import same_as

FAQ = """# Where is the desk?
<!-- id: desk -->
In the hall.
# Where is my invoice?
<!--
id: invoice
review: 2026-11-01
-->
In the portal.
# How do I get a card for the very long name of a house that nobody ever remembers?
In the hall.
# Is it over?
<!-- id: over, status: retired -->
Yes.
# Is it nearly over?
<!-- id: nearly
status: draft -->
Yes.
"""
INVOICE, DESK = "harbor/invoice", "harbor/desk"
CARD = "harbor/how-do-i-get-a-card-for-the-very-long-name-of-a-house-that-nobody-ever-remembers"
LOG = [
    asked("my bill", "answer", "confirmed", entry=INVOICE, days=3),
    asked("the bill", "clarify", "assumed", chosen=INVOICE, days=2),
    asked("this bill", "answer", "escalated", entry=INVOICE, refused=(INVOICE,), days=9),
    asked("desk", "answer", "reopened", entry=DESK, days=4),
    asked("your desk", "answer", "assumed", entry=DESK, judged="right", judged_entries=(DESK,), days=5),
    asked("all cards", "answer", "assumed", entry="harbor/gone"),
    asked("card", "clarify", "abandoned", refused=(CARD, DESK)),
    asked("nobody"),
    asked("elsewhere", "answer", entry="ridge/x", partner="ridge", audience=Audience(("ridge",), Visibility.CUSTOMER)),
    asked("the vendor's", "answer", entry="vendor/x"),
]
TODAY = date(2026, 11, 24)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "harbor"
    own.mkdir()
    (own / "faq.md").write_text(FAQ.replace("id: over, status", "id: over\nstatus"), encoding="utf-8")
    (own / "more.md").write_text("# Never?\n<!-- id: never -->\nNo.\n", encoding="utf-8")
    return own.relative_to(tmp_path)


def test_the_table_is_pleasant_to_read_in_eighty_columns(folder, capsys):
    assert coverage.run(folder, LOG, "answered", "text", TODAY) == 0
    printed = capsys.readouterr().out
    same_as("coverage", printed)
    assert max(map(columns, printed.splitlines())) <= 80


def told(folder, capsys, sort="answered"):
    coverage.run(folder, LOG, sort, "json", TODAY)
    return json.loads(capsys.readouterr().out)


def test_every_answer_counts_for_the_entry_that_gave_it(folder, capsys):
    data = told(folder, capsys)
    entries = {each["entry"]: each for each in data["entries"]}
    names = ("answered", "confirmed", "no_help", "cases", "last", "overdue")
    assert [entries[INVOICE][name] for name in names] == [3, 1, 1, 1, "2026-11-18", True]
    assert [entries[DESK][name] for name in names] == [2, 1, 2, 0, "2026-11-16", False]
    assert (entries["harbor/never"]["answered"], entries["harbor/never"]["last"]) == (0, None)
    assert entries[CARD]["no_help"] == 1
    assert not {"harbor/over", "harbor/nearly"} & entries.keys()
    assert (data["questions"], data["gone"]) == (9, 1)


@pytest.mark.parametrize("sort", coverage.SORTS)
def test_it_can_be_ordered_by_each_column(folder, capsys, sort):
    first = told(folder, capsys, sort)["entries"][0]["entry"]
    expected = {"no-help": DESK, "entry": DESK, "confirmed": DESK}
    assert first == expected.get(sort, INVOICE)


def test_every_order_that_the_command_offers_is_there():
    assert set(coverage.Sort) == set(coverage.SORTS)


def test_without_any_question_every_entry_is_never_answered(folder, capsys):
    assert coverage.run(folder, [], "answered", "text", TODAY) == 0
    assert "4 entries answered 0 of 0 questions." in capsys.readouterr().out


def test_a_large_base_is_not_printed_whole(folder, capsys):
    coverage.run(folder, LOG, "answered", "text", TODAY, most=1)
    assert "  and 2 more: --most 3\n" in capsys.readouterr().out


def test_a_log_of_somebody_else_is_said_to_be_one(folder, capsys):
    log = [asked("x", partner=name, audience=Audience((name,), Visibility.CUSTOMER)) for name in ("ridge", "quay")]
    coverage.run(folder, log, "answered", "text", TODAY)
    assert capsys.readouterr().err == (
        "the log has questions of quay, ridge, and here is harbor: "
        "name the folder like the partner, or export that partner's with --partner\n"
    )


def test_without_a_folder_it_says_so(tmp_path, capsys):
    assert coverage.run(tmp_path / "none", LOG, "answered", "text", TODAY) == 2
    assert "none" in capsys.readouterr().err

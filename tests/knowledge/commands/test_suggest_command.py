"""The command suggest: confirmed wordings as a diff, written into the curators' files and checked again."""

import json
import os
import sys
from pathlib import Path

import pytest

from knowledge.commands import suggest
from knowledge.commands.inputs.opening import MatchingOptions
from knowledge.improve import applying
from knowledge.judgement import Judged
from knowledge.load import load
from tests.knowledge.improve.asking import asked
from tests.support.committing import git
from tests.support.printing import same_as

FAQ = """# How do I reset my password?
<!-- id: reset -->

Also asked as:
* I forgot my password

Call the desk.
"""
BILLS = """entries:
  # what the bookkeepers ask
  - id: invoice
    question: Where is my invoice?      # the old one too
    also: [copy of the bill]
    answer: In the portal.
  - id: card
    question: Can I pay by card?
    answer: Yes.
"""
RESET, INVOICE, CARD = "harbor/reset", "harbor/invoice", "harbor/card"


def confirmed(text, entry, **more):
    return asked(text, "clarify", "confirmed", chosen=entry, **more)


LOG = [
    confirmed("locked out since this morning", RESET),
    confirmed("Locked out  since this morning!", RESET, days=2),
    confirmed("bookkeeping needs the paper for may", INVOICE),
    asked("do you take plastic: visa?", judged="right", judged_entries=(CARD,)),
]
BY = MatchingOptions(Judged())


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "harbor"
    own.mkdir()
    (own / "faq.md").write_text(FAQ, encoding="utf-8")
    (own / "bills.yaml").write_text(BILLS, encoding="utf-8")
    return own.relative_to(tmp_path)


def suggested(folder, capsys, log):
    assert suggest.run(folder, log, "json", BY) == 0
    return [each["text"] for each in json.loads(capsys.readouterr().out)["suggestions"]]


def test_what_would_be_added_is_shown_as_a_diff_and_nothing_is_written(folder, capsys):
    assert suggest.run(folder, LOG, "text", BY) == 0
    same_as("suggest", capsys.readouterr().out)
    assert (folder / "faq.md").read_text(encoding="utf-8") == FAQ


def test_the_diff_that_is_shown_can_be_applied_by_git(folder, capsys):
    suggest.run(folder, LOG, "text", BY)
    Path("shown.patch").write_text(capsys.readouterr().out, encoding="utf-8")
    git(Path.cwd(), "init", "-q")
    git(Path.cwd(), "apply", "shown.patch")
    assert "* locked out since this morning" in (folder / "faq.md").read_text(encoding="utf-8")


def test_applied_it_is_a_line_each_and_asking_again_suggests_nothing(folder, capsys):
    if sys.platform != "win32":
        os.chmod(folder / "faq.md", 0o640)
    assert suggest.run(folder, LOG, "text", BY, write=True) == 0
    assert "3 wordings for 3 entries added." in capsys.readouterr().out
    assert (folder / "faq.md").read_text(encoding="utf-8") == FAQ.replace(
        "* I forgot my password\n", "* I forgot my password\n* locked out since this morning\n"
    )
    assert (folder / "bills.yaml").read_text(encoding="utf-8") == BILLS.replace(
        "[copy of the bill]", "[copy of the bill, bookkeeping needs the paper for may]"
    ).replace("by card?\n", 'by card?\n    also: ["do you take plastic: visa?"]\n')
    if sys.platform != "win32":
        assert (folder / "faq.md").stat().st_mode & 0o777 == 0o640
    assert [problem for problem in load(folder).problems if problem.level == "error"] == []
    assert suggested(folder, capsys, LOG) == []
    assert sorted(each.name for each in folder.iterdir()) == ["bills.yaml", "faq.md"]


@pytest.mark.parametrize(
    "log",
    [
        [confirmed("I forgot my password", RESET)],
        [confirmed("forgot my passwords", RESET)],
        [confirmed("mail me at mara@harbor.example about it", RESET)],
        [confirmed("locked out, call 0171 234567", RESET)],
        [confirmed("locked out " * 12, RESET)],
        [confirmed("Hello Mara, locked out since this morning", RESET)],
        [confirmed("and since this morning?", RESET, after=INVOICE)],
        [confirmed("locked out", RESET), confirmed("locked out", CARD)],
        [confirmed("locked out", RESET), asked("locked out", "answer", "reopened", entry=RESET)],
        [asked("locked out", "answer", "assumed", entry=RESET)],
        [asked("locked out", judged="right", judged_entries=(RESET, CARD))],
        [asked("locked out", "answer", "confirmed", entry=RESET, judged="wrong", judged_entries=(RESET,))],
        [confirmed("locked out", "harbor/gone")],
        [confirmed("locked out", "vendor/reset")],
    ],
    ids=lambda log: log[0].question[:20],
)
def test_what_is_there_already_or_personal_or_not_agreed_is_not_suggested(folder, capsys, log):
    assert suggested(folder, capsys, log) == []


def test_of_two_wordings_that_are_nearly_the_same_one_is_enough(folder, capsys):
    log = [confirmed("locked out since monday morning", RESET), confirmed("since monday morning locked out", RESET)]
    assert len(suggested(folder, capsys, log)) == 1


def test_a_partner_is_touched_alone(tmp_path, capsys):
    for name in ("harbor", "ridge"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "faq.md").write_text(FAQ, encoding="utf-8")
    log = [confirmed("locked out since monday", RESET)]
    assert suggest.run(tmp_path, log, "text", BY, partner="ridge", write=True) == 0
    assert "Nothing to suggest" in capsys.readouterr().out
    suggest.run(tmp_path, log, "text", BY, partner="harbor", write=True)
    assert (tmp_path / "ridge" / "faq.md").read_text(encoding="utf-8") == FAQ


def test_a_wording_that_check_would_complain_of_is_taken_back(folder, capsys):
    (folder / "more.md").write_text("# Locked out since this morning?\n\nWait.\n", encoding="utf-8")
    assert suggest.run(folder, LOG, "text", BY, write=True) == 1
    shown = capsys.readouterr()
    assert "harbor/faq.md: it was put back, for check would say KB409 in" in shown.err
    assert "2 wordings for 2 entries added." in shown.out
    assert (folder / "faq.md").read_text(encoding="utf-8") == FAQ


def test_what_changes_meanwhile_or_cannot_be_written_is_left(folder, monkeypatch):
    from knowledge.improve.suggestions import suggestions

    planned = applying.edits(folder, suggestions(BY.open(folder), LOG))
    (folder / "faq.md").write_text(FAQ + "\nmore\n", encoding="utf-8")
    monkeypatch.setattr("knowledge.files.saving.os.replace", lambda *_: (_ for _ in ()).throw(OSError(30, "read-only")))
    bills, faq = applying.apply(folder, planned)
    assert faq.fault == "it changed meanwhile: run it again"
    assert "it cannot be written (read-only)" in bills.fault
    assert sorted(each.name for each in folder.iterdir()) == ["bills.yaml", "faq.md"]


def test_a_table_is_left_to_who_keeps_it(folder, capsys):
    (folder / "faq.csv").write_text("question,answer\nMay I bring a dog?,Yes.\n", encoding="utf-8")
    log = [confirmed("hound allowed in the office", "harbor/may-i-bring-a-dog")]
    assert suggest.run(folder, log, "text", BY, write=True) == 1
    assert "harbor/faq.csv: may-i-bring-a-dog: files of this kind are not edited" in capsys.readouterr().err


def test_what_has_no_safe_place_is_left_out_and_told_and_the_rest_is_written(folder, capsys):
    (folder / "bills.yaml").write_text(BILLS.replace("[copy of the bill]", "copy of the bill"), encoding="utf-8")
    assert suggest.run(folder, LOG, "text", BY, write=True) == 1
    shown = capsys.readouterr()
    assert "harbor/bills.yaml: invoice: also: is a single text, no list: put it in brackets first" in shown.err
    assert "2 wordings for 2 entries added." in shown.out
    assert "do you take plastic: visa?" in (folder / "bills.yaml").read_text(encoding="utf-8")


def test_without_a_folder_it_says_so(tmp_path, capsys):
    assert suggest.run(tmp_path / "none", LOG, "text", BY) == 2
    assert "none" in capsys.readouterr().err

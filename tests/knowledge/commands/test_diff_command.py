"""The command diff: what an edit changes, in a partner's own repository, without a server and without a database."""

import json
from datetime import date
from xml.etree import ElementTree

import pytest

from knowledge.commands import diff
from knowledge.commands.diff import DiffOptions, last_month
from tests.knowledge.improve.asking import asked as really
from tests.support.committing import commit
from tests.support.printing import normal, same_as

FAQ = """# How do I reset my password?
<!-- id: reset -->

Also asked as:
- I forgot my password

Call the desk.

# Where is my invoice?
<!-- id: invoice -->

Also asked as:
- copy of the bill

In the portal.

# How do I share a calendar?
<!-- id: calendar -->

In the calendar.
"""
ASKED = """- {ask: i forgot my password, expect: reset}
- {ask: copy of the bill, expect: invoice}
- {ask: where do I park, expect: parking}
- {ask: grinding noise, expect: nobody}
"""
PARKING = "\n# Where do I park?\n<!-- id: parking -->\n\nBehind the house.\n"
EDITED = FAQ.replace("- I forgot my password\n", "- locked out\n").replace(
    "- copy of the bill\n", "- copy of the bill\n- I forgot my password\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "harbor"
    own.mkdir()
    (own / "faq.md").write_text(FAQ, encoding="utf-8")
    (own / "asked.yaml").write_text(ASKED, encoding="utf-8")
    commit(own)
    return own.relative_to(tmp_path)


def edit(folder, text):
    (folder / "faq.md").write_text(text, encoding="utf-8")


def test_nothing_changed_is_one_line_and_learns_nothing(folder, capsys, monkeypatch):
    monkeypatch.setattr("knowledge.base.KnowledgeBase.view", lambda *_: pytest.fail("a view was learned"))
    assert diff.run(DiffOptions(folder), "text") == 0
    assert normal(capsys.readouterr().out) == "HEAD (commit) → harbor: 0 of 4 labelled questions change.\n"


def test_an_edit_is_shown_with_what_it_makes_worse_first(folder, capsys):
    edit(folder, EDITED + PARKING)
    real = [
        really("Where do I park?", days=1),
        really("where  do I park?", days=3),
        really("copy of the bill", "answer", entry="harbor/invoice"),
    ]
    failing = frozenset(["newly-wrong"])
    assert diff.run(DiffOptions(folder, logged=real, failing=failing), "text") == 1
    same_as("diff", capsys.readouterr().out)


def test_a_real_question_is_wrong_only_where_somebody_said_so(folder, capsys):
    edit(folder, EDITED)
    judged = really("i forgot my password", judged="wrong", judged_entries=("harbor/invoice",))
    confirmed = really("I forgot my password!", "answer", "confirmed", entry="harbor/reset")
    silent = really("I FORGOT my password please", "answer", entry="harbor/reset")
    (folder / "asked.yaml").unlink()
    diff.run(DiffOptions(folder, logged=[judged, confirmed, silent]), "json")
    told = json.loads(capsys.readouterr().out)
    kinds = {each["question"]: each["kind"] for each in told["changes"]}
    assert kinds[confirmed.question] == "newly-wrong"
    assert kinds[judged.question] == "newly-wrong"
    assert kinds[silent.question] == "changed-answer"
    assert told["summary"] == {
        "newly-wrong": 2,
        "newly-unanswered": 0,
        "changed-answer": 1,
        "no-longer-offered": 0,
        "no-longer-wrong": 0,
        "newly-answered": 0,
        "newly-offered": 0,
        "unchanged": 0,
    }
    assert told["changes"][0]["after"]["entry"] == "harbor/invoice"


def test_the_way_back_is_no_longer_wrong(folder, capsys):
    edit(folder, EDITED)
    commit(folder)
    edit(folder, FAQ)
    assert diff.run(DiffOptions(folder, failing=frozenset(["newly-wrong", "changed-answer"])), "text") == 0
    assert "no longer wrong (1)" in capsys.readouterr().out
    assert diff.run(DiffOptions(folder, "HEAD~1"), "text") == 0
    assert "0 of 4" in capsys.readouterr().out


def test_an_entry_taken_away_leaves_its_questions_unanswered(folder, capsys):
    edit(folder, FAQ.partition("\n# Where is my invoice?")[0] + "\n")
    assert diff.run(DiffOptions(folder, failing=frozenset(["newly-unanswered"])), "text") == 1
    assert 'newly unanswered (1)\n  "copy of the bill"  harbor/asked.yaml:2' in capsys.readouterr().out


def test_a_file_with_an_error_counts_as_it_was_committed(folder, capsys):
    edit(folder, FAQ + "\n# Broken?\n<!-- id: broken\n     review: soon -->\n\nx\n")
    assert diff.run(DiffOptions(folder), "text") == 0
    shown = capsys.readouterr()
    assert "0 of 4" in shown.out
    assert "1 file with an error: what was committed counts there" in shown.err


def test_a_pull_request_shows_each_change_beside_its_line(folder, capsys):
    edit(folder, EDITED + PARKING)
    real = [really("where do I park? 100% ::error::\x1b[31m\nx")]
    diff.run(DiffOptions(folder, logged=real, failing=frozenset(["newly-wrong"])), "github")
    printed = capsys.readouterr().out
    first, *others, summary = printed.splitlines()
    assert first.startswith("::error file=harbor/asked.yaml,line=1,title=a labelled question%3A newly wrong::")
    assert all(line.startswith("::notice file=harbor/") for line in others)
    assert summary.endswith("unchanged.")
    assert "\x1b" not in printed


def test_a_ci_server_gets_a_test_for_each_change(folder, capsys):
    edit(folder, EDITED)
    diff.run(DiffOptions(folder, failing=frozenset(["newly-wrong"])), "junit")
    suite = ElementTree.fromstring(capsys.readouterr().out)
    assert (suite.get("tests"), suite.get("failures")) == ("1", "1")
    assert suite[0].get("name") == "newly wrong: i forgot my password"
    edit(folder, FAQ)
    diff.run(DiffOptions(folder), "junit")
    suite = ElementTree.fromstring(capsys.readouterr().out)
    assert (suite.get("tests"), suite.get("failures")) == ("1", "0")


def test_without_a_revision_or_a_folder_it_says_so(folder, tmp_path, capsys):
    assert diff.run(DiffOptions(folder, "v9"), "text") == 2
    assert diff.run(DiffOptions(tmp_path / "none"), "text") == 2
    first, second = capsys.readouterr().err.splitlines()
    assert "no revision 'v9' here: name a branch" in first
    assert "none" in second


def test_last_month_is_31_days():
    assert last_month(date(2026, 3, 4)) == date(2026, 2, 1)


def test_a_folder_in_the_place_of_the_revision_is_told_where_it_goes(folder, capsys):
    assert diff.run(DiffOptions(folder, "harbor"), "text") == 2
    assert "harbor is a folder: diff HEAD harbor" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_named(folder, capsys):
    assert diff.run(DiffOptions(folder.with_name("harbr")), "text") == 2
    assert "harbr: there is no such folder" in capsys.readouterr().err

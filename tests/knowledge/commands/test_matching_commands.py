"""The commands ask, test and evaluate: what they print, and the exit code."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from knowledge.commands import ask, evaluate, test
from knowledge.entry import Visibility
from knowledge.judgement import Judged, Judgement
from knowledge.people.audience import Audience
from tests.support.printing import same_as

TODAY = date(2026, 11, 24)
FAQ = """# How do I reset my password?
<!-- id: reset -->

Also asked as:
- I forgot my password

Call the desk. **Now.**

# Where is my invoice?
<!-- id: invoice -->

In the portal.

# How do I share a calendar?
<!-- id: calendar -->

In the calendar.
"""
DIRECTORY = """partners:
  - {id: harbor, name: Harbor IT, tenants: [00000000-0000-4000-8000-000000000011]}
accounts:
  - id: bakery
    name: Lighthouse Bakery
    tenants: [00000000-0000-4000-8000-000000000021]
    partners: [harbor]
    people:
      - {id: olu, name: Olu Adeyemi, object: 00000000-0000-4000-9000-000000000021}
"""


@pytest.fixture
def folder(tmp_path):
    for name in ("harbor", "directory"):
        (tmp_path / name).mkdir()
    (tmp_path / "harbor" / "faq.md").write_text(FAQ, encoding="utf-8")
    (tmp_path / "directory" / "organisations.yaml").write_text(DIRECTORY, encoding="utf-8")
    return tmp_path


def test_ask_says_who_asks_what_is_answered_and_from_which_line(folder, capsys):
    assert ask.run(folder, "i forgott my pasword", "bakery/olu", "text", TODAY) == 0
    printed = capsys.readouterr().out
    for said in (
        "Olu Adeyemi (bakery/olu)",
        "ANSWER",
        "harbor/reset",
        "harbor/faq.md:1",
        "Call the desk.",
        "1.00 ██████████",
    ):
        assert said in printed
    assert "forgott → forgot, pasword → password" in printed
    assert "\x1b" not in printed


def test_ask_shows_the_confidence_that_leads_judged_where_spot_runs(folder, capsys):
    customers = Audience(("harbor", "vendor"), Visibility.CUSTOMER)
    said = tuple(Judgement(f"bill {number}", customers, right=("harbor/invoice",)) for number in range(60))
    ask.run(folder, "the bill", None, "json", TODAY, judged=Judged(said))
    assert json.loads(capsys.readouterr().out)["kind"] == "judged"


def test_ask_gives_json_in_the_fixed_shape(folder, capsys):
    assert ask.run(folder, "where is my invoice", None, "json", TODAY) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["verdict"] == "answer"
    assert found["entry"] == "harbor/invoice"
    assert found["source"] == {"file": "harbor/faq.md", "line": 9}
    assert set(found["candidates"][0]) >= {"entry", "confidence", "channels"}
    assert set(found) >= {"question", "language", "confidence", "kind", "knowledge", "ms", "as"}


def test_ask_prints_nothing_that_a_terminal_would_obey(folder, capsys):
    assert ask.run(folder, "\x1b[31mred [bold]x[/bold] \x07", None, "text", TODAY) == 0
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "[bold]x[/bold]" in printed
    assert "HANDOFF" in printed


def test_ask_names_the_nearest_for_somebody_unknown(folder, capsys):
    assert ask.run(folder, "hi", "bakery/oluu", "text", TODAY) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "bakery/olu" in error


def test_ask_without_a_folder_says_so(tmp_path, capsys):
    assert ask.run(tmp_path / "nowhere", "hi", None, "text", TODAY) == 2
    assert "nowhere" in capsys.readouterr().err


def label(folder, text):
    (folder / "harbor" / "asked.yaml").write_text(text, encoding="utf-8")


def test_labelled_questions_that_go_right_give_a_summary(folder, capsys):
    label(
        folder, "- {ask: forgot my pasword, expect: reset}\n- {ask: grinding noise, expect: nobody, as: bakery/olu}\n"
    )
    assert test.run(folder, "text") == 0
    assert capsys.readouterr().out == (
        "2 labelled questions: 1 answered, 1 rightly handed off, 0 offered, 0 missed, 0 wrong.\n"
    )


def test_a_wrong_answer_is_shown_with_its_line_and_fails(folder, capsys):
    label(folder, "- {ask: where is my invoice, expect: reset}\n- {ask: I forgot my password, expect: nobody}\n")
    assert test.run(folder, "text") == 1
    printed = capsys.readouterr().out
    assert "harbor/asked.yaml:1: wrong: 'where is my invoice'" in printed
    assert "expected harbor/reset, got answer" in printed
    assert "1.00 harbor/invoice" in printed
    assert "expected nobody, got answer" in printed
    assert "2 wrong." in printed


def test_a_missed_question_is_shown_but_does_not_fail(folder, capsys):
    label(folder, "- {ask: the bill of may, expect: invoice}\n")
    assert test.run(folder, "text") == 0
    assert "missed: 'the bill of may'" in capsys.readouterr().out


@pytest.mark.parametrize(("fail_on", "code"), [("wrong", 0), ("missed", 1)])
def test_one_decides_whether_a_missed_question_fails(folder, fail_on, code):
    label(folder, "- {ask: the bill of may, expect: invoice}\n")
    assert test.run(folder, "text", fail_on=fail_on) == code


def test_a_choice_that_offers_all_of_several_expected_is_right(folder, capsys):
    more = "entries:\n  - {id: share-folder, question: How do I share a folder?, answer: In the drive.}\n"
    (folder / "harbor" / "more.yaml").write_text(more, encoding="utf-8")
    label(folder, "- {ask: share, expect: [calendar, share-folder]}\n- {ask: share, expect: calendar}\n")
    test.run(folder, "json")
    found = json.loads(capsys.readouterr().out)["questions"]
    assert [(each["verdict"], each["outcome"]) for each in found] == [("clarify", "right"), ("clarify", "offered")]


WRONG_AND_MISSED = "- {ask: where is my invoice, expect: reset}\n- {ask: the bill of may, expect: invoice}\n"


def test_what_is_printed_reads_as_the_docs_say(folder, capsys, monkeypatch):
    monkeypatch.chdir(folder)
    label(folder, "- {ask: where is my invoice, expect: reset}\n- {ask: I forgot my password, expect: reset}\n")
    test.run(Path("harbor"), "text")
    same_as("test", capsys.readouterr().out)


def test_a_pull_request_shows_what_fails_beside_the_label(folder, capsys, monkeypatch):
    monkeypatch.chdir(folder)
    label(folder, WRONG_AND_MISSED)
    assert test.run(folder, "github") == 1
    wrong, missed, summary = capsys.readouterr().out.splitlines()
    assert wrong.startswith("::error file=harbor/asked.yaml,line=1,title=a labelled question%3A wrong::'where is my")
    assert "%0A1.00 harbor/invoice (score " in wrong
    assert missed.startswith("::warning file=harbor/asked.yaml,line=2,")
    assert summary.endswith("1 missed, 1 wrong.")


def test_a_ci_server_gets_a_test_a_question(folder, capsys):
    label(folder, WRONG_AND_MISSED + "- {ask: I forgot my password, expect: reset}\n")
    test.run(folder, "junit")
    suite = ElementTree.fromstring(capsys.readouterr().out)
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
    assert "expected harbor/reset, got answer" in suite[0].find("failure").text
    assert "missed" in suite[1].find("system-out").text


def test_labels_that_cannot_be_read_are_no_green_test(tmp_path, capsys):
    (tmp_path / "mail.md").write_text("# How do I reset it?\n\nSo.\n")
    (tmp_path / "asked.yaml").write_text("- ask x\n")
    assert test.run(tmp_path, "text") == 1
    assert "asked.yaml: not asked as it stands, since it has an error: check names it" in capsys.readouterr().err


def test_nothing_labelled_says_where_to_begin(tmp_path, capsys):
    (tmp_path / "mail.md").write_text("# How do I reset it?\n\nSo.\n")
    assert test.run(tmp_path, "text") == 0
    assert "into asked.yaml" in capsys.readouterr().err


def test_a_partners_own_folder_is_tested_without_a_directory(tmp_path, capsys):
    own = tmp_path / "harbor"
    own.mkdir()
    (own / "faq.yaml").write_text(
        "entries:\n"
        "  - {id: staff, question: How do I merge two mailboxes?, answer: So., visibility: partner}\n"
        "  - {id: reset, question: How do I reset my password?, answer: Thus.}\n",
        encoding="utf-8",
    )
    (own / "asked.yaml").write_text(
        "- {ask: How do I merge two mailboxes?, expect: staff, as: harbor/mara}\n"
        "- {ask: How do I merge two mailboxes?, expect: nobody, as: bakery/olu}\n"
        "- {ask: How do I reset my password?, expect: nobody, as: stranger/anybody}\n",
        encoding="utf-8",
    )
    assert test.run(own, "json") == 0
    outcomes = [each["outcome"] for each in json.loads(capsys.readouterr().out)["questions"]]
    assert outcomes == ["right", "right", "right"]


def test_ask_reads_a_question_after_an_answer(folder, capsys):
    (folder / "harbor" / "phones.yaml").write_text(
        "entries:\n"
        "  - {id: iphone, question: How do I set up mail on my iPhone?, answer: So., follow_ups: [android]}\n"
        "  - {id: android, question: How do I set up mail on Android?, answer: Thus.}\n"
        "  - {id: app, question: Where do I get the app for Android?, answer: There.}\n",
        encoding="utf-8",
    )
    assert ask.run(folder, "and on Android?", "bakery/olu", "text", TODAY, after="harbor/iphone") == 0
    printed = capsys.readouterr().out
    assert "Asked after harbor/iphone" in printed


def test_ask_names_an_answer_that_the_asker_may_not_see(folder, capsys):
    assert ask.run(folder, "and on Android?", "bakery/olu", "text", TODAY, after="harbor/iphone") == 2
    assert "bakery/olu may see no entry 'harbor/iphone'" in capsys.readouterr().err


def test_languages_are_told_apart_where_several_are_asked_in(folder, capsys):
    (folder / "harbor" / "deutsch.yaml").write_text(
        "language: de\nentries:\n  - {id: kennwort, question: Wie setze ich mein Kennwort zurück?, answer: So.}\n",
        encoding="utf-8",
    )
    label(folder, "- {ask: I forgot my password, expect: reset}\n")
    test.run(folder, "text")
    assert "en: " not in capsys.readouterr().out
    label(
        folder,
        "- {ask: I forgot my password, expect: reset}\n- {ask: wie setze ich mein Kennwort zurück, expect: kennwort}\n",
    )
    test.run(folder, "text")
    printed = capsys.readouterr().out
    assert "de: 1 labelled questions: 1 answered" in printed
    assert "en: 1 labelled questions: 1 answered" in printed


def test_labelled_questions_are_given_as_json(folder, capsys):
    label(folder, "- {ask: I forgot my password, expect: [reset, invoice], as: bakery/olu}\n")
    assert test.run(folder, "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["summary"] == {"right": 1, "offered": 0, "missed": 0, "wrong": 0}
    assert found["questions"][0]["expect"] == ["harbor/reset", "harbor/invoice"]
    assert found["questions"][0]["outcome"] == "right"
    assert found["questions"][0]["language"] == "en"


def test_a_labelled_question_of_somebody_unknown_fails_with_its_line(folder, capsys):
    label(folder, "- {ask: hello there, expect: nobody, as: bakery/nobody}\n")
    assert test.run(folder, "text") == 1
    assert "harbor/asked.yaml:1: nobody in the directory is written 'bakery/nobody'" in capsys.readouterr().err


def test_the_commands_are_there_before_numpy_is():
    code = (
        "import sys; from knowledge.commands import ask, evaluate, test; "
        "sys.exit('numpy' in sys.modules or 'rich' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def lines(path, *rows):
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def entries(tmp_path):
    return lines(
        tmp_path / "kb.jsonl",
        {"id": "reset", "phrasings": ["reset my password", "forgot the password"]},
        {"id": "invoice", "phrasings": ["copy of the invoice", "where is my bill"]},
    )


def test_evaluate_prints_the_figures_and_writes_a_line_a_question(entries, tmp_path, capsys):
    asked = [
        {"text": "forgot password", "gold": "reset"},
        {"text": "my bill", "gold": "invoice"},
        {"text": "moon", "gold": None},
    ]
    questions, out = lines(tmp_path / "q.jsonl", *asked), tmp_path / "out.jsonl"
    assert evaluate.run(entries, questions, None, out) == 0
    printed = capsys.readouterr().out
    assert "3 questions, 2 in scope" in printed
    assert "top-1                           100.0 %" in printed
    assert "AUROC in scope vs out of scope  1.000" in printed
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["text"] for row in rows] == [one["text"] for one in asked]
    for row in rows:
        assert set(row) == {"text", "ranked", "verdict"}
        confidences = [each["confidence"] for each in row["ranked"]]
        assert confidences == sorted(confidences, reverse=True)
    assert rows[0]["ranked"][0]["entry"] == "reset"


def test_evaluate_uses_the_first_phrasings_only(entries, tmp_path, capsys):
    questions = lines(tmp_path / "q.jsonl", {"text": "where is my bill", "gold": "invoice"})
    assert evaluate.run(entries, questions, 2, tmp_path / "all.jsonl") == 0
    assert evaluate.run(entries, questions, 1, tmp_path / "one.jsonl") == 0
    first = [
        json.loads((tmp_path / name).read_text())["ranked"][0]["confidence"] for name in ("all.jsonl", "one.jsonl")
    ]
    assert first[0] == 1.0 > first[1]


@pytest.mark.parametrize(
    ("row", "remedy"),
    [
        ("{broken", "write one JSON object a line"),
        ("[1]", "write one object a line"),
        ('{"id": "", "phrasings": ["x"]}', "string `id`"),
        ('{"id": "a"}', "`phrasings` as a list"),
        ('{"id": "a", "phrasings": []}', "`phrasings` as a list"),
        ('{"id": "reset", "phrasings": ["x"]}', "on one line"),
    ],
)
def test_a_bad_line_of_entries_is_named_with_its_remedy(entries, tmp_path, capsys, row, remedy):
    with entries.open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    assert evaluate.run(entries, lines(tmp_path / "q.jsonl", {"text": "x", "gold": None}), None, None) == 2
    error = capsys.readouterr().err
    assert f"{entries}:3: " in error
    assert remedy in error


@pytest.mark.parametrize("row", ['{"gold": "reset"}', '{"text": "x", "gold": 3}', "{", "[" * 100_000])
def test_a_bad_line_of_questions_is_named(entries, tmp_path, capsys, row):
    assert evaluate.run(entries, lines(tmp_path / "q.jsonl", row), None, None) == 2
    assert f"{tmp_path / 'q.jsonl'}:1: " in capsys.readouterr().err


def test_files_that_cannot_be_read_or_written_are_named(entries, tmp_path, capsys):
    questions = lines(tmp_path / "q.jsonl", {"text": "x", "gold": None})
    (tmp_path / "latin.jsonl").write_bytes(b'{"text": "\xff"}')
    assert evaluate.run(tmp_path / "none.jsonl", questions, None, None) == 2
    assert evaluate.run(entries, tmp_path / "latin.jsonl", None, None) == 2
    assert evaluate.run(entries, lines(tmp_path / "empty.jsonl"), None, None) == 2
    assert evaluate.run(entries, questions, None, tmp_path / "no" / "out.jsonl") == 2
    error = capsys.readouterr().err
    for said in (
        "none.jsonl:1: it cannot be read",
        "latin.jsonl:1: it is not UTF-8",
        "empty.jsonl:1: ",
        "it cannot be written",
    ):
        assert said in error

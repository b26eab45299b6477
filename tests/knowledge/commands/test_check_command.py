"""The check command: what it prints, how it ends, and that it starts quickly."""

import json
import shutil
import subprocess
import sys
from xml.etree import ElementTree

import openpyxl
import pytest

from knowledge.commands.check import CheckScope, MatchingDepth, run
from tests.support.printing import same_as

GOOD = "entries:\n  - {id: a, question: One?, answer: first, owner: desk}\n"


@pytest.fixture
def content(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def make(**files):
        for name, text in files.items():
            path = tmp_path / "kb" / "harbor" / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return path.parent.parent.relative_to(tmp_path)

    return make


def test_a_good_folder_is_a_pleasure(content, capsys):
    assert run(content(faq=GOOD), "text", False) == 0
    assert capsys.readouterr().out == "1 entry in 1 file of 1 partner. All is well.\n"


def test_each_problem_is_a_line_that_an_editor_can_jump_to(content, capsys):
    folder = content(faq=GOOD + "  - {id: b, question: Two?, answer: x, visibility: publc}\n", b=GOOD)
    assert run(folder, "text", False) == 1
    first, blank, summary = capsys.readouterr().out.splitlines()
    assert first == 'kb/harbor/faq.yaml:3: error KB304 visibility: "publc" is no visibility: did you mean public?'
    assert blank == ""
    assert summary == "1 entry in 2 files of 1 partner. 1 error; each line above says how to mend it."


def test_warnings_do_no_harm_unless_one_is_strict(content, capsys):
    folder = content(faq=GOOD.replace("first", "'[x](y.md)'"))
    assert run(folder, "text", False) == 0
    assert run(folder, "text", True) == 1
    first, second = (part for part in capsys.readouterr().out.split("\n\n") if "KB408" in part)
    assert "warning KB408" in first
    assert "error KB408" in second


def test_a_folder_that_is_not_there_cannot_be_checked(tmp_path, capsys):
    assert run(tmp_path / "nowhere", "text", False) == 2
    shown = capsys.readouterr()
    assert (shown.out, "there is no such folder" in shown.err) == ("", True)


def test_json_is_a_list_of_problems(content, capsys):
    run(content(faq="entries: ["), "json", False)
    assert json.loads(capsys.readouterr().out) == [
        {
            "code": "KB201",
            "level": "error",
            "file": "kb/harbor/faq.yaml",
            "line": 1,
            "what": "a value that is missing, or a bracket that is never closed",
            "remedy": "add it, or use quotes",
        }
    ]


def test_json_of_a_good_folder_is_an_empty_list(content, capsys):
    run(content(faq=GOOD), "json", False)
    assert json.loads(capsys.readouterr().out) == []


def test_annotations_are_escaped(content, capsys):
    name = "a,b%"
    run(content(**{name: "entries:\n  - {id: 'x: y%', question: Q?, answer: x}\n"}), "github", False)
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith("::error file=kb/harbor/a%2Cb%25.yaml,line=2,title=KB306 an id that cannot be used::")
    assert 'id: "x: y%25" cannot be an id' in line


def test_annotations_of_a_folder_written_in_full_are_relative_to_here(content, capsys, tmp_path):
    run(tmp_path / content(faq="entries: ["), "github", False)
    assert "file=kb/harbor/faq.yaml," in capsys.readouterr().out


def test_a_junit_report_has_a_failed_test_a_bad_file(content, capsys):
    run(content(faq="entries: [", link=GOOD.replace("first", "'[x](y.md)'")), "junit", False)
    suite = ElementTree.fromstring(capsys.readouterr().out)
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert [case.get("name") for case in suite if case.find("failure") is not None] == ["kb/harbor/faq.yaml"]


def test_a_junit_report_of_a_good_folder_has_one_passed_test(content, capsys):
    run(content(faq=GOOD), "junit", False)
    suite = ElementTree.fromstring(capsys.readouterr().out)
    assert (suite.get("tests"), suite.get("failures")) == ("1", "0")


def test_a_terminal_that_knows_few_letters_still_gets_its_lines(content):
    folder = content(faq=GOOD.replace("first", "'[x](y.md)'"))
    program = (
        f"import sys; sys.path[:0] = {sys.path!r}; from pathlib import Path; from knowledge.commands.check import run;"
        f"sys.exit(run(Path({str(folder)!r}), 'text', False))"
    )
    few = {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env=few, check=False)
    assert (done.returncode, b"KB408" in done.stdout) == (0, True)


@pytest.fixture
def committed(content, tmp_path):
    """Return a content folder with two partners' files in a git repository, all of it committed."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    folder = content(faq=GOOD)
    (folder / "quay").mkdir()
    (folder / "quay" / "faq.yaml").write_text(GOOD, encoding="utf-8")
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@t", *command], check=True, cwd=tmp_path)
    return folder


def test_a_check_reads_as_the_docs_say(committed, capsys):
    text = (
        GOOD.replace("owner", "visibility: public, owner")
        + "  - {id: b, question: Two?, answer: x, reveiw: 2027-01-31}\n"
    )
    (committed / "harbor" / "faq.yaml").write_text(GOOD.replace("owner", "visibility: public, owner"), encoding="utf-8")
    (committed / "quay" / "faq.yaml").write_text(text.replace("visibility: public, ", ""), encoding="utf-8")
    run(committed, "text", False)
    same_as("check", capsys.readouterr().out)


def test_what_more_people_see_than_before_is_listed_apart_and_never_fails(committed, capsys):
    faq = committed / "harbor" / "faq.yaml"
    faq.write_text(GOOD.replace("owner", "visibility: public, owner"), encoding="utf-8")
    assert run(committed, "text", True) == 0
    heading, note, blank, summary = capsys.readouterr().out.splitlines()
    assert heading == "More people see these than before:"
    assert note.startswith("kb/harbor/faq.yaml:2: note KB415 a was seen by customer in HEAD (")
    assert (blank, summary) == ("", "2 entries in 2 files of 2 partners. All is well.")


def test_a_revision_that_is_not_there_cannot_be_compared_with(committed, capsys):
    assert run(committed, "text", False, CheckScope(since="nope")) == 2
    assert "git knows no revision 'nope'" in capsys.readouterr().err


def test_a_partner_may_have_its_own_folder_only(committed, capsys):
    assert run(committed, "text", False, CheckScope(partner="harbor")) == 1
    printed = capsys.readouterr().out
    assert "kb/quay/faq.yaml:1: error KB612 the file is not in the folder of harbor" in printed
    assert "harbor/faq.yaml" not in printed


def test_a_change_of_a_partner_may_touch_its_own_folder_only(committed, capsys):
    (committed / "harbor" / "faq.yaml").write_text(GOOD.replace("first", "second"), encoding="utf-8")
    assert run(committed, "text", False, CheckScope(since="HEAD", partner="harbor")) == 0
    (committed / "quay" / "faq.yaml").unlink()
    assert run(committed, "text", False, CheckScope(since="HEAD", partner="harbor")) == 1
    assert "kb/quay/faq.yaml:1: error KB612" in capsys.readouterr().out


def test_a_partners_own_folder_is_its_own_whatever_it_is_called(content, tmp_path, capsys):
    (tmp_path / "checkout").mkdir()
    text = "entries:\n  - {id: a, question: One?, answer: first, owner: desk, follow_ups: [harbor/b]}\n"
    text += "  - {id: b, question: Two?, answer: second, owner: desk}\n"
    (tmp_path / "checkout" / "faq.yaml").write_text(text, encoding="utf-8")
    assert run(tmp_path / "checkout", "text", False, CheckScope(partner="harbor")) == 0
    assert "All is well" in capsys.readouterr().out
    assert run(tmp_path / "checkout", "text", False) == 1


def test_a_partner_that_is_not_there_is_told_with_the_nearest(committed, capsys):
    assert run(committed, "text", False, CheckScope(partner="harbour")) == 2
    assert "there is no folder of harbour: did you mean harbor?" in capsys.readouterr().err


def test_only_a_deep_check_asks_entries_each_others_questions(content, capsys):
    text = "owner: desk\nentries:\n  - {id: a, question: Where do I park my bicycle?, answer: In the yard.}\n"
    text += "  - {id: b, question: Where may I park a bicycle?, answer: At the gate.}\n"
    folder = content(faq=text)
    run(folder, "text", False)
    assert "KB416" not in capsys.readouterr().out
    assert run(folder, "text", False, CheckScope(deep=MatchingDepth())) == 0
    assert "kb/harbor/faq.yaml:3: warning KB416" in capsys.readouterr().out


HEAVY = {"numpy", "pydantic", "aiohttp", "botbuilder", "asyncio", "rich", "sqlite3"}


@pytest.mark.parametrize(
    ("program", "heavy"),
    [
        ("import sys, knowledge.load, knowledge.commands.check", HEAVY | {"rapidfuzz"}),
        (
            "import sys, pathlib; from knowledge.commands.check import run;"
            "run(pathlib.Path('knowledge/content'), 'json', False)",
            HEAVY,
        ),
    ],
    ids=["imported", "run"],
)
def test_nothing_heavy_is_imported(root, program, heavy):
    program += "; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=root, check=True, text=True)
    assert heavy & set(done.stdout.split()) == set()


def test_the_sample_content_is_checked_in_half_a_second_of_cpu(root):
    program = (
        "import time; from pathlib import Path; from knowledge.commands.check import run;"
        "code = run(Path('knowledge/content'), 'json', False); print(time.process_time()); raise SystemExit(code)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=root, check=True, text=True)
    assert float(done.stdout.split()[-1]) < 1.0, "half a second is the aim; twice that leaves room for a slow machine"


def test_a_problem_in_a_sheet_names_its_cell_and_reports_name_the_workbook(content, capsys, tmp_path):
    folder = content(faq="entries: []")
    book = openpyxl.Workbook()
    book.active.title = "Questions"
    for row in (["question", "answer"], ["A?", None]):
        book.active.append(row)
    book.save(tmp_path / folder / "harbor" / "faq.xlsx")
    run(folder, "text", False)
    assert "kb/harbor/faq.xlsx!Questions:B2: error KB303" in capsys.readouterr().out
    run(folder, "json", False)
    told = next(each for each in json.loads(capsys.readouterr().out) if each["code"] == "KB303")
    assert (told["file"], told["line"], told["cell"]) == ("kb/harbor/faq.xlsx!Questions", 2, "B2")
    run(folder, "github", False)
    assert "::error file=kb/harbor/faq.xlsx,line=2," in capsys.readouterr().out
    run(folder, "junit", False)
    assert 'file="kb/harbor/faq.xlsx"' in capsys.readouterr().out


def test_what_a_folder_says_of_all_its_entries_is_compared_too(committed, capsys):
    (committed / "harbor" / "partner.yaml").write_text("visibility: public\nowner: desk\n", encoding="utf-8")
    assert run(committed, "github", False) == 0
    line = next(each for each in capsys.readouterr().out.splitlines() if "KB415" in each)
    assert line.startswith("::notice file=kb/harbor/faq.yaml,line=2,")
    assert "seen by customer" in line


def test_a_partners_own_repository_is_compared_under_the_partners_id(committed, capsys):
    own = committed / "harbor"
    (own / "faq.yaml").write_text(GOOD.replace("owner", "visibility: public, owner"), encoding="utf-8")
    assert run(own, "text", False, CheckScope(partner="elsewhere")) == 0
    assert "note KB415 a was seen by customer" in capsys.readouterr().out


def test_only_what_changed_is_read_anew_of_the_revision_before(committed, monkeypatch):
    from knowledge.commands import check

    read = []
    monkeypatch.setattr(check, "widened", lambda before, after, _: read.extend(each.name for each in before) or [])
    (committed / "quay" / "faq.yaml").write_text(GOOD.replace("first", "second"), encoding="utf-8")
    run(committed, "text", False)
    assert read == ["quay/a"]

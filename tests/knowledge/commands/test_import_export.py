"""import and export as a curator meets them: what they write, what they say, and what they leave alone."""

import re
from datetime import date

import pytest

from knowledge.commands.export import HERE
from knowledge.commands.export import run as export
from knowledge.commands.import_ import ImportRequest, run
from knowledge.entry import Visibility
from knowledge.load import load
from knowledge.writing.formats import OutputFormat

TODAY = date(2026, 3, 2)


@pytest.fixture
def folder(tmp_path):
    harbor = tmp_path / "kb" / "harbor"
    harbor.mkdir(parents=True)
    (harbor / "partner.yaml").write_text("name: Harbor\nowner: desk@harbor.example\nvisibility: partner\n")
    (harbor / "mail.md").write_text("# How do I reset my password?\n<!-- id: reset -->\n\nPress reset.\n")
    return tmp_path / "kb"


def bring(folder, called, text, **how):
    file = folder.parent / called
    file.write_text(text, encoding="utf-8")
    return run(folder, ImportRequest(file, **{"into": "harbor", **how}), TODAY)


def names(folder):
    return {each.name for each in load(folder).entries}


def files(folder):
    return {path.name: path.read_text(encoding="utf-8") for path in (folder / "harbor").iterdir()}


TABLE = "question,answer,id\nWhere is the desk?,In the hall.,desk\nHow do I reset it?,Press twice.,reset\n"


def test_a_table_becomes_a_page_with_where_it_came_from(folder, capsys):
    assert bring(folder, "Old FAQ.csv", TABLE) == 0
    page = files(folder)["old-faq.md"]
    assert re.search(r"<!-- Imported from Old FAQ\.csv on 2026-03-02 \(SHA-256 [0-9a-f]{16}\) -->", page)
    assert names(folder) == {"harbor/reset", "harbor/desk", "harbor/reset-2"}
    said = capsys.readouterr().out
    assert "2 entries with 2 phrasings went into" in said
    assert "reset is reset-2 now: the id was taken" in said


def test_a_page_that_cannot_hold_an_answer_is_yaml(folder):
    assert bring(folder, "faq.csv", 'question,answer\nOne?,"First\n\n# Why?\n\nThat."\n') == 0
    assert "faq.yaml" in files(folder)
    assert "faq.md" not in files(folder)


def test_a_page_that_was_asked_for_and_cannot_hold_an_answer_is_not_written(folder, capsys):
    before = files(folder)
    assert (
        bring(folder, "faq.csv", 'question,answer\nOne?,"First\n\n# Why?\n\nThat."\n', format=OutputFormat.MARKDOWN)
        == 1
    )
    assert capsys.readouterr().err.endswith("so nothing was written: use --format yaml\n")
    assert files(folder) == before


def test_html_becomes_markdown_and_what_runs_is_left_out(folder, capsys):
    html = '<p>Press <b>reset</b>, see <a href=""https://x.example/a"">here</a><script>alert(1)</script></p>'
    assert bring(folder, "faq.csv", f'question,answer\nOne?,"{html}"\n') == 0
    assert "Press **reset**, see [here](https://x.example/a)" in files(folder)["faq.md"]
    assert "alert" not in files(folder)["faq.md"]
    assert "in 1 answer HTML became Markdown" in capsys.readouterr().out


def test_a_dry_run_shows_what_would_come_and_writes_nothing(folder, capsys):
    before = files(folder)
    assert bring(folder, "faq.csv", TABLE, dry_run=True) == 0
    said = capsys.readouterr().out
    assert "2 entries with 2 phrasings would go into" in said
    assert "desk: Where is the desk?" in said
    assert files(folder) == before


def test_a_file_with_an_error_is_named_at_its_line_and_not_written(folder, capsys):
    before = files(folder)
    assert bring(folder, "faq.csv", 'question,answer\n"One?,x\n') == 1
    assert "faq.csv:2: a quotation mark opens" in capsys.readouterr().out
    assert files(folder) == before


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"into": "harbr"}, "did you mean harbor?"),
        ({"name": "../../x.md"}, "cannot be written"),
        ({"name": "mail.md"}, "there is such a file, so nothing was written: give --name or --replace"),
        ({"name": "asked.yaml"}, "holds no entries"),
    ],
)
def test_what_must_not_be_written_is_refused(folder, capsys, how, said):
    before = files(folder)
    assert bring(folder, "faq.csv", TABLE, **how) == 2
    assert said in capsys.readouterr().err
    assert files(folder) == before


def test_a_file_is_written_over_only_when_asked(folder):
    assert bring(folder, "faq.csv", TABLE) == 0
    assert bring(folder, "faq.csv", "question,answer,id\nWhere?,There.,desk\n", replace=True) == 0
    assert names(folder) == {"harbor/reset", "harbor/desk"}


def test_a_file_of_another_kind_is_named(folder, capsys):
    assert bring(folder, "photo.png", "x") == 2
    assert "Spot does not read files of this kind" in capsys.readouterr().err


@pytest.mark.parametrize("format", OutputFormat)
def test_an_export_comes_in_again(folder, tmp_path, format, capsys):
    to = tmp_path / f"out{ {'markdown': '.md', 'yaml': '.yaml', 'xlsx': '.xlsx', 'qnamaker': '.tsv'}[format] }"
    assert export(folder, None, format, to, None, replaces=False, today=TODAY) == 0
    assert run(folder, ImportRequest(to, "harbor", name="again.md"), TODAY) == 0
    first, again = sorted(load(folder).entries, key=lambda each: each.file != "harbor/mail.md")
    assert (again.question, again.answer, again.visibility) == (first.question, first.answer, first.visibility)


def test_an_export_for_outsiders_holds_only_what_they_may_see(folder, capsysbinary):
    (folder / "harbor" / "more.yaml").write_text(
        "entries:\n  - {question: Open?, answer: public words, visibility: public}\n"
        "  - {question: Deal?, answer: secret words, visibility: public, nda: true}\n"
    )
    told = export(folder, "harbor", OutputFormat.YAML, HERE, Visibility.PUBLIC, replaces=False, today=TODAY)
    out = capsysbinary.readouterr().out
    assert told == 0
    assert b"public words" in out
    assert b"secret" not in out
    assert b"Press reset" not in out


def test_an_export_touches_no_file_that_is_there(folder, tmp_path, capsys):
    to = tmp_path / "mine.yaml"
    to.write_text("mine")
    assert export(folder, None, OutputFormat.YAML, to, None, replaces=False, today=TODAY) == 2
    assert "give --replace" in capsys.readouterr().err
    assert to.read_text() == "mine"


def test_an_export_for_outsiders_holds_no_draft_and_names_nothing_that_is_kept_from_them(folder, capsysbinary):
    (folder / "harbor" / "more.yaml").write_text(
        "entries:\n"
        "  - {question: Open?, answer: yes, visibility: public, follow_ups: [reset, unfinished, hours]}\n"
        "  - {question: Hours?, answer: eight to six, visibility: public}\n"
        "  - {question: Unfinished?, answer: soon, visibility: public, status: draft}\n"
        "  - {question: Gone?, answer: long ago, visibility: public, status: retired}\n"
    )
    assert export(folder, "harbor", OutputFormat.YAML, HERE, Visibility.PUBLIC, replaces=False, today=TODAY) == 0
    written = capsysbinary.readouterr().out.decode()
    assert "hours" in written
    assert not any(word in written for word in ("reset", "nfinished", "soon", "long ago"))


def test_an_export_names_the_file_that_is_missing_in_it(folder, capsysbinary):
    (folder / "harbor" / "bad.yaml").write_text("entries: [")
    assert export(folder, "harbor", OutputFormat.YAML, HERE, None, replaces=False, today=TODAY) == 1
    told = capsysbinary.readouterr()
    assert b"Press reset." in told.out
    assert b"harbor/bad.yaml: not in it" in told.err


def test_an_export_into_the_knowledge_itself_is_refused(folder, capsys):
    to = folder / "harbor" / "out.yaml"
    assert export(folder, "harbor", OutputFormat.YAML, to, None, replaces=False, today=TODAY) == 2
    assert "outside of" in capsys.readouterr().err
    assert not to.exists()


def test_a_file_that_is_not_there_is_named_and_nothing_else(folder, capsys):
    assert run(folder, ImportRequest(folder.parent / "none.csv", "harbor"), TODAY) == 2
    assert capsys.readouterr().err.endswith("none.csv: there is no such file\n")


def test_a_workbook_is_not_poured_onto_a_terminal(folder, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert export(folder, None, OutputFormat.XLSX, HERE, None, replaces=False, today=TODAY) == 2
    assert "name a file with --to" in capsys.readouterr().err

"""The command `new`: a draft in the right file, or one line that says why not."""

from datetime import date

import pytest

from knowledge.commands.new import NewEntryOptions, run
from knowledge.improve.drafting.review_date import in_a_year
from knowledge.load import load
from tests.support.printing import same_as

TODAY = date(2026, 11, 24)
PAGE = "---\nowner: desk@harbor.example\n---\n# How do I reset my password?\n\nCall the desk.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kb" / "harbor").mkdir(parents=True)
    (tmp_path / "kb" / "harbor" / "mail.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "kb" / "vendor").mkdir()
    (tmp_path / "kb" / "vendor" / "up.yaml").write_text("entries: []\n", encoding="utf-8")
    return (tmp_path / "kb").relative_to(tmp_path)


def new(folder, into, question="How do I share a calendar?", **more):
    return run(folder, NewEntryOptions(question, into, folder=folder, **more), TODAY)


def test_it_says_where_the_draft_stands_and_how_to_go_on(folder, capsys):
    assert new(folder, "harbor/mail.md") == 0
    same_as("new", capsys.readouterr().out)
    (draft,) = [each for each in load(folder).entries if each.status == "draft"]
    assert (draft.id, draft.line, draft.review) == ("how-do-i-share-a-calendar", 8, date(2027, 11, 24))
    assert draft.owner == "desk@harbor.example", "the page says so, so the draft need not"
    assert (folder / "harbor" / "mail.md").read_text(encoding="utf-8").startswith(PAGE)


def test_a_partner_alone_gets_a_file_for_it(folder):
    assert new(folder, "harbor") == 0
    assert "owner:\n" in (folder / "harbor" / "questions.md").read_text(encoding="utf-8"), "nobody is named yet"


def test_a_new_folder_is_made_for_a_new_file(folder):
    assert new(folder, "harbor/german/mail.yaml", owner="@desk") == 0
    assert [each.owner for each in load(folder).entries if each.file == "harbor/german/mail.yaml"] == ["@desk"]


def test_in_a_partners_own_folder_the_partner_need_not_be_named(folder, monkeypatch):
    assert new(folder / "harbor", "mail.md") == 0
    assert new(folder / "harbor", "harbor/more.md", id="more") == 0
    assert {each.name for each in load(folder / "harbor").entries} > {"harbor/how-do-i-share-a-calendar", "harbor/more"}


@pytest.mark.parametrize(
    ("into", "more", "said"),
    [
        ("harbour", {}, 'there is no folder "harbour": did you mean harbor?'),
        ("harbor/mail.md", {"question": "How do I reset my password?"}, "stands in harbor/mail.md:4 already"),
        ("harbor/mail.md", {"question": "  "}, "there is no question"),
        ("harbor/mail.md", {"question": "???"}, "give one with --id"),
        ("harbor/mail.md", {"id": "nobody"}, "cannot be an id"),
        ("harbor/../../x.md", {}, "cannot be written"),
        ("harbor/con.md", {}, "device"),
        ("harbor/.hidden.md", {}, "Spot does not read"),
        ("harbor/README.md", {}, "Spot does not read"),
        ("harbor/asked.yaml", {}, "holds no entries"),
        ("harbor/faq.xlsx", {}, "ends with .md or .yaml"),
        ("directory/x.yaml", {}, "there is no folder"),
    ],
)
def test_what_cannot_be_is_told_on_one_line_and_nothing_is_written(folder, capsys, into, more, said):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert new(folder, into, **more) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_page_that_would_swallow_the_draft_is_left_alone(folder, capsys):
    page = folder / "harbor" / "mail.md"
    page.write_text(PAGE + "\n```\nan example that never ends\n", encoding="utf-8")
    assert new(folder, "harbor/mail.md") == 2
    assert "would swallow a new entry" in capsys.readouterr().err


def test_a_file_with_an_error_is_left_alone(folder, capsys):
    page = folder / "harbor" / "mail.md"
    page.write_text(PAGE + "\n# Two?\n", encoding="utf-8")
    assert new(folder, "harbor/mail.md") == 2
    assert "harbor/mail.md:8: the answer is empty" in capsys.readouterr().err


def test_a_link_is_never_written_through(folder, tmp_path, capsys):
    (tmp_path / "outside.md").write_text("# Outside?\nx\n", encoding="utf-8")
    (folder / "harbor" / "link.md").symlink_to(tmp_path / "outside.md")
    assert new(folder, "harbor/link.md") == 2
    assert (tmp_path / "outside.md").read_text(encoding="utf-8") == "# Outside?\nx\n"
    assert "cannot be read" in capsys.readouterr().err


def test_a_folder_behind_a_link_is_never_written_into(folder, tmp_path, capsys):
    (tmp_path / "outside").mkdir()
    (folder / "harbor" / "link").symlink_to(tmp_path / "outside", target_is_directory=True)
    assert new(folder, "harbor/link/x.md") == 2
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_year_after_a_leap_day_is_the_last_of_february():
    assert in_a_year(date(2028, 2, 29)) == date(2029, 2, 28)


@pytest.mark.parametrize("into", ["harbr/mail.md", "harbr"])
def test_in_a_partners_own_folder_no_folder_is_made_for_a_slip(folder, capsys, into):
    own = folder / "harbor"
    before = {path.name for path in own.iterdir()}
    assert new(own, into) == 2
    assert "there is no folder" in capsys.readouterr().err
    assert {path.name for path in own.iterdir()} == before

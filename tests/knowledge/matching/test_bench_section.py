"""Measuring commands keep to their own marked sections of the pages."""

import re
from pathlib import Path

import pytest

from tests.bench.section import printed, replace_section

ROOT = Path(__file__).resolve().parents[3]
PROGRAMS = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "bench").rglob("*.py"))}
PAGES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md"))]
PAGE = "# A page\n\nBefore.\n\n<!-- one -->\nold\n<!-- /one -->\n\n<!-- two -->\nkept\n<!-- /two -->\n"


@pytest.fixture
def page(tmp_path):
    file = tmp_path / "page.md"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_only_the_section_of_that_name_changes(page):
    replace_section(page, "one", "new\n")
    assert page.read_text(encoding="utf-8") == PAGE.replace("old", "new")


def test_writing_the_same_again_changes_nothing(page):
    replace_section(page, "two", "kept")
    assert page.read_text(encoding="utf-8") == PAGE


@pytest.mark.parametrize("text", [PAGE.replace("one", "three"), PAGE + PAGE, PAGE.replace("<!-- /one -->", "")])
def test_a_page_that_does_not_have_the_section_once_is_left_alone(page, text):
    page.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit, match="nothing was written"):
        replace_section(page, "one", "new")
    assert page.read_text(encoding="utf-8") == text


def test_what_is_printed_is_shown_and_written(page, capsys):
    with printed("one", page):
        print("| a | b |")
        print("| 1 | 2 |")
    assert capsys.readouterr().out == "| a | b |\n| 1 | 2 |\n"
    assert "<!-- one -->\n| a | b |\n| 1 | 2 |\n<!-- /one -->" in page.read_text(encoding="utf-8")


def test_a_measurement_that_fails_writes_nothing(page):
    def fail():
        with printed("one", page):
            print("| a | b |")
            raise ValueError("half way")

    with pytest.raises(ValueError, match="half"):
        fail()
    assert page.read_text(encoding="utf-8") == PAGE


def test_without_a_page_it_is_only_printed(capsys):
    with printed("one", None):
        print("shown")
    assert capsys.readouterr().out == "shown\n"


def sections_of(program):
    """Return the names of the sections that a program writes."""
    named = re.findall(r"""(?:printed\(|replace_section\(wanted\.write, )([^)]*)""", program)
    return {name for arguments in named for name in re.findall(r'"([a-z-]+)"', arguments)}


def test_every_section_of_the_docs_belongs_to_one_command():
    marked = [name for page in PAGES for name in re.findall(r"^<!-- /([a-z-]+) -->$", page, re.M)]
    written = [name for program in PROGRAMS.values() for name in sections_of(program)]
    assert sorted(marked) == sorted(written)


def test_no_measuring_command_writes_a_page_by_another_way():
    pages = [name for name, text in PROGRAMS.items() if re.search(r"write\.write_text|docs.*write_text", text)]
    assert pages == []
    assert all("add_write(parser)" in text for text in PROGRAMS.values() if sections_of(text))

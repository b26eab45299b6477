import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.commands.serving import greeting
from knowledge.base import KnowledgeBase

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 3, 4)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def facts(folder):
    folder.mkdir(parents=True, exist_ok=True)
    base = KnowledgeBase.open(folder)
    return greeting.facts(base, folder, folder.parent / "data", "http://127.0.0.1:3978", "/console/x", "", TODAY)


def test_a_python_without_packages_says_in_one_line_which_one_has_them():
    ended = subprocess.run([sys.executable, "-S", "app.py", "check"], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "`make run`" in ended.stderr


def test_commands_are_shown_with_the_python_that_has_the_packages(here, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(here / ".venv" / "bin" / "python"))
    assert greeting.check(here / "knowledge" / "content") == f"{Path('.venv/bin/python')} app.py check"


def test_the_shown_check_reads_the_folder_that_spot_reads(here):
    assert greeting.check(here / "our faq").endswith(" app.py check 'our faq'")


def test_an_empty_folder_is_not_said_to_be_well(here):
    said = greeting.text(facts(here / "content"))
    assert "nothing yet" in said
    assert "nothing to mend" not in said


def test_the_page_that_shows_how_to_write_an_entry_is_there(here):
    assert any(greeting.HOW_TO_WRITE in each for each in facts(here / "content").next)
    assert (ROOT / greeting.HOW_TO_WRITE).is_file()

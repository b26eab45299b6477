"""The docs are true: what they name exists, and what exists to be set or called is named."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "knowledge" / "content" / "README.md"
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "knowledge" / "content").rglob("README.md")]
)
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")
NAMED = re.compile(r"`((?:bot|dialogs|knowledge|tests|docs|\.ci)/[\w./-]+\.\w+|[\w-]+\.(?:md|toml|txt))`")
COMMAND = re.compile(r"python app\.py ([a-z]+)(?: ([a-z]+)\b)?")
ELSEWHERE = {"spot.toml", "robots.txt"}
"""Files that docs name and a reader would make."""


def commands():
    """Give the commands by name, each with the names of those inside it; a room of commands has no name of its own."""
    import app

    def names(typer_app):
        return {info.name or info.callback.__name__ for info in typer_app.registered_commands}

    rooms = [app.app, *(group.typer_instance for group in app.app.registered_groups)]
    groups = [group for room in rooms for group in room.registered_groups if isinstance(group.name, str)]
    inside = {group.name: names(group.typer_instance) for group in groups}
    return {name: set() for room in rooms for name in names(room)} | inside


def headings(page):
    """Give the anchors of a page's headings, as code hosts make them."""
    outside = re.sub(r"^(`{3,})[^\n]*\n.*?^\1$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    titles = re.findall(r"^#{1,6} (.+)$", outside, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_to_a_heading_finds_it(page):
    found = re.findall(r"\]\(([^)#\s:]*\.md)?#([^)\s]+)\)", page.read_text(encoding="utf-8"))
    inside = [(name, anchor) for name, anchor in found if not anchor.startswith("?")]  # the format .qna links so
    assert [each for each in inside if each[1] not in headings(page.parent / each[0] if each[0] else page)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_somewhere(page):
    text = page.read_text(encoding="utf-8")
    assert [link for link in LINK.findall(text) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", [page for page in PAGES if page != CONTENT], ids=lambda page: page.name)
def test_every_file_that_a_page_names_exists(page):
    text = page.read_text(encoding="utf-8")
    homes = (ROOT, page.parent)
    named = set(NAMED.findall(text)) - ELSEWHERE
    assert [name for name in named if not any((home / name).exists() for home in homes)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_that_a_page_shows_exists(page):
    known = commands()
    for command, sub in COMMAND.findall(page.read_text(encoding="utf-8")):
        assert command in known
        assert not known[command] or sub in known[command]


def test_every_command_is_shown_somewhere():
    shown = {command for page in PAGES for command, _ in COMMAND.findall(page.read_text(encoding="utf-8"))}
    assert set(commands()) - shown - {"serve"} == set()


def test_every_make_target_that_docs_name_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    named = {found for page in PAGES for found in re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8"))}
    assert named <= targets


def test_no_page_names_a_registry():
    hosts = re.compile("|".join(["pypi" + r"\.org", "npmjs" + r"\.(?:org|com)", "files" + r"\.pythonhosted"]))
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    texts = [
        ROOT / name for name in tracked if name.endswith((".md", ".txt", ".toml", ".py", ".in", "run", "Makefile"))
    ]
    assert [str(path) for path in texts if path.is_file() and hosts.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["ask", "--help"], ["serve", "--help"]])
def test_help_imports_nothing_heavy(arguments):
    """Half a second is the promise; what would break it is named, so that the test does not depend on the machine."""
    loud = subprocess.run(
        [sys.executable, "-X", "importtime", "app.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {line.rsplit("|", 1)[-1].strip() for line in loud.stderr.splitlines() if line.startswith("import time:")}
    assert loaded & {"numpy", "aiohttp", "botbuilder", "sqlite_utils", "ruamel", "knowledge", "dialogs"} == set()
    assert {name for name in loaded if name.startswith("bot.") and not name.startswith("bot.commands")} == set()

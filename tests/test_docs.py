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
LONGEST_SENTENCE = 35
"""Words that a sentence of the docs has at most."""
NOT_PROSE = re.compile(r"\||#|<!--|!\[|( {4}|\t)")
ITEM = re.compile(r"^\s*(?:[-*]|\d+\.) ")
END = re.compile(r"(?<=[.!?])(?:[\"”’)*_]*)\s+(?=[\"“(*_]*[A-ZÄÖÜ0-9])")
ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|cf|No)\.$")


def commands():
    """Return the commands by name, each with the names of those inside it."""
    from bot.commands.table import COMMANDS

    found = {}
    for name in COMMANDS:
        first, _, second = name.partition(" ")
        found.setdefault(first, set()).update({second} - {""})
    return found


def headings(page):
    """Return the anchors of a page's headings, as code hosts make them."""
    outside = re.sub(r"^(`{3,})[^\n]*\n.*?^\1$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    titles = re.findall(r"^#{1,6} (.+)$", outside, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def prose(text):
    """Yield (line, text) of every paragraph and list item, without code blocks, tables, headings and comments."""
    outside = re.sub(
        r"^( *)(`{3,}|~{3,})[^\n]*\n.*?^\1\2$", lambda found: "\n" * found[0].count("\n"), text, flags=re.S | re.M
    )
    outside = re.sub(r"<!--.*?-->", lambda found: "\n" * found[0].count("\n"), outside, flags=re.S)
    began, lines = 0, []
    for number, line in enumerate([*outside.splitlines(), ""], 1):
        apart = not line.strip() or (NOT_PROSE.match(line) and not (lines and line.startswith(" ")))
        if lines and (apart or ITEM.match(line)):
            yield began, " ".join(lines)
            lines = []
        if not apart:
            began = began if lines else number
            lines.append(ITEM.sub("", line, count=1).strip())


def sentences(paragraph):
    """Return the sentences of a paragraph; what is code or a link counts as one word or as the words of its text."""
    plain = re.sub(r"`[^`]+`", "Code", paragraph)
    plain = re.sub(r"\[([^\]]*)\]\([^)\s]*\)", lambda found: found[1][:1].upper() + found[1][1:], plain)
    found = []
    for part in END.split(plain):
        if found and ABBREVIATION.search(found[-1]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found


def count_words(sentence):
    return sum(bool(re.search(r"\w", word)) for word in sentence.split())


def long_sentences(text):
    """Return "line: count words: beginning" of every sentence that is too long."""
    return [
        f"{line}: {count_words(sentence)} words: {sentence[:60]} …"
        for line, paragraph in prose(text)
        for sentence in sentences(paragraph)
        if count_words(sentence) > LONGEST_SENTENCE
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_sentence_is_longer_than_a_reader_follows(page):
    name = page.relative_to(ROOT).as_posix()
    assert [f"{name}:{found}" for found in long_sentences(page.read_text(encoding="utf-8"))] == []


LONG = " ".join(["word"] * (LONGEST_SENTENCE + 1)) + "."


@pytest.mark.parametrize(
    "text",
    [
        f"Short.\n\n{LONG}",
        f"Short. {LONG.capitalize()}",
        f"- one\n- {LONG}",
        f"1. one\n2. two\n   {LONG}",
        LONG.replace("word word", "[word word](page.md)", 1),
        LONG.replace("word word.", "`code with words` e.g. This."),
        f"| a |\n|---|\n| b |\n{LONG}",
    ],
)
def test_a_long_sentence_is_found_wherever_it_stands(text):
    assert len(long_sentences(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        LONG.replace("word word word.", "word. Word word."),
        LONG.replace("word word word.", "word. `code` word."),
        f"```\n{LONG}\n```",
        f"Text:\n\n    {LONG}",
        f"| {LONG} |",
        f"# {LONG}",
        f"<!-- {LONG} -->",
        "\n".join(f"- {'word ' * 10}" for _ in range(9)),
    ],
)
def test_what_is_no_long_sentence_is_let_through(text):
    assert long_sentences(text) == []


def test_the_map_leads_to_every_page():
    text = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert pages - set(re.findall(r"\]\(([\w-]+\.md)[#)]", text)) == set()


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
    heavy = {"numpy", "aiohttp", "botbuilder", "sqlite_utils", "ruamel", "yaml"}
    assert loaded & {*heavy, "knowledge.load", "knowledge.base", "dialogs"} == set()
    assert {name for name in loaded if name.startswith("bot.") and not name.startswith("bot.commands")} == set()


def test_the_glossary_has_one_row_a_word_in_their_order():
    rows = re.findall(r"^\| \*\*(.+?)\*\*", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.M)
    assert rows == sorted(set(rows))
    assert rows

"""The curators' pages are true: their examples load without a fault, and their tables say what the program says."""

import re
from dataclasses import fields

import pytest

from knowledge.agreed.policy import DEFAULT, Policy
from knowledge.formats.fields import ENTRY
from knowledge.formats.tables.columns import WEAK, squeezed
from knowledge.languages.language import every
from knowledge.load import load
from knowledge.problems.codes import CODES
from tests.support.printing import FOLDER, normal

PAGES = ("curating.md", "curating-with-git.md", "knowledge-files.md")
EXAMPLE = re.compile(r"<!-- example: (\S+) -->\n(`{3,})\w+\n(.*?)\n\2\n", re.DOTALL)
ROW = re.compile(r"^\| (KB\d{3}) \| (\w+) \| (.+?) \| (.+) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def page(root):
    return "\n".join((root / "docs" / name).read_text(encoding="utf-8") for name in PAGES)


def test_every_example_loads_without_a_fault(page, tmp_path):
    examples = EXAMPLE.findall(page)
    for file, _, text in examples:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text + "\n", encoding="utf-8")
    loaded = load(tmp_path)
    assert [str(each) for each in loaded.problems] == []
    assert loaded.files == len(examples) == 15
    assert {each.file for each in loaded.entries} == {
        f for f, _, _ in examples if not any(name in f for name in ("partner", "asked", "words"))
    } - {"directory/everybody.yaml"}


def test_every_problem_has_its_row_with_level_and_title(page):
    rows = {code: (level, title) for code, level, title, _ in ROW.findall(page)}
    assert rows == {code: (level.value, title) for code, (level, title) in CODES.items()}


def test_every_problem_has_a_remedy(page):
    assert all(len(remedy) > 8 for *_, remedy in ROW.findall(page))


def test_every_key_of_an_entry_has_its_row(page):
    table = page.partition("## The keys of an entry")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == set(ENTRY)


def test_every_name_of_a_column_has_its_place(page):
    table = page.partition("### What columns may be called")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", table, re.MULTILINE)
    listed: dict[str, set[str]] = {}
    for language in every():
        for key, names in language.table("columns").items():
            listed.setdefault(key.removeprefix(WEAK), set()).update(map(squeezed, names))
    assert {key: set(map(squeezed, names.split(", "))) for key, names in rows} == listed


def test_every_code_is_used_and_every_used_code_is_known(root):
    sources = [path for path in (root / "knowledge").rglob("*.py") if path.name != "codes.py"]
    used = {code for path in sources for code in re.findall(r'"(KB\d{3})"', path.read_text(encoding="utf-8"))}
    assert used == set(CODES)


PRINTS = re.compile(r"<!-- prints: (\S+) -->\n```\n\$ [^\n]+\n(.*?)```\n", re.DOTALL)


def test_what_the_page_shows_of_a_command_is_what_it_prints(page):
    shown = dict(PRINTS.findall(page))
    assert shown
    for name, text in shown.items():
        assert normal(text) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), name


DIRECTORY_AND_POLICY = "directory-and-policy.md"


def test_the_examples_of_directory_and_policy_load_without_a_fault_and_do_what_they_say(root, tmp_path):
    page = (root / "docs" / DIRECTORY_AND_POLICY).read_text(encoding="utf-8")
    for file, _, text in EXAMPLE.findall(page):
        if file != "policy/everything.yaml":
            (tmp_path / file).parent.mkdir(exist_ok=True)
            (tmp_path / file).write_text(text, encoding="utf-8")
    (tmp_path / "harbor").mkdir()
    (tmp_path / "harbor" / "faq.yaml").write_text("owner: x\nentries: [{question: One?, answer: x}]\n")
    loaded = load(tmp_path)
    assert [str(each) for each in loaded.problems] == []
    assert loaded.policy.calendar(loaded.directory.by_id["harbor"].hours).zone == "Europe/London"
    assert loaded.policy.route("drive", "bakery", "de").group == "storage"
    assert loaded.policy.ladder[-1].tell == "northsky/ines"
    assert loaded.directory.touch_point("bakery").role == "partner sales executive"


def test_the_page_shows_all_defaults_as_they_are(root, tmp_path):
    page = (root / "docs" / DIRECTORY_AND_POLICY).read_text(encoding="utf-8")
    (tmp_path / "policy").mkdir()
    texts = {file: text for file, _, text in EXAMPLE.findall(page)}
    (tmp_path / "policy" / "everything.yaml").write_text(texts["policy/everything.yaml"], encoding="utf-8")
    loaded = load(tmp_path)
    assert loaded.problems == ()
    assert loaded.policy == DEFAULT
    said = {each.key for each in next(iter(loaded.records.values())).good.settings}
    assert said >= {("targets", *key) for key in DEFAULT.targets}
    assert {key[0] for key in said} == {field.name for field in fields(Policy)}

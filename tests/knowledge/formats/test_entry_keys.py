"""The table of an entry's keys: nothing else lists them, and a key added there is known everywhere."""

import ast
import json
import re
import shutil
import subprocess
import sys
from dataclasses import MISSING, fields

import pytest

from knowledge.entry import Entry
from knowledge.formats.entry_keys import BY_NAME, KEYS, SEVERAL, WRITTEN

PLACES = {"partner", "file", "line"}
"""Attributes of an entry that say where it stands; nobody writes them."""
ATTRIBUTES = """
    audience_note: str | None = None
    seen_on: tuple[str, ...] = ()
"""
ROWS = """
    EntryKey(
        "audience_note",
        values.optional_line,
        lambda entry: entry.audience_note or "",
        "Whom it was written for.",
    ),
    EntryKey(
        "seen_on",
        values.many(values.line),
        lambda entry: entry.seen_on,
        "The devices it was seen on.",
        of_one=True,
        column=Column(apart=AT_COMMAS),
    ),
"""
USES = """
import json
from pathlib import Path

import knowledge
from knowledge.entry import Entry
from knowledge.load import load
from knowledge.schema.schema import schema
from knowledge.writing.formats import OutputFormat, differences, read, write

FILES = {
    "one.yaml": "entries:\\n  - {question: One?, answer: x, audience-note: cooks, seen on: [oven 1, oven 2]}",
    "all.yaml": "audience_note: cooks\\nentries:\\n  - {question: Two?, answer: x}",
    "page.md": "---\\nAudience note: cooks\\n---\\n# Three?\\n\\nx\\n",
    "comment.md": "# Four?\\n<!-- audience-note: bakers -->\\n\\nx\\n",
    "sheet.csv": "question,answer,Audience note,Seen on\\nFive?,x,cooks,oven 1; oven 2\\n",
}
HINTS = {
    "key.yaml": "entries:\\n  - {question: One?, answer: x, audence_note: cooks}",
    "comment.md": "# One?\\n\\nx <!-- audience-note: cooks --> y\\n",
    "sheet.csv": "question,answer,audence note\\nFive?,x,cooks\\n",
}


def loaded(folder, files):
    inside = Path(folder) / "harbor"
    inside.mkdir(parents=True)
    for name, text in files.items():
        (inside / name).write_text(text)
    return load(Path(folder))


entry = Entry("harbor", "one", "One?", "Yes.", audience_note="cooks: of 1 | 2", seen_on=("oven 1", "oven 2"))
plain = Entry("harbor", "one", "One?", "Yes.")
both = [entry, Entry("harbor", "two", "Two?", "No.")]
found = loaded("read", FILES)
of_file = schema("entries")["properties"]
TABLES = (of_file, of_file["entries"]["items"]["properties"])
NAMES = ("audience_note", "audience-note")
print(json.dumps({
    "home": str(Path(knowledge.__file__).parent.parent),
    "problems": [str(each) for each in found.problems],
    "read": {each.question: (each.audience_note, each.seen_on) for each in found.entries},
    "hints": [each.remedy if "comment" not in each.what else each.what for each in loaded("hints", HINTS).problems],
    "lost": {each.value: write(both, each).dropped for each in OutputFormat},
    "differences": differences([entry], [plain]),
    "written": write([entry], OutputFormat.YAML).data.decode(),
    "schema": [tables.get(name, {}).get("description") for tables in TABLES for name in NAMES],
}))
"""


@pytest.fixture(scope="module")
def with_a_key_more(root, tmp_path_factory):
    """Return what a copy of the product does with a key that is added as an attribute and as a row of the table."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(root / "knowledge", copy / "knowledge", ignore=shutil.ignore_patterns("content"))
    add(copy / "knowledge" / "entry.py", "    source: str | None = None\n", ATTRIBUTES, behind=True)
    add(copy / "knowledge" / "formats" / "entry_keys.py", ')\n"""In the order in which messages', ROWS, behind=False)
    (copy / "uses.py").write_text(USES, encoding="utf-8")
    done = subprocess.run([sys.executable, "uses.py"], cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["home"] == str(copy)
    return told


def add(path, place, text, *, behind):
    source = path.read_text(encoding="utf-8")
    assert source.count(place) == 1
    put = place + text[1:] if behind else text[1:] + place
    path.write_text(source.replace(place, put), encoding="utf-8")


def test_a_key_added_to_the_table_is_read_from_every_format(with_a_key_more):
    assert with_a_key_more["problems"] == []
    assert with_a_key_more["read"] == {
        "One?": ["cooks", ["oven 1", "oven 2"]],
        "Two?": ["cooks", []],
        "Three?": ["cooks", []],
        "Four?": ["bakers", []],
        "Five?": ["cooks", ["oven 1", "oven 2"]],
    }


def test_a_key_added_to_the_table_is_written_to_every_format_that_can_hold_it_and_read_again(with_a_key_more):
    lost = dict(with_a_key_more["lost"])
    assert lost.pop("qnamaker") == ["the id of 2 entries", "the seen-on of 1 entry"]
    assert lost == {"markdown": [], "yaml": [], "xlsx": []}
    assert "seen_on: [oven 1, oven 2]" in with_a_key_more["written"]
    assert 'audience_note: "cooks: of 1 | 2"' in with_a_key_more["written"]


def test_a_key_added_to_the_table_is_named_where_a_file_loses_it(with_a_key_more):
    assert with_a_key_more["differences"] == ["the audience-note of 1 entry", "the seen-on of 1 entry"]


def test_a_key_added_to_the_table_is_hinted_at_where_it_is_misspelt_or_misplaced(with_a_key_more):
    assert sorted(with_a_key_more["hints"]) == [
        "did you mean audience-note?",
        "did you mean audience_note?",
        "the key audience-note in a comment that does not count here",
    ]


def test_a_key_added_to_the_table_is_described_in_the_schema(with_a_key_more):
    assert with_a_key_more["schema"] == ["Whom it was written for."] * 4


def test_a_key_is_an_attribute_of_an_entry_and_each_attribute_is_a_key_or_a_place():
    assert len(BY_NAME) == len(KEYS)
    assert {each.name for each in fields(Entry)} == {*BY_NAME, *PLACES}


def test_a_key_with_several_values_says_what_stands_between_them_in_a_cell():
    defaults = {each.name: each.default for each in fields(Entry) if each.default is not MISSING}
    assert {name for name, default in defaults.items() if isinstance(default, tuple)} == SEVERAL


def test_no_two_keys_stand_in_the_same_place():
    columns = [each.column.place for each in KEYS]
    assert sorted(columns) == list(range(1, len(KEYS) + 1))
    assert [each.place for each in WRITTEN] == list(range(1, len(WRITTEN) + 1))


def test_no_other_table_lists_the_keys(root):
    most = {
        path.relative_to(root).as_posix(): max(map(names_in, ast.walk(ast.parse(path.read_text(encoding="utf-8")))))
        for path in sorted((root / "knowledge").rglob("*.py"))
    }
    assert {path for path, number in most.items() if number > A_TABLE} - NAMES_OF_COLUMNS == set()
    assert names_in(ast.parse("{'id': 1, 'follow-ups': 2, 'file': 3}").body[0].value) == 2


A_TABLE = 10
"""Keys in one list or map from which on it is a table of the keys; a draft, which has few of them, has 9."""
NAMES_OF_COLUMNS = {"knowledge/formats/tables/columns.py"}
"""Where a key has other names; a key that has none there goes by its own."""


def names_in(node):
    """Return how many keys a list or a map names."""
    found = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", ())
    names = [each.value for each in found if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return len({name.replace("-", "_") for name in names} & set(BY_NAME))


def test_the_docs_list_exactly_the_keys_of_the_table(root):
    page = (root / "docs" / "knowledge-files.md").read_text(encoding="utf-8")
    section = page.partition("\n## The keys of an entry\n")[2].partition("\n## ")[0]
    assert sorted(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == sorted(BY_NAME)
    apart = re.search(r"all of them but (.+?)\.\n", section)[1]
    assert set(re.findall(r"`(\w+)`", apart)) == {each.name for each in KEYS if each.of_one}

"""docs/data.md and docs/life-of-a-case.md against the schema and the table of moves."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.desk.moves import MOVES
from knowledge.improve.logs.log_lines import as_dict, read_log

LOG = "The question log"
DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture
def schema(store):
    """Return the columns of every table of ours, and whether each may be empty."""

    def read(reader):
        tables = [
            row["name"] for row in reader.query("pragma table_list") if not row["name"].startswith(("sqlite_", "_"))
        ]
        return {table: reader.query(f"pragma table_info({table})") for table in tables}

    return {
        table: {column["name"]: not column["notnull"] and not column["pk"] for column in columns}
        for table, columns in store.read(read).items()
    }


def documented():
    """Return what the page says: every table's columns in order, and whether each may be empty."""
    sections = re.split(r"^## ", (DOCS / "data.md").read_text(encoding="utf-8"), flags=re.M)[1:]
    rows = re.compile(r"^\| `(\w+)` \| (.+) \|$", re.M)
    return {
        section.split("\n", 1)[0]: {name: "may be empty" in holds for name, holds in rows.findall(section)}
        for section in sections
        if not section.startswith(LOG)
    }


def test_every_table_and_column_is_explained_and_nothing_else_is(schema):
    told = documented()
    assert told.keys() == schema.keys()
    assert {table: list(columns) for table, columns in told.items()} == {
        table: list(columns) for table, columns in schema.items()
    }


def test_what_may_be_empty_is_said_to_be(schema):
    assert documented() == schema


def test_the_line_of_the_question_log_is_read_and_every_key_is_explained():
    section = (DOCS / "data.md").read_text(encoding="utf-8").partition(f"## {LOG}")[2].partition("\n## ")[0]
    [line] = re.findall(r"<!-- log -->\n```json\n(.+)\n```", section)
    [logged], faults = read_log(line)
    assert faults == []
    assert as_dict(logged) == json.loads(line)
    full = replace(logged, entry="a/b", refused=("a/b",), after="a/b")
    assert list(as_dict(full)) == re.findall(r"^\| `(\w+)` \|", section, re.M)


def test_the_page_on_cases_tells_the_moves_as_they_are():
    page = (DOCS / "life-of-a-case.md").read_text(encoding="utf-8")
    told = {
        (state, verb, after)
        for state, verbs, after in re.findall(r"^\| (\w+) \| ([\w, ]+) \| (\w*) ?\|$", page, re.M)
        if state in MOVES
        for verb in verbs.split(", ")
        if after
    }
    assert told == {(state, verb, after) for state, moves in MOVES.items() for verb, after in moves.items()}

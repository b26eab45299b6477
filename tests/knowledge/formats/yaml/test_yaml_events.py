"""libyaml and ruamel.yaml give the same nodes, lines and refusals for every text, and ruamel.yaml serves alone."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.formats.nodes import TextNode
from knowledge.formats.yaml import yaml_events, yaml_reader
from knowledge.formats.yaml.yaml_reader import read_yaml
from knowledge.load import load
from knowledge.problems.report import Refused

ROOT = Path(__file__).parents[4]
GIVEN = ROOT.parent / "shared" / "data"
OURS = [
    path
    for folder in ("knowledge", "tests", "docs")
    for path in sorted((ROOT / folder).rglob("*.y*ml"))
    if not {".venv", ".cache"} & set(path.parts)
]
BROKEN = [
    *("a: b: c", "a: x\nb:\n\t- c", 'a: "x\nb: c\n', "a: [x, y\nb: c", "a: {x: y\nb: c", "a:\n  - b\n c: d"),
    *('a: "\\q"', "a: @b", "a: 'x' y", "- a\nb: c", "a: *", "a: &", "a: !<", "? [", "a: |9x\n b", "a: %b", "\ta: b"),
]
REFUSED = [
    *("a: 1\n<<: {b: c}", "a: &x 1\n<<: *x", "a: 1\nb: 2\na: 3", "- {a: 1, a: 1}", "'a': 1\na: 2", "a: 1\n---\nb: 2"),
    *("a: &x 2", "a: *x", "&a b: c", "a: !!str 2", "a: ! x", "!x {a: b}", "? [a]\n: b", 'a: "\\ud800"', "a: 1\n...\nb"),
]
EMPTY = [
    *(
        "a:\nb: x\n",
        "a:\n\n# c\nb: x\n",
        "a:\n",
        "a:\n\n\n",
        "b:\n  a:\n\nc: d",
        "- a:\n- b:\n\n- c",
        "-\n- a",
        "-\n\n",
    ),
    *(
        "{a: , b: c}",
        "{a:\n}",
        "[a: ,b]",
        "b: [\n a:\n ,c]",
        "{a, b}",
        "? a\n? b\n",
        "? \n: x",
        "---\n",
        "",
        "# c",
        "~",
    ),
    *("a: # c\nb: # d\n", "a: ''\n", 'a:\n\n  ""\n', "a: |\n\n\nb: c", "a: >\n\nb:", "a: |"),
]
DIFFERENT = [
    *("a: x\u2028y", "a: x\u2029y\nb:", "a: x\x85y\nb: c", "\ufeffa: b", "a: \ufeffb", "a: b\r\nc: d\r\n", "a:\tb"),
    *(
        "a: b\tc",
        "- \ta",
        "a: |\n  b\n\tc",
        "|#",
        "a: ># c\n  b",
        ">\n#",
        "a: |\n \n  b\n",
        "a: b\n...\n...\n",
        "a: 'x\ty'",
    ),
    *("%YAML 1.1\n---\na: no", "%TAG ! x\n---\na", "a: x\u2028b: c", "a: |\n  \u2028x\n  y\n", "a: |\n  "),
]


def read(text):
    """Return the nodes, or the refusal."""
    try:
        return read_yaml(text)
    except Refused as fault:
        return fault.code, fault.line, fault.what, fault.remedy


@pytest.fixture
def by_ruamel(monkeypatch):
    """Return a reader that has no libyaml."""

    def read_slowly(text):
        with monkeypatch.context() as without:
            without.setattr(yaml, "__with_libyaml__", False)
            return read(text)

    return read_slowly


@pytest.mark.parametrize("text", [*BROKEN, *REFUSED, *EMPTY, *DIFFERENT])
def test_both_parsers_give_the_same_nodes_or_the_same_refusal(text, by_ruamel):
    assert read(text) == by_ruamel(text)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_both_parsers_read_our_own_files_alike(path, by_ruamel):
    text = path.read_text(encoding="utf-8")
    assert read(text) == by_ruamel(text)


@pytest.mark.skipif(not GIVEN.is_dir(), reason=f"no given files at {GIVEN}")
def test_both_parsers_read_the_given_files_alike(by_ruamel):
    pages = [*GIVEN.joinpath("faq_yml").iterdir()]
    for path in [*pages, *GIVEN.joinpath("formats").iterdir()]:
        text = path.read_text(encoding="utf-8")
        assert read(text) == by_ruamel(text), path.name
    assert len(pages) > 10


@pytest.mark.skipif(not GIVEN.is_dir(), reason=f"no given files at {GIVEN}")
def test_both_parsers_refuse_the_given_hostile_files_alike(by_ruamel):
    rows = map(json.loads, (GIVEN / "bad_inputs.jsonl").read_text(encoding="utf-8").splitlines())
    texts = [row["payload"] for row in rows if row["kind"] == "knowledge_yaml" and "payload" in row]
    assert texts
    for text in texts:
        assert read(text) == by_ruamel(text)


@pytest.mark.parametrize("folder", ["knowledge/content", "tests/conversations/knowledge"])
def test_both_parsers_lead_to_the_same_entries_and_problems(folder, monkeypatch):
    quickly = load(ROOT / folder, None)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    slowly = load(ROOT / folder, None)
    assert quickly.entries
    assert [*map(asdict, quickly.entries)] == [*map(asdict, slowly.entries)]
    assert quickly.problems == slowly.problems


PIECES = st.sampled_from(
    [
        *"ab#:?-|>[]{},'\"\\&*!%@`~ \n",
        *(
            ": ",
            ":\n",
            "- ",
            "\n  ",
            "\n ",
            "? ",
            "|\n",
            ">-\n",
            "|2\n",
            '"x"',
            "''",
            "<<",
            "---\n",
            "\n...\n",
            "é",
            "# c",
        ),
        *(
            "key: value\n",
            "- item\n",
            "c:\n  ",
            "|\n  text\n  more\n",
            ">\n  folded\n  text\n\n  x\n",
            "\t",
            "\u2028",
            "\x85",
        ),
    ]
)


@given(text=st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=600, deadline=None)
def test_both_parsers_read_whatever_is_put_together_alike(text):
    quickly = read(text)
    with pytest.MonkeyPatch.context() as without:
        without.setattr(yaml, "__with_libyaml__", False)
        assert read(text) == quickly


def test_what_both_read_alike_is_read_by_libyaml_alone(monkeypatch):
    monkeypatch.setattr(yaml_reader, "slow", None)
    assert read_yaml("a:\n  - b: 'no'\n") is not None


@pytest.mark.parametrize("text", DIFFERENT)
def test_what_libyaml_may_read_otherwise_is_left_to_ruamel(text):
    assert yaml_events.quick(text) is None


def test_a_place_without_pyyaml_reads_all_the_same(monkeypatch):
    whole, faulty = read("a:\n- b\n"), read("a: b: c")
    monkeypatch.setitem(sys.modules, "yaml", None)
    assert (read("a:\n- b\n"), read("a: b: c")) == (whole, faulty)


def test_a_merge_key_is_refused_by_the_events_of_libyaml(monkeypatch):
    monkeypatch.setattr(yaml_reader, "slow", yaml_reader.quick)
    assert read("a: 1\n<<: {b: c}")[:2] == ("KB204", 2)


@pytest.mark.parametrize("text", ["a: !!str b", "a: ! b", "!x [a]"])
def test_a_tag_is_refused_by_the_events_of_libyaml(text, monkeypatch):
    monkeypatch.setattr(yaml_reader, "slow", yaml_reader.quick)
    assert read(text)[0] == "KB202"


def test_an_empty_value_stands_on_the_line_of_its_key(by_ruamel):
    text = "a:\n\n# c\nb: x\nc: {d:\n}\n"
    assert read(text) == by_ruamel(text)
    assert (read(text).values["a"], read(text).values["c"].values["d"]) == (TextNode("", 1), TextNode("", 5))


@pytest.mark.parametrize(
    "deep", ["- " * 100_000 + "a", "a: " * 100_000, "[" * 100_000, "{a: [" * 50_000, "? " * 100_000]
)
def test_nesting_beyond_all_bounds_ends_neither_parser(deep, by_ruamel):
    assert read(deep)[0] in {"KB201", "KB207", "KB208"}
    assert read(deep) == by_ruamel(deep)


@pytest.mark.parametrize("word", ["no", "yes", "~", "null", "007", "0x1F", "1e3", "=", "12:30:45", "2026-01-31"])
def test_what_looks_like_another_type_is_the_text_by_both(word, by_ruamel):
    assert read(f"a: {word}").values == by_ruamel(f"a: {word}").values == {"a": TextNode(word, 1)}

"""The strict JSON reader: what json.dumps writes comes back, each value with its line, and nothing surprises."""

import json
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.formats.exports.json_reader import read_json
from knowledge.formats.nodes import ListNode, MapNode, TextNode
from knowledge.formats.yaml.yaml_reader import UNWANTED
from knowledge.problems.report import Refused

WORDS = st.text(max_size=20).filter(lambda text: not UNWANTED.search(text))
DATA = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=20,
)


def plain(node):
    if isinstance(node, MapNode):
        return {key: plain(value) for key, value in node.values.items()}
    return [plain(each) for each in node.items] if isinstance(node, ListNode) else node.value


def as_text(data):
    """Return the data as the reader does, with every scalar as the text that stands in the file."""
    if isinstance(data, dict):
        return {key: as_text(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_text(each) for each in data]
    if isinstance(data, str):
        return data
    return "" if data is None else json.dumps(data)


def refusal(text):
    try:
        read_json(text)
    except Refused as fault:
        return fault


@given(data=DATA, indent=st.sampled_from([None, 0, 2]), ascii_only=st.booleans())
def test_what_json_writes_comes_back(data, indent, ascii_only):
    assert plain(read_json(json.dumps(data, indent=indent, ensure_ascii=ascii_only))) == as_text(data)


@given(data=st.dictionaries(WORDS, WORDS, min_size=1, max_size=6), first=st.integers(1, 50))
def test_every_key_and_value_has_its_line(data, first):
    node = read_json(json.dumps(data, indent=1), first)
    for line, key in enumerate(data, first + 1):
        assert (node.line_of(key), node.values[key].line) == (line, line)


@given(text=st.text(alphabet='{}[]",: \n\\au0019tfn.-eE', max_size=60))
def test_any_text_gives_nodes_or_a_refusal_and_no_text_is_taken_that_json_refuses(text):
    fault = refusal(text)
    if fault is None:
        json.loads(text)
    else:
        assert 1 <= fault.line <= text.count("\n") + 1
        assert fault.remedy


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('{"a": 1,\n "a": 2}', "KB205", 2),
        ('[\n1,\n]', "KB341", 3),
        ('{"a": 1\n "b": 2}', "KB341", 2),
        ('{a: 1}', "KB341", 1),
        ("{'a': 1}", "KB341", 1),
        ('{"a"\n 1}', "KB341", 2),
        ('["a\nb"]', "KB341", 1),
        ('["\\x"]', "KB341", 1),
        ("[01]", "KB341", 1),
        ("[NaN]", "KB341", 1),
        ("[1] 2", "KB341", 1),
        ('{"a":\n', "KB341", 1),
        ("// x\n{}", "KB341", 1),
        ('\n["\\ud800"]', "KB107", 2),
        ('["\\u0000"]', "KB107", 1),
        ("\n" + "[" * 33 + "]" * 33, "KB207", 2),
    ],
)  # fmt: skip
def test_a_fault_is_refused_at_its_line(text, code, line):
    with pytest.raises(Refused) as refused:
        read_json(text)
    assert (refused.value.code, refused.value.line) == (code, line)


def test_more_values_than_a_knowledge_file_has_are_refused(monkeypatch):
    monkeypatch.setattr("knowledge.formats.exports.json_reader.MOST_VALUES", 10)
    assert refusal("[1,2,3,4,5,6,7,8,9]") is None
    assert refusal("[1,2,3,4,5,6,7,8,\n9,10]").line == 2


def test_a_million_brackets_are_refused_at_once():
    begin = perf_counter()
    with pytest.raises(Refused, match="deep"):
        read_json('{"a":[' * 500_000)
    assert perf_counter() - begin < 1


def test_null_is_a_key_without_a_value():
    assert read_json('{"answer": null}').values["answer"] == TextNode("", 1)

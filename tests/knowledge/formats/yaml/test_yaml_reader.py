"""The YAML reader keeps text as written, knows every line, and refuses what surprises."""

import time

import pytest

from knowledge.formats.nodes import ListNode, MapNode, TextNode
from knowledge.formats.yaml.yaml_reader import read_yaml
from knowledge.problems.report import Refused


def refusal(text):
    with pytest.raises(Refused) as fault:
        read_yaml(text)
    return fault.value


@pytest.mark.parametrize("word", ["no", "yes", "on", "null", "~", "0x1F", "1_000", "2026-01-31", "12:30:45", "1e3"])
def test_a_plain_word_stays_the_text_it_is(word):
    assert read_yaml(f"key: {word}") == MapNode({"key": TextNode(word, 1)}, 1, {"key": 1})


def test_every_node_knows_its_line():
    root = read_yaml("a: 1\nb:\n  - x\n  - {c: y,\n     d: z}\n")
    assert root.key_lines == {"a": 1, "b": 2}
    assert [item.line for item in root.values["b"].items] == [3, 4]
    assert root.values["b"].items[1].key_lines == {"c": 4, "d": 5}


def test_the_lines_of_a_block_of_text_are_known_one_by_one():
    text = read_yaml("a: |\n\n  first\n  second\nb: x\n").values["a"].stripped()
    assert (text.value, text.lines) == ("first\nsecond", (3, 4))


def test_lines_are_counted_as_an_editor_counts_them():
    assert refusal("a: x\u2028y\u0085z\nb: [").line == 2


def test_nothing_written_is_nothing_read():
    assert read_yaml("") is None
    assert read_yaml("# only a comment\n") is None


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: &x 2", "KB203", 2),
        ("a: 1\nb:\n  - *x", "KB203", 3),
        ("entries: &x\n  - *x", "KB203", 1),
        ("a: !!str 2", "KB202", 1),
        ("a: !python/object:os.system x", "KB202", 1),
        ("a: ! x", "KB202", 1),
        ("a: 1\n<<: {b: c}", "KB204", 2),
        ("a: 1\nb: 2\na: 3", "KB205", 3),
        ("- {a: 1, a: 1}", "KB205", 1),
        ("a: 1\n---\nb: 2", "KB206", 2),
        ("? [a]\n: b", "KB208", 1),
        ("? {a: b}\n: b", "KB208", 1),
        ('a: "x\\0"', "KB107", 1),
        ('a: "\\ud800"', "KB107", 1),
        ("a: \x1b[31m", "KB107", 1),
        ("- " * 33 + "a", "KB207", 1),
    ],
)
def test_what_surprises_is_refused_on_its_line(text, code, line):
    fault = refusal(text)
    assert (fault.code, fault.line) == (code, line)


def test_a_key_written_twice_names_both_lines():
    fault = refusal("a: 1\nb: 2\na: 3")
    assert fault.what == '"a" stands here and on line 1'


def test_a_quoted_merge_sign_is_an_ordinary_key():
    assert list(read_yaml('"<<": a').values) == ["<<"]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: b: c", 1, "a colon in text without quotes"),
        ("a: x\nb:\n\t- c", 3, "a tab where spaces are expected"),
        ('a: "x\nb: c\n', 3, "a quotation mark that is never closed"),
        ("a: [x, y\nb: c", 2, "a list in [ ] that is not closed"),
        ("a: {x: y\nb: c", 2, "keys in { } that are not closed"),
        ("a:\n  - b\n c: d", 3, "the indentation does not fit the lines above"),
        ('a: "\\q"', 1, "a backslash that means nothing"),
        ("a: @b", 1, "text starts with a character that means something in YAML"),
    ],
)
def test_broken_yaml_is_told_in_plain_words(text, line, what):
    fault = refusal(text)
    assert (fault.code, fault.what) == ("KB201", what)
    assert fault.line <= line
    assert fault.remedy


NEVER_CLOSED = "a quotation mark that is never closed"
TOO_EARLY = "text goes on behind a closing quotation mark"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('entries:\n  - id: a\n    question: "What is x?\n    answer: y\n  - id: b\n', 3, NEVER_CLOSED),
        ("- id: a\n  question: 'It is what?\n  answer: it's\n", 2, NEVER_CLOSED),
        ('- question: What?\n  answer: |\n   "\n  tags: "x\n- question: "W?"\n  answer: z\n', 4, NEVER_CLOSED),
        ('- question: What?\n  tags: ["x]\n  answer: "y"\n', 2, NEVER_CLOSED),
        ('a: "x\n---\nb: c\n', 1, NEVER_CLOSED),
        ('- question: "What" is it?\n  answer: x\n', 1, TOO_EARLY),
        ("- question: Q?\n  answer: 'it's'\n", 2, TOO_EARLY),
        ('- answer: "It runs\n    over "two" lines"\n  id: a\n', 2, TOO_EARLY),
        ("answer: |\n  So.\n it goes on\n", 3, "the indentation does not fit the lines above"),
        ("- question: 'It''s what?'\n   answer: x\n", 2, "the indentation does not fit the lines above"),
    ],
)
def test_quotes_that_do_not_match_are_told_where_they_begin(text, line, what):
    fault = refusal(text)
    assert (fault.code, fault.line, fault.what) == ("KB201", line, what)


@pytest.mark.parametrize("text", ["[" * 2000 + "]" * 2000, "[ a, " * 2000, "{a: " * 2000, "- " * 2000 + "a"])
def test_deep_nesting_is_refused_at_once(text):
    read_yaml("warm: up")
    began = time.process_time()
    assert refusal(text).code == "KB207"
    assert time.process_time() - began < 0.1


def test_a_list_as_root_is_given_as_it_is():
    assert read_yaml("- a\n- b") == ListNode((TextNode("a", 1), TextNode("b", 2)), 1)

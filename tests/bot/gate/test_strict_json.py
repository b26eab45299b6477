"""Strict JSON: what is taken, what is not, and that nothing takes long."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gate.refusal import MalformedBody
from bot.gate.strict_json import DEEPEST, MOST_MARKS, depth, loads, without_strings

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b'{"type":"message",',
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": 1e999}',
        b'{"a": 1, "a": 2}',
        b'{"a": {"b": 1, "b": 2}}',
        b'\xef\xbb\xbf{"a": 1}',
        b'{"a": "\xff"}',
        '{"a": 1}'.encode("utf-16"),
        b'{"a": ' + b"1" * 5000 + b"}",
        b"[" * 33 + b"]" * 33,
        b"[" * 100_000,
    ],
)
def test_what_is_not_strict_json_is_malformed(raw):
    with pytest.raises(MalformedBody):
        loads(raw)


def test_nesting_as_deep_as_allowed_is_read():
    raw = b"[" * DEEPEST + b"]" * DEEPEST
    assert loads(raw) == (json.loads(raw), raw.decode())


def test_brackets_inside_a_text_are_not_nesting():
    text = json.dumps({"text": "[{" * 1000 + '\\"' + "[" * 50})
    assert depth(without_strings(text)) == 1
    assert loads(text.encode())[0] == json.loads(text)


@pytest.mark.parametrize(("value", "marks"), [("{}", 3), ("[]", 3), ("1", 1), ('""', 1)])
def test_a_crowd_of_values_is_refused(value, marks):
    some = MOST_MARKS // marks - 1
    assert len(loads(f"[{','.join([value] * some)}]".encode())[0]) == some
    with pytest.raises(MalformedBody, match="commas and brackets"):
        loads(f"[{','.join([value] * (some + 2))}]".encode())


def test_as_many_strings_as_fit_between_the_marks_are_read():
    raw = json.dumps({f'{place}"\\': "" for place in range(MOST_MARKS - 2)}, separators=(",", ":")).encode()
    assert len(loads(raw)[0]) == MOST_MARKS - 2


@pytest.mark.parametrize("unit", [b'"', b'""', b'"a"', b'"":'])
def test_a_crowd_of_quotes_is_refused_before_a_string_is_looked_for(unit):
    with pytest.raises(MalformedBody, match="commas and brackets"):
        loads(unit * (256 * 1024 // len(unit)))


def test_commas_inside_a_text_are_no_values():
    raw = json.dumps({"text": ",[{" * MOST_MARKS}).encode()
    assert loads(raw)[0] == json.loads(raw)


@given(JSON)
def test_every_ordinary_value_is_read_as_it_was_written(value):
    assert loads(json.dumps(value).encode())[0] == value


@pytest.mark.parametrize("unit", [b'"\\"', b'\\"', b'"', b"[", b"\\", b'["\\'])
def test_a_quarter_of_a_megabyte_of_anything_is_judged_quickly(unit):
    raw = unit * (256 * 1024 // len(unit))
    began = time.perf_counter()
    with pytest.raises(MalformedBody):
        loads(raw)
    assert time.perf_counter() - began < 0.5

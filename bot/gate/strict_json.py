"""JSON as the standard has it: UTF-8, no NaN, no repeated keys, no bottomless nesting, no crowd of values."""

import json
import re
from typing import Any

from bot.gate.refusal import Malformed

DEEPEST = 32
"""How far objects and lists may be nested."""
MOST_MARKS = 20_000
"""Commas and brackets, and so values; a quarter of a megabyte of them keeps the event loop 0.14 seconds."""

_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
"""A string, or what would be one if it were closed: matching always succeeds, so no text makes it look twice."""
_NOT_BRACKETS = re.compile(r"[^][{}]+")


def loads(raw: bytes) -> tuple[Any, str]:
    """Give the data and its text; Malformed for everything that is not strict JSON."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("the body is not UTF-8") from None
    if marks(text) > MOST_MARKS:
        raise Malformed(f"the body holds more than {MOST_MARKS} commas and brackets")
    if depth(text) > DEEPEST:
        raise Malformed(f"the body is nested deeper than {DEEPEST}")
    try:
        return json.loads(text, parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_unique), text
    except ValueError:
        raise Malformed("the body is not strict JSON") from None


def depth(text: str) -> int:
    """Give how deep brackets are nested, without parsing; text that is not JSON gives some number."""
    deepest = now = 0
    for bracket in _NOT_BRACKETS.sub("", _STRING.sub("", text)):
        now += 1 if bracket in "[{" else -1
        deepest = max(deepest, now)
    return deepest


def marks(text: str) -> int:
    """Count the commas and brackets outside of strings, without parsing."""
    bare = _STRING.sub("", text)
    return sum(map(bare.count, ",[]{}"))


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _finite(written: str) -> float:
    number = float(written)
    if number in (float("inf"), float("-inf")):
        raise ValueError("the number is too large")
    return number


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ValueError("a key is repeated")
    return data

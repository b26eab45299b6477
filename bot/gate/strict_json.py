"""JSON as the standard has it: UTF-8, no NaN, no repeated keys, no bottomless nesting, no crowd of values."""

import json
import re
from typing import Any

from bot.gate.refusal import MalformedBody

DEEPEST = 32
"""How far objects and lists may be nested."""
MOST_MARKS = 20_000
"""Commas and brackets, and so values; a quarter of a megabyte of them keeps the event loop 0.14 seconds."""
MOST_QUOTES = 4 * MOST_MARKS + 4
"""Of the strings that may stand between so many marks; looking for more takes as long as the values themselves."""

_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
"""A string, or what would be one if it were closed: matching always succeeds, so no text makes it look twice."""
_NOT_BRACKETS = re.compile(r"[^][{}]+")


def loads(raw: bytes) -> tuple[Any, str]:
    """Return the data and its text; Malformed for everything that is not strict JSON."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise MalformedBody("the body is not UTF-8") from None
    if text.count('"') - text.count('\\"') > MOST_QUOTES or marks(bare := without_strings(text)) > MOST_MARKS:
        raise MalformedBody(f"the body holds more than {MOST_MARKS} commas and brackets")
    if depth(bare) > DEEPEST:
        raise MalformedBody(f"the body is nested deeper than {DEEPEST}")
    try:
        return json.loads(text, parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_unique), text
    except ValueError:
        raise MalformedBody("the body is not strict JSON") from None


def without_strings(text: str) -> str:
    """Return what stands outside of strings, without parsing; text that is not JSON gives something."""
    return _STRING.sub("", text)


def depth(bare: str) -> int:
    """Return how deep brackets are nested in a text without strings; what is not JSON gives some number."""
    deepest = now = 0
    for bracket in _NOT_BRACKETS.sub("", bare):
        now += 1 if bracket in "[{" else -1
        deepest = max(deepest, now)
    return deepest


def marks(bare: str) -> int:
    """Count the commas and brackets in a text without strings."""
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

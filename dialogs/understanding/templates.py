"""Sentence templates over words: `[optional] (one|other) <rule> {hole}`, compiled to regular expressions."""

import re
from collections.abc import Iterable, Mapping
from itertools import count

PART = re.compile(r"[\[\]()|]|<\w+>|\{\w+\}|[^\s\[\]()|<>{}]+")
MARKS = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}
HOLES = {"number": r"(?P<number>c-\d{1,9}) ", "count": r"(?P<count>\d{1,2}) ", "rest": r"(?P<rest>.+)"}
NAMED = re.compile(r"\(\?P<([a-z]+)>")


def compiled(templates: Iterable[str], rules: Mapping[str, str]) -> re.Pattern[str]:
    """Return one pattern that fits whatever any template fits: folded words, each followed by one space."""
    numbers = count()
    either = "|".join(f"(?:{expression(each, rules)})" for each in templates)
    return re.compile(NAMED.sub(lambda hole: f"(?P<{hole[1]}_{next(numbers)}>", either))


def expression(template: str, rules: Mapping[str, str]) -> str:
    """Return the regular expression of one template; a rule that is not there raises KeyError."""
    return "".join(piece(part, rules) for part in PART.findall(template))


def piece(part: str, rules: Mapping[str, str]) -> str:
    """Return the regular expression of one part of a template."""
    if part in MARKS:
        return MARKS[part]
    if part.startswith("<"):
        return f"(?:{expression(rules[part[1:-1]], rules)})"
    if part.startswith("{"):
        return HOLES[part[1:-1]]
    return re.escape(part) + " "


def holes(found: re.Match[str]) -> dict[str, tuple[int, int]]:
    """Return where the filled holes of a match are, by name."""
    return {name.rpartition("_")[0]: found.span(name) for name, text in found.groupdict().items() if text is not None}


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Return every literal word that templates or rules use."""
    return frozenset(part for text in texts for part in PART.findall(text) if part[0] not in "[]()|<{")

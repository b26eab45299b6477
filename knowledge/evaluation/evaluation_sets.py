"""Read evaluation sets: entries with their phrasings, and questions with the entry that is right, as JSON lines."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.entry import Entry, Visibility
from knowledge.languages.language import codes
from knowledge.matching.query.text import tokens
from knowledge.matching.query.words import function_words

FOLDER = "set"
"""The partner that the entries of an evaluation set are given."""


class BadSet(ValueError):
    """A file of an evaluation set that cannot be read; the message reads `file:line: what: remedy`."""


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """A question of an evaluation set; no gold means that no entry answers it."""

    text: str
    gold: str | None


def read_entries(path: Path, phrasings: int | None = None) -> tuple[Entry, ...]:
    """Return the entries of a `{"id", "phrasings"}` file, with the first so many phrasings of each."""
    rows: dict[str, list[str]] = {}
    for line, row in _rows(path):
        name, texts = row.get("id"), row.get("phrasings")
        if not isinstance(name, str) or not name:
            raise BadSet(f"{path}:{line}: no id: give every entry a string `id`")
        if name in rows:
            raise BadSet(f"{path}:{line}: the id {name!r} is there twice: put all its phrasings on one line")
        if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
            raise BadSet(f"{path}:{line}: no phrasings: give `phrasings` as a list of at least one string")
        rows[name] = texts[:phrasings]
    language = spoken(text for texts in rows.values() for text in texts[:5])
    return tuple(
        Entry(FOLDER, name, texts[0], "", tuple(texts[1:]), language=language, visibility=Visibility.PUBLIC)
        for name, texts in rows.items()
    )


def read_questions(path: Path) -> tuple[EvaluationQuestion, ...]:
    """Return the questions of a `{"text", "gold"}` file in order."""
    questions = []
    for line, row in _rows(path):
        text, gold = row.get("text"), row.get("gold")
        if not isinstance(text, str):
            raise BadSet(f"{path}:{line}: no text: give every question a string `text`")
        if not isinstance(gold, str | None):
            raise BadSet(f"{path}:{line}: gold is no id: give a string, or null for a question that nothing answers")
        questions.append(EvaluationQuestion(text, gold))
    return tuple(questions)


def spoken(texts: Iterator[str]) -> str:
    """Return the listed language whose function words are used most; English where none is."""
    words = [word for text in texts for word in tokens(text)]
    return max(codes(), key=lambda language: sum(word in function_words(language) for word in words))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as fault:
        raise BadSet(f"{path}:1: it cannot be read ({fault.strerror}): name a file of JSON lines") from fault
    except UnicodeDecodeError as fault:
        raise BadSet(f"{path}:1: it is not UTF-8: save it as UTF-8") from fault
    for line, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
        except (ValueError, RecursionError) as fault:
            raise BadSet(f"{path}:{line}: it is not JSON: write one JSON object a line") from fault
        if not isinstance(row, dict):
            raise BadSet(f"{path}:{line}: it is no JSON object: write one object a line")
        yield line, row

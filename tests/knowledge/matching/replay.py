"""Ask the stored questions again: what each of them gets, laid out so that a change of matching is a readable diff.

`.venv/bin/python -m tests.knowledge.matching.replay --write` asks again what is in `stored.json`, and writes it anew.
To store another question, add `{"ask": …, "as": …}` to the file and run it. `--all` prints every byte instead.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import app  # noqa: F401 - before numpy is imported, so that it computes on one thread here too
from knowledge.base import KnowledgeBase
from knowledge.match import Finding
from knowledge.matching.explain import as_data, explain
from knowledge.matching.view import View
from knowledge.people.audience import Audience

ROOT = Path(__file__).resolve().parents[3]
STORED = Path(__file__).with_name("stored.json")
DAY = date(2026, 11, 24)
"""The day on which the sample directory's agreements are looked at."""
SHOWN = 3
"""Matches of a question that are stored."""

Row = Mapping[str, Any]


def stored() -> list[Row]:
    """Return the stored questions with what they got."""
    rows: list[Row] = json.loads(STORED.read_text(encoding="utf-8"))
    return rows


def ask_all(base: KnowledgeBase, rows: Sequence[Row], view: Callable[[Audience], View]) -> list[Finding]:
    """Ask every stored question as its asker."""
    return [view(base.directory.person(row["as"], today=DAY).audience).ask(row["ask"]) for row in rows]


def shuffled(base: KnowledgeBase, seed: int) -> Callable[[Audience], View]:
    """Return what learns an audience's view from the base's entries in another order."""
    entries = list(base.entries)
    random.Random(seed).shuffle(entries)
    return cache(lambda audience: View(entries, audience, books=base.loaded.wordbooks))


def result(row: Row, finding: Finding) -> dict[str, Any]:
    """Return what is stored of a finding."""
    return {
        "ask": row["ask"],
        "as": row["as"],
        "language": finding.language,
        "verdict": finding.verdict.value,
        "kind": finding.kind,
        "corrections": [" → ".join(pair) for pair in finding.corrections],
        "offered": [match.entry.name for match in finding.offered],
        "matches": {m.entry.name: [m.confidence, m.score, m.phrasing] for m in finding.matches[:SHOWN]},
    }


def laid_out(results: Sequence[dict[str, Any]]) -> str:
    """Return JSON with one line for each fact of a question and each match."""
    return "[\n" + ",\n".join(map(_object, results)) + "\n]\n"


def _object(result: dict[str, Any]) -> str:
    facts = [f"  {_json(name)}: {_json(value)}" for name, value in result.items() if name != "matches"]
    matches = [f"    {_json(name)}: {_json(values)}" for name, values in result["matches"].items()]
    return " {\n" + ",\n".join([*facts, '  "matches": {\n' + ",\n".join(matches) + "\n  }"]) + "\n }"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def everything(findings: Sequence[Finding]) -> str:
    """Return every byte of findings: the data and the explanation."""
    return "\n".join(f"{_json(as_data(finding))}\n{explain(finding)}" for finding in findings)


def main(arguments: Sequence[str]) -> int:
    """Write the stored questions anew, or print all that they get."""
    parser = argparse.ArgumentParser(description="Ask the stored questions again.")
    parser.add_argument("--write", action="store_true", help="write stored.json anew")
    parser.add_argument("--all", action="store_true", help="print every byte of every finding")
    parser.add_argument("--shuffled", type=int, help="a seed: with the entries in another order")
    parser.add_argument("--person", help="only the questions of this asker")
    chosen = parser.parse_args(arguments)
    base = KnowledgeBase.open(ROOT / "knowledge" / "content")
    rows = [row for row in stored() if chosen.person in (None, row["as"])]
    view = base.view if chosen.shuffled is None else shuffled(base, chosen.shuffled)
    findings = ask_all(base, rows, view)
    text = everything(findings) if chosen.all else laid_out(list(map(result, rows, findings)))
    if chosen.write:
        STORED.write_text(text, encoding="utf-8")
    else:
        sys.stdout.buffer.write(text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Whatever stands in a log, no tool breaks over it, and nothing of it reaches a terminal as it is."""

import json
from datetime import date

import pytest

from knowledge.commands import coverage, gaps, suggest
from knowledge.commands.gaps import GapOptions
from knowledge.commands.inputs.opening import MatchingOptions
from knowledge.improve.logs.log_lines import read_log
from knowledge.judgement import Judged
from knowledge.load import load

NASTY = [
    "\x1b]0;title\x07", "\ud800", "a" * 10_000, "?", "<script>", "](x)", "- ", "::error::", "%0A", "\u202egap",
    "{{x}}", "'; drop", "yes", "!!python/object", "&a *a", "# x", "--- ", "\x00", "NaN", "😀" * 50, "ß ı İ",
    "where is the desk # [x] {y}: 'z' \"w\"",
]  # fmt: skip
BY = MatchingOptions(Judged())


@pytest.fixture
def folder(tmp_path):
    own = tmp_path / "harbor"
    own.mkdir()
    (own / "faq.md").write_text("# Where is the desk?\n<!-- id: desk -->\n\nIn the hall.\n", encoding="utf-8")
    (own / "faq.yaml").write_text("entries:\n  - question: Where is it?\n    answer: Here.\n", encoding="utf-8")
    return own


def log():
    rows = []
    for number, text in enumerate(NASTY):
        entry = ("harbor/desk", "harbor/where-is-it", text[:200])[number % 3]
        row = {"question": text, "at": "2026-11-02T09:12:00Z", "partner": "harbor", "entry": entry}
        rows.append({**row, "verdict": "handoff", "outcome": "unknown"})
        rows.append({**row, "verdict": "answer", "outcome": "confirmed"})
    found, _ = read_log("\n".join(map(json.dumps, rows)))
    return found[::2], found[1::2]


@pytest.mark.parametrize("format", ["text", "json"])
def test_every_tool_takes_it(folder, capsys, format):
    unanswered, confirmed = log()
    assert len(unanswered) == len(NASTY)
    assert gaps.run(folder, unanswered, GapOptions(99, write="harbor"), format, BY, date(2026, 11, 24)) == 0
    assert coverage.run(folder, confirmed, "answered", format, date(2026, 11, 24)) == 0
    suggest.run(folder, confirmed, format, BY, write=True)
    printed = capsys.readouterr().out
    assert printed.replace("\n", "").isprintable()
    after = load(folder)
    assert [str(problem) for problem in after.problems if problem.level == "error"] == []
    assert {each.answer for each in after.entries} == {"In the hall.", "Here.", "To be written."}

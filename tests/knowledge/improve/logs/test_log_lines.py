"""The question log as lines: written, read again, and bad lines told one by one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.improve.logs.log_lines import read_log, write_log
from tests.knowledge.improve.asking import asked

GOOD = {"at": "2026-11-02T09:12:00Z", "question": "my bill?", "verdict": "handoff", "outcome": "unknown"}


def line(**changes):
    return json.dumps({**GOOD, **changes})


def test_the_shortest_line_is_a_question_of_whom_the_vendor_serves():
    [logged], faults = read_log(line())
    assert faults == []
    assert (logged.question, logged.audience.partners, logged.line) == ("my bill?", ("vendor",), 1)
    [logged], _ = read_log(line(partner="harbor"))
    assert logged.audience.partners == ("harbor", "vendor")


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        ("{", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "no JSON object"),
        (line(question=" "), "no question"),
        (line(question="x" * 10_001), "10,001 characters"),
        (line(at="yesterday"), "no time"),
        (line(at=5), "no time"),
        (line(at="2026-11-02T09:12:00"), "without its zone"),
        (line(verdict="answr"), "the verdict"),
        (line(verdict=["answer"]), "the verdict"),
        (line(outcome=None), "no outcome"),
        (line(entry=5), "entry is no text"),
        (line(entry="x" * 201), "entry has 201 characters"),
        (line(confidence="high"), "confidence"),
        (line(confidence=True), "confidence"),
        ('{"confidence": NaN, ' + line()[1:], "confidence"),
        (line(candidates=[["a", 1]]), "candidates"),
        (line(candidates={}, refused=[1]), "refused"),
        (line(audience={"partners": "harbor"}), "audience"),
        (line(audience={"partners": ["a"], "visibility": "all", "nda": False}), "audience"),
        (line(judged="right"), "judged"),
        (line(language="en\n  - evil: x"), "no language code"),
        (line(at="0001-01-01T00:00:00+14:00"), "no calendar"),
        (line(judged={"says": "maybe"}), "the says"),
    ],
)
def test_a_line_that_is_no_question_is_told_at_its_place_and_passed_over(bad, what):
    found, [fault] = read_log(f"{line()}\n\n{bad}\n{line()}\n")
    assert [each.line for each in found] == [1, 4]
    assert fault.line == 3
    assert what in fault.what
    assert fault.remedy


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(str.strip)


@given(TEXTS, st.sampled_from(["answer", "clarify", "handoff"]), st.none() | st.just("harbor/a"))
def test_what_is_written_is_read_again_and_nothing_in_it_moves_a_terminal(text, verdict, entry):
    logged = asked(text, verdict, entry=entry, candidates=(("harbor/a", 0.5),), refused=("harbor/b",), line=1)
    [written] = write_log([logged])
    assert written.endswith("\n")
    assert written[:-1].isprintable()
    assert read_log(written) == ([logged], [])

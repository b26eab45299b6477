"""Labelled questions, as YAML and as a table."""

import pytest

from knowledge.asked import Asked
from knowledge.files.report import Report
from knowledge.formats import asked_tsv, asked_yaml
from knowledge.formats.reading import Place

PLACE = Place("harbor", "harbor/asked.yaml")


def read(reader, text):
    report = Report(PLACE.file)
    return reader.read(text, PLACE, report), report.problems


def test_expected_entries_are_given_their_full_names():
    found, problems = read(
        asked_yaml,
        "- ask: how to pay\n  expect: pay\n"
        "- {ask: outage, expect: [status, vendor/status], as: bakery/olu}\n- {ask: moon, expect: nobody}\n",
    )
    assert problems == []
    assert found == [
        Asked("how to pay", ("harbor/pay",), None, PLACE.file, 1),
        Asked("outage", ("harbor/status", "vendor/status"), "bakery/olu", PLACE.file, 3),
        Asked("moon", (), None, PLACE.file, 4),
    ]


def test_a_table_says_the_same():
    found, problems = read(
        asked_tsv, "ask\texpect\tas\nhow to pay\tpay\n\noutage\tstatus, vendor/status\tbakery/olu\nmoon\tnobody\n"
    )
    assert problems == []
    assert [(each.ask, each.expect, each.as_, each.line) for each in found] == [
        ("how to pay", ("harbor/pay",), None, 2),
        ("outage", ("harbor/status", "vendor/status"), "bakery/olu", 4),
        ("moon", (), None, 5),
    ]


def test_a_tables_columns_may_be_named_in_another_order():
    found, _ = read(asked_tsv, "Ask\tAs\tExpect\nq\tbakery/olu\tpay\n")
    assert (found[0].as_, found[0].expect) == ("bakery/olu", ("harbor/pay",))


@pytest.mark.parametrize(
    ("reader", "text", "code", "line"),
    [
        (asked_yaml, "- ask: q\n", "KB501", 1),
        (asked_yaml, "- expect: pay\n", "KB501", 1),
        (asked_yaml, "- {ask: q, expects: pay}\n", "KB301", 1),
        (asked_yaml, "- q\n", "KB208", 1),
        (asked_yaml, "- {ask: q, expect: a b}\n", "KB306", 1),
        (asked_tsv, "q\n", "KB501", 1),
        (asked_tsv, "a\tb\tc\td\n", "KB501", 1),
    ],
)
def test_each_mistake_is_named_with_its_line(reader, text, code, line):
    _, problems = read(reader, text)
    assert (problems[0].code, problems[0].line) == (code, line)

"""Labelled questions, as YAML and as a table."""

import io

import openpyxl
import pytest

from knowledge.asked import LabelledQuestion
from knowledge.formats.asked import asked_csv, asked_tsv, asked_xlsx, asked_yaml
from knowledge.formats.reading import FilePlace
from knowledge.problems.report import Report

PLACE = FilePlace("harbor", "harbor/asked.yaml")


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
        LabelledQuestion("how to pay", ("harbor/pay",), None, PLACE.file, 1),
        LabelledQuestion("outage", ("harbor/status", "vendor/status"), "bakery/olu", PLACE.file, 3),
        LabelledQuestion("moon", (), None, PLACE.file, 4),
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
    ("text", "told"),
    [
        ("- {ask: q, expct: pay}\n", [("KB301", "did you mean expect?")]),
        ("- {expct: pay}\n", [("KB301", "did you mean expect?"), ("KB501", "write ask: a question")]),
    ],
)
def test_a_misspelt_key_is_told_once(text, told):
    found, problems = read(asked_yaml, text)
    assert found == []
    assert [(each.code, each.remedy[: len(said)]) for each, (_, said) in zip(problems, told, strict=True)] == told


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
        (asked_tsv, "ask\tas\nq\tbakery/olu\n", "KB501", 2),
        (asked_tsv, "ask\texpect\task\nq\tpay\n", "KB205", 1),
        (asked_csv, "question;expected\nq;a b\n", "KB306", 2),
        (asked_csv, "question;expected\n\nq;\n", "KB501", 3),
    ],
)
def test_each_mistake_is_named_with_its_line(reader, text, code, line):
    _, problems = read(reader, text)
    assert (problems[0].code, problems[0].line) == (code, line)


def test_a_table_with_any_separator_says_the_same():
    found, problems = read(asked_csv, 'Frage;Erwartet;Als\n"a;b";pay | vendor/pay;bakery/olu\nmoon;nobody;\n')
    assert problems == []
    assert [(each.ask, each.expect, each.as_, each.line) for each in found] == [
        ("a;b", ("harbor/pay", "vendor/pay"), "bakery/olu", 2),
        ("moon", (), None, 3),
    ]


def test_a_workbook_says_the_same_and_names_its_cells():
    book = openpyxl.Workbook()
    book.active.title = "Ours"
    for row in [["ask", "expect", "as"], ["how to pay", "pay, vendor/pay", "bakery/olu"], ["moon", "nobody"], ["sun"]]:
        book.active.append(row)
    book.active["B5"], book.active["A5"] = "=A1", "star"
    file = io.BytesIO()
    book.save(file)
    found, problems = read(asked_xlsx, file.getvalue())
    assert [(each.ask, each.expect, each.as_, f"{each.file}:{each.line}") for each in found] == [
        ("how to pay", ("harbor/pay", "vendor/pay"), "bakery/olu", "harbor/asked.yaml!Ours:2"),
        ("moon", (), None, "harbor/asked.yaml!Ours:3"),
    ]
    assert [(each.code, each.where) for each in problems] == [
        ("KB340", "harbor/asked.yaml!Ours:B5"),
        ("KB501", "harbor/asked.yaml!Ours:A4"),
    ]


BATCH = "KBID\tQuestion\tMetadata tags\tTop\tExpected answer ID"


@pytest.mark.parametrize("more", ["", "\tAnswer\tAnswer ID\tScore\tJudgment"])
def test_a_batch_test_of_qna_maker_is_read_as_it_is(more):
    line = "0f2e\thow to pay\tregion:north\t3\t27"
    found, problems = read(asked_tsv, f"{BATCH}{more}\n{line}{more}\n0f2e\tmoon\t\t\t0\n0f2e\tsun\t\t\t\n")
    assert [(each.ask, each.expect) for each in found] == [("how to pay", ("harbor/27",)), ("moon", ())]
    assert [(each.code, each.line) for each in problems] == [("KB335", 4)]


def test_a_column_of_labelled_questions_that_is_not_read_is_pointed_out():
    found, problems = read(asked_tsv, "ask\texpct\texpect\nq\tpay\tpay\n")
    assert len(found) == 1
    assert [(each.code, each.remedy) for each in problems] == [("KB332", "did you mean expect?")]


def test_quotation_marks_that_a_spreadsheet_adds_are_taken_away():
    found, _ = read(asked_tsv, 'ask\texpect\n"the ""cloud"" is slow"\tpay\n"what" is "this"\tpay\n')
    assert [each.ask for each in found] == ['the "cloud" is slow', '"what" is "this"']

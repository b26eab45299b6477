"""Excel workbooks, written by openpyxl: every sheet with a header is read, each problem is at its cell."""

import io
import time
import zipfile
from datetime import date, datetime
from datetime import time as clock

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink

from knowledge.formats.reading import FilePlace
from knowledge.formats.tables import workbook, xlsx
from knowledge.load import load
from knowledge.problems.report import Refused, Report
from tests.properties import examples

PLACE = FilePlace("harbor", "harbor/faq.xlsx")


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def book_of(*rows, title="Questions", **more):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for name, listed in more.items():
        other = book.create_sheet(name)
        for row in listed:
            other.append(row)
    return book


def read(book):
    report = Report(PLACE.file)
    try:
        found = xlsx.read(book if isinstance(book, bytes) else saved(book), PLACE, report)
    except Refused as fault:
        report.refused(fault)
        found = []
    return [each.entry for each in found], report.problems


def places(book):
    return [(each.code, each.file, each.cell) for each in read(book)[1]]


HEADER = ["Frage", "Antwort"]
IN_QUESTIONS = "harbor/faq.xlsx!Questions"


def test_an_entry_of_a_sheet_has_the_sheet_as_file_and_the_row_as_line():
    found, problems = read(book_of(["Our questions"], [], HEADER, ["When?", "Now"]))
    assert problems == []
    assert [(each.question, each.answer, f"{each.file}:{each.line}") for each in found] == [
        ("When?", "Now", f"{IN_QUESTIONS}:4")
    ]


def test_a_problem_reads_with_its_cell():
    _, problems = read(book_of(["id", *HEADER], *([f"q{n}", f"Q{n}?", "x"] for n in range(5)), ["q9", "Q9?", None]))
    assert str(problems[0]).startswith("harbor/faq.xlsx!Questions:C7: the answer is empty: write one")


def test_every_sheet_with_a_header_is_read_and_the_others_are_pointed_out():
    book = book_of(
        HEADER, ["A?", "x"], Mail=[["question", "answer"], ["B?", "y"]], Rota=[["Mon", "Tue"], ["me", "you"]], Empty=[]
    )
    found, problems = read(book)
    assert [each.file for each in found] == [IN_QUESTIONS, "harbor/faq.xlsx!Mail"]
    assert [(each.code, each.file) for each in problems] == [("KB339", "harbor/faq.xlsx!Rota")]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_passed_over(state):
    book = book_of(HEADER, ["A?", "x"], Lists=[["question", "answer"], ["B?", "y"]])
    book["Lists"].sheet_state = state
    assert ([each.question for each in read(book)[0]], read(book)[1]) == (["A?"], [])


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (7, "General", "7"),
        (0.1 + 0.2, "General", "0.3"),
        (1e21, "General", "1e+21"),
        (7, "00000", "00007"),
        (0.855, "0%", "86%"),
        (9.9, '0.00\\ "€"', "9.90 €"),
        (-1234.5, "#,##0.00", "-1,234.50"),
        (1234567, "#,##0", "1,234,567"),
        (12.5, "[$CHF-807] 0.00", "CHF 12.50"),
        (0.5, "# ?/?", "0.5"),
        (date(2099, 1, 31), "DD.MM.YYYY", "2099-01-31"),
        (datetime(2099, 1, 31, 14, 30), "yyyy-mm-dd hh:mm", "2099-01-31 14:30"),
        (clock(8, 5), "hh:mm", "08:05"),
        (1.5, "[h]:mm:ss", "36:00"),
        (-3, "dd.mm.yyyy", "-3"),
        (True, "General", "TRUE"),
        ("=not a formula", "@", None),
        ("  two\nlines ", "General", "two\nlines"),
    ],
)
def test_a_cell_is_its_displayed_text(value, number_format, text):
    book = book_of(HEADER, ["A?", value])
    book.active["B2"].number_format = number_format
    if text is None:
        book.active["B2"].data_type, text = "s", value
    assert [each.answer for each in read(book)[0]] == [text]


def test_a_date_of_a_sheet_is_a_review_date():
    assert read(book_of([*HEADER, "Review"], ["A?", "x", date(2099, 1, 31)]))[0][0].review == date(2099, 1, 31)


def test_a_formula_or_an_error_is_refused_at_its_cell_where_it_matters():
    book = book_of([*HEADER, "Room"], ["A?", "=B9", "=C9"], ["B?", "#N/A"], ["C?", "x", "=1+1"])
    book.active["A5"], book.active["B5"] = "D?", ArrayFormula("B5", "=B2:B3")
    assert [each for each in places(book) if each[0] != "KB332"] == [
        ("KB340", IN_QUESTIONS, "B2"),
        ("KB340", IN_QUESTIONS, "B3"),
        ("KB340", IN_QUESTIONS, "B5"),
    ]


def test_questions_beside_one_merged_answer_are_one_entry():
    book = book_of([*HEADER, "Tags"], ["A?", "x", "t"], ["B?"], ["C?", "z"], ["D?", "x"])
    book.active.merge_cells("B2:B3")
    found, problems = read(book)
    assert problems == []
    assert [each.phrasings for each in found] == [("A?", "B?"), ("C?",), ("D?",)]


def test_an_answer_that_is_a_link_leads_where_it_led():
    book = book_of(HEADER, ["A?", "the manual"], ["B?", "https://harbor.example/x"], ["C?", "run"], ["D?", "below"])
    book.active["A2"].hyperlink = "https://harbor.example/question"
    book.active["B2"].hyperlink = "https://harbor.example/manual (2)"
    book.active["B3"].hyperlink = "https://harbor.example/x/"
    book.active["B4"].hyperlink = "javascript:alert(1)"
    book.active["B5"].hyperlink = Hyperlink(ref="B5", location="Questions!A1")
    found, _ = read(book)
    assert [(each.question, each.answer) for each in found] == [
        ("A?", "[the manual](<https://harbor.example/manual (2)>)"),
        ("B?", "https://harbor.example/x"),
        ("C?", "[run](<javascript:alert(1)>)"),
        ("D?", "below"),
    ]


def test_empty_rows_and_cells_with_only_a_colour_are_nothing():
    book = book_of(HEADER, ["A?", "x"], [], [None, "  "], ["B?", "y"])
    book.active["F900"].font = Font(bold=True)
    found, problems = read(book)
    assert ([each.line for each in found], problems) == ([2, 5], [])


def test_text_beside_the_table_is_pointed_out_once():
    book = book_of(HEADER, ["A?", "x", None, "ask Mara"], ["B?", "y", "done"])
    assert places(book) == [("KB332", IN_QUESTIONS, "D2")]


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        ([["Thema", "Text"], ["A?", "x"]], "KB331", "A1"),
        ([HEADER, [None, "x"]], "KB302", "A2"),
        ([[*HEADER, "Sichtbarkeit"], ["A?", "x", "publc"]], "KB304", "C2"),
        ([[*HEADER, "visiblity"], ["A?", "x", "vendor"]], "KB301", "C1"),
        ([[*HEADER, "answer"], ["A?", "x", "y"]], "KB205", "C1"),
        ([[*HEADER, "title"], ["A?", "x", "y"]], "KB332", "C1"),
        ([["id", *HEADER], ["a b", "A?", "x"]], "KB306", "A2"),
        ([["id", *HEADER], ["a", "A?", "x"], ["a", "B?", "y"]], "KB305", "C3"),
        ([[*HEADER, *range(63)]], "KB334", "BM1"),
        ([HEADER, ["A?", "x_xD800_"]], "KB107", "B2"),
    ],
)
def test_each_mistake_is_named_with_its_cell(rows, code, cell):
    assert places(book_of(*rows)) == [(code, IN_QUESTIONS, cell)]


def test_a_conflict_with_another_file_names_the_sheets(tmp_path):
    (tmp_path / "harbor").mkdir()
    (tmp_path / "harbor" / "faq.xlsx").write_bytes(
        saved(book_of(["id", *HEADER], ["a", "A?", "x"], Mail=[["id", *HEADER], ["a", "B?", "<script>x</script>"]]))
    )
    (tmp_path / "harbor" / "z.csv").write_text("id,question,answer\na,C?,y\n")
    problems = [(each.where, each.code, each.what) for each in load(tmp_path).problems]
    assert ("harbor/faq.xlsx!Mail:B2", "KB305", 'the id "a" stands here and in harbor/faq.xlsx!Questions:2') in problems
    assert ("harbor/faq.xlsx!Mail:C2", "KB310") in [each[:2] for each in problems]


def test_the_last_good_version_of_a_workbook_stays(tmp_path):
    file = tmp_path / "harbor" / "faq.xlsx"
    file.parent.mkdir()
    file.write_bytes(saved(book_of(HEADER, ["A?", "x"], Mail=[HEADER, ["B?", "y"]])))
    good = load(tmp_path)
    file.write_bytes(saved(book_of(HEADER, ["A?", "x"], Mail=[HEADER, ["B?", None]])))
    broken = load(tmp_path, good)
    assert [str(each.where) for each in broken.problems] == ["harbor/faq.xlsx!Mail:B2"]
    assert broken.entries == good.entries


def test_a_cell_far_out_costs_nothing():
    book = book_of(HEADER, ["A?", "x"])
    book.active["XFD1048576"] = "far"
    began = time.process_time()
    assert places(book) == [("KB332", IN_QUESTIONS, "XFD1048576")]
    assert time.process_time() - began < 0.5


def test_more_cells_than_a_table_needs_are_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_CELLS", 5)
    assert places(book_of(HEADER, ["A?", "x"], ["B?", "y"])) == [("KB334", IN_QUESTIONS, "A3")]


def rewritten(data, **changed):
    """Return the archive with members changed, by the end of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            text = old.read(each).decode()
            for name, (before, after) in changed.items():
                if name in each:
                    assert before in text
                    text = text.replace(before, after)
            new.writestr(each, text)
    return out.getvalue()


def test_what_other_writers_do_is_read_too():
    data = saved(book_of(HEADER, ["A?", "x"]))
    sheet = (
        '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row>'
        '<x:c t="inlineStr"><x:is><x:t>q</x:t></x:is></x:c><x:c t="str"><x:v>a</x:v></x:c></x:row><x:row>'
        '<x:c t="inlineStr"><x:is><x:r><x:t>A</x:t></x:r><x:r><x:t>?</x:t></x:r>'
        "<x:rPh><x:t>no</x:t></x:rPh></x:is></x:c>"
        '<x:c t="str"><x:v>one_x000D_&#10;two</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        whole = old.read("xl/worksheets/sheet1.xml").decode()
    found, problems = read(rewritten(data, sheet1=(whole, sheet)))
    assert problems == []
    assert [(each.question, each.answer, each.line) for each in found] == [("A?", "one\ntwo", 2)]


def test_days_may_be_counted_from_1904():
    book = book_of([*HEADER, "Review"], ["A?", "x", date(2099, 1, 31)])
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert read(book)[0][0].review == date(2099, 1, 31)


@pytest.mark.parametrize(
    "after", ['<!DOCTYPE x [<!ENTITY a "b">]><worksheet', '<!DOCTYPE x SYSTEM "/etc/passwd"><worksheet']
)
def test_no_entities_and_nothing_external(after):
    data = rewritten(saved(book_of(HEADER, ["A?", "x"])), sheet1=("<worksheet", after))
    assert places(data) == [("KB338", PLACE.file, "")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as .xlsx"),
        (b"question,answer\nA?,x\n", "save it as .xlsx"),
        (b"PK\x03\x04", "save it as .xlsx"),
    ],
)
def test_what_is_no_workbook_is_told_with_a_remedy(data, said):
    _, problems = read(data)
    assert (problems[0].code, problems[0].line) == ("KB338", 1)
    assert said in problems[0].remedy


def test_an_archive_that_is_no_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "no workbook" in read(out.getvalue())[1][0].what


def test_a_large_sheet_is_read_in_seconds():
    rows = ([f"q{n}", f"How do I mend part {n}?", "x", "a"] for n in range(4_000))
    data = saved(book_of(["id", *HEADER, "tags"], *rows))
    began = time.process_time()
    assert len(read(data)[0]) == 4_000
    assert time.process_time() - began < 3


CELL = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=30).filter(str.strip)


@given(pairs=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6))
@examples(60)
def test_what_was_written_is_read_as_it_was(pairs):
    rows = [[f"n{number}", f"q {question}", f"a {answer}"] for number, (question, answer) in enumerate(pairs)]
    found, problems = read(book_of(["id", *HEADER], *rows))
    assert problems == []
    assert [(each.question, each.answer) for each in found] == [
        (" ".join(f"q {question}".split()), f"a {answer}".strip()) for question, answer in pairs
    ]

"""CSV and TSV tables as spreadsheets save them: any separator, any sensible header, every mistake at its line."""

import csv
import io
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.entry import Status, Visibility
from knowledge.formats.fields import ENTRY
from knowledge.formats.reading import FilePlace
from knowledge.formats.tables import columns, rows
from knowledge.formats.tables.table import read as read_table
from knowledge.languages.language import every
from knowledge.load import load
from knowledge.problems.report import Refused, Report
from tests.properties import examples

PLACE = FilePlace("harbor", "harbor/faq.csv")


def read(text):
    report = Report(PLACE.file)
    try:
        found = read_table(text, PLACE, report)
    except Refused as fault:
        report.refused(fault)
        found = []
    return [each.entry for each in found], report.problems


def faults(text):
    return [(each.code, each.line) for each in read(text)[1]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_header_tells_the_separator(delimiter):
    found, problems = read(delimiter.join(["question", "answer"]) + "\n" + delimiter.join(["How, and; when?", "So"]))
    if delimiter in ",;":
        found, problems = read(f'question{delimiter}answer\n"How, and; when?"{delimiter}So\n')
    assert [(each.question, each.answer) for each in found] == [("How, and; when?", "So")]
    assert problems == []


@pytest.mark.parametrize(
    "header",
    [
        "Question,Answer",
        "FRAGE,Antwort",
        " q , a ",
        "Title,Reply",
        "Fragen,Lösung",
        "Question 1,Response",
        "title,ANSWERS",
    ],
)
def test_any_sensible_header_will_do(header):
    assert [each.id for each in read(f"{header}\nWhen?,Now\n")[0]] == ["when"]


def test_every_key_of_an_entry_may_be_a_column():
    found, problems = read(
        "Kennung;Frage;Auch gefragt als;Antwort;Schlagwörter;Produkt;Sprache;Sichtbarkeit;NDA;Verantwortlich;"
        "Wiedervorlage;Status;Art;Schwelle;Folgefragen;Quelle\n"
        "pay;Wie zahle ich?;Zahlung|Rechnung zahlen;Mit Karte;Geld, Karte;Shop;de;partner;ja;desk@harbor.example;"
        "31.1.2099;draft;how;0,8;refund | vendor/tax;Handbuch\n"
    )
    entry = found[0]
    assert problems == []
    assert (entry.id, entry.also, entry.tags) == ("pay", ("Zahlung", "Rechnung zahlen"), ("Geld", "Karte"))
    assert (entry.visibility, entry.nda, entry.status) == (Visibility.PARTNER, True, Status.DRAFT)
    assert (entry.review, entry.threshold, entry.kind) == (date(2099, 1, 31), 0.8, "how")
    assert (entry.follow_ups, entry.owner) == (("harbor/refund", "vendor/tax"), "desk@harbor.example")
    assert (entry.product, entry.language, entry.source) == ("Shop", "de", "Handbuch")


def test_other_ways_of_asking_may_stand_in_one_cell_or_in_several_columns():
    found, _ = read('question,alternative 1,answer,Alternative 2\nA?,"B?\nC?|D?",x,E?\n')
    assert found[0].also == ("B?", "C?", "D?", "E?")


def test_rows_with_the_same_id_are_one_entrys_phrasings():
    found, problems = read("id,question,answer,tags\n7,A?,x,one\n8,Z?,z,\n7,B?,,two\n7,C?,x,\n")
    assert problems == []
    assert [(each.id, each.phrasings, each.tags, each.line) for each in found] == [
        ("7", ("A?", "B?", "C?"), ("one", "two"), 2),
        ("8", ("Z?",), (), 3),
    ]


def test_a_cell_of_several_lines_stays_together_and_moves_the_lines_below():
    found, problems = read('question,answer\n"A?","one\n\ntwo"\n\nB?,x\nC?,\n')
    assert [(each.answer, each.line) for each in found] == [("one\n\ntwo", 2), ("x", 6)]
    assert [(each.code, each.line) for each in problems] == [("KB303", 7)]


def test_a_cell_that_looks_like_a_formula_is_text():
    assert [each.answer for each in read("question,answer\nA?,=1+1\nB?,\"=cmd|' /C calc'!A0\"\n")[0]] == [
        "=1+1",
        "=cmd|' /C calc'!A0",
    ]


def test_the_apostrophe_that_guards_such_a_cell_is_taken_away():
    assert [each.answer for each in read("question,answer\nA?,'=1+1\nB?,'- one\nC?,'tis\n")[0]] == [
        "=1+1",
        "- one",
        "'tis",
    ]


def test_metadata_as_qna_maker_writes_them_are_keys_and_tags():
    found, problems = read("question,answer,tags,metadata\nA?,x,mail,region:north | visibility:partner\nB?,y,,\n")
    assert problems == []
    assert [(each.tags, each.visibility) for each in found] == [
        (("mail", "region:north"), Visibility.PARTNER),
        ((), Visibility.CUSTOMER),
    ]


def test_a_threshold_may_be_a_percentage_or_have_a_comma():
    assert [each.threshold for each in read('question,answer,threshold\nA?,x,85%\nB?,y,"0,85"\n')[0]] == [0.85, 0.85]


def test_a_title_above_the_header_and_the_line_that_names_the_separator_do_no_harm():
    assert [each.line for each in read("sep=;\nOur questions;\n;\nquestion;answer\nA?;x\n")[0]] == [5]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("A?,x\nB?,y\n", "KB331", 1),
        ("sep=;\n", "KB111", 1),
        (",,,\n", "KB111", 1),
        ("sep=!\n", "KB331", 1),
        ("question,reply to\nA?,x\n", "KB331", 1),
        ("\n\nquestion\nA?\n", "KB331", 3),
        ("question,answer\nA?,x\n,y\n", "KB302", 3),
        ("question,answer\nA?,x\nB?, \n", "KB303", 3),
        ("question,answer\nA?,x,y\n", "KB333", 2),
        ("question,answer\nA?\n", "KB333", 2),
        ("question,answer,tags,visibility\nA?,x\n", "KB333", 2),
        ('question,answer\nA?,x\n"B?,y\n', "KB333", 3),
        ('question,answer\nA?,"x" y\n', "KB333", 2),
        ('question,answer\nA?,"x\n"B?",y\n', "KB333", 2),
        ('question,answer\nA?,"' + "x" * 200_000, "KB333", 2),
        ("question,answer," + "x," * 63 + "x\n", "KB334", 1),
        ("question,answer\nA?,x" + ",y" * 63 + "\n", "KB334", 2),
        ("question,answer,question\nA?,x,y\n", "KB205", 1),
        ("question,answer,visibility,visible to\nA?,x,vendor,public\n", "KB205", 1),
        ("question,answer,visiblity\nA?,x,vendor\n", "KB301", 1),
        ("question,answer,visibility\nA?,x,publc\n", "KB304", 2),
        ("id,question,answer\na,A?,x\na,B?,y\n", "KB305", 3),
        ("id,question,answer,owner\na,A?,x,me\na,B?,,you\n", "KB205", 3),
        ("id,question,answer\na b,A?,x\n", "KB306", 2),
        ("question,answer,review\nA?,x,1/2/2026\n", "KB304", 2),
        ("question,answer,metadata\nA?,x,[1]\n", "KB304", 2),
        ("question,answer,metadata,visibility\nA?,x,visibility:vendor,public\n", "KB205", 2),
        ("question,answer,metadata\nA?,x\n", "KB333", 2),
    ],
)
def test_each_mistake_is_named_with_its_line(text, code, line):
    assert faults(text) == [(code, line)]


def test_a_column_that_is_not_read_is_pointed_out_with_what_may_be_meant():
    found, problems = read("question,answer,ownr,Room,title\nA?,x,me,12,B?\n")
    assert [each.code for each in problems] == ["KB332"] * 3
    assert "did you mean owner?" in problems[0].remedy
    assert 'since "question" is' in problems[2].what
    assert (len(found), found[0].owner) == (1, None)


def test_a_german_header_is_told_names_of_columns_in_german():
    _, problems = read("Frage;Antwort;Verantwortlch;Raumnr\nWann?;Jetzt.;ich;12\n")
    assert problems[0].remedy == "did you mean Verantwortlich?"
    assert problems[1].remedy.startswith("the columns are Kennung, Frage, Alternativen, Antwort")


@pytest.mark.parametrize("language", every(), ids=lambda language: language.code)
def test_every_name_of_a_column_that_messages_say_is_read_as_its_key(language):
    said = {key: columns.key_of(columns.told(key, language))[0] for key in ENTRY}
    assert said == {key: key for key in ENTRY}


def test_a_row_with_nothing_in_columns_that_are_read_is_nothing():
    assert [
        (each.code, each.line) for each in read("question,answer,Room\nA?,x,1\n,,the next ones are Mara's\n")[1]
    ] == [("KB332", 1)]


def test_a_row_may_end_before_columns_that_an_entry_may_lack():
    assert [each.tags for each in read("question,answer,tags,owner\nA?,x\nB?,y,t\n")[0]] == [(), ("t",)]


def test_twenty_thousand_rows_are_read_and_not_one_more(monkeypatch):
    monkeypatch.setattr(rows, "MOST_ROWS", 3)
    table = "question,answer\n" + "".join(f"Q{each}?,x\n" for each in range(3))
    assert len(read(table)[0]) == 3
    assert faults(table + "Q3?,x\n") == [("KB334", 5)]


def test_a_windows_file_is_refused_with_what_to_do_in_excel(tmp_path):
    (tmp_path / "harbor").mkdir()
    (tmp_path / "harbor" / "faq.csv").write_bytes("Frage;Antwort\nGrün?;ja\n".encode("cp1252"))
    problem = load(tmp_path).problems[0]
    assert (problem.code, problem.line) == ("KB106", 2)
    assert "CSV UTF-8" in problem.remedy


def test_a_byte_order_mark_does_no_harm(tmp_path):
    (tmp_path / "harbor").mkdir()
    (tmp_path / "harbor" / "faq.csv").write_bytes("\ufeffFrage;Antwort\r\nGrün?;ja\r\n".encode())
    assert [str(each) for each in load(tmp_path).problems] == []


def test_every_name_of_a_column_means_one_key_in_every_language():
    tables = [language.table("columns") for language in every()]
    meant = {(columns.squeezed(name), key) for table in tables for key, names in table.items() for name in names}
    assert len(meant) == len({name for name, _ in meant})


def test_a_large_table_is_read_in_seconds():
    table = "id,question,answer,tags\n" + "".join(f"q{n},How do I mend part {n}?,Turn {n},a\n" for n in range(5_000))
    began = time.process_time()
    assert len(read(table)[0]) == 5_000
    assert time.process_time() - began < 3


CELL = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(str.strip)


@given(pairs=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6), delimiter=st.sampled_from(",;\t|"))
@examples(100)
def test_what_a_spreadsheet_writes_is_read_as_it_was(pairs, delimiter):
    text = io.StringIO()
    table = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    table.writerow(["id", "question", "answer"])
    table.writerows([number, f"q {question}", f"a {answer}"] for number, (question, answer) in enumerate(pairs))
    found, problems = read(text.getvalue())
    assert problems == []
    assert [(each.question, each.answer) for each in found] == [
        (" ".join(f"q {question}".split()), f"a {answer}".strip()) for question, answer in pairs
    ]


@pytest.mark.parametrize(
    ("header", "remedy"),
    [("question,answr", 'did you mean answer by "answr"?'), ("Frage;Antwrt", 'did you mean antwort by "Antwrt"?')],
)
def test_a_misspelt_column_that_must_be_there_is_guessed(header, remedy):
    with pytest.raises(Refused) as fault:
        read_table(f"{header}\nOne?,x\n", PLACE, Report(PLACE.file))
    assert fault.value.remedy == remedy

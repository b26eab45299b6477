"""Exports of QnA Maker and custom question answering, of either age, as tab-separated tables."""

import json

import pytest

from knowledge.entry import Visibility
from knowledge.formats.exports import qna_tsv
from knowledge.formats.reading import FilePlace
from knowledge.load import load
from knowledge.problems.report import Report

PLACE = FilePlace("harbor", "harbor/export.tsv")
OLD = "Question\tAnswer\tSource\tMetadata"
MIDDLE = f"{OLD}\tSuggestedQuestions\tIsContextOnly\tPrompts\tQnaId"
NEW = f"{MIDDLE}\tSourceDisplayName"


def read(*lines):
    report = Report(PLACE.file)
    found = qna_tsv.read("\n".join(lines), PLACE, report)
    return [each.entry for each in found], report.problems


def row(question, answer, qna_id, *, source="Editorial", metadata="", suggested="[]", only="False", prompts="[]"):
    return "\t".join([question, answer, source, metadata, suggested, only, prompts, str(qna_id)])


@pytest.mark.parametrize(
    "header", ["Question\tAnswer\tSource", OLD, MIDDLE, NEW, NEW.upper(), "Question\tAnswer\tSource\tKeywords"]
)
def test_every_header_of_an_export_is_recognised(header):
    assert qna_tsv.recognises(f"{header}\nA?\tx\tEditorial")


@pytest.mark.parametrize(
    "header", ["question,answer,source", "Question\tAnswer", f"{OLD}\tOwner", "Answer\tQuestion\tSource", ""]
)
def test_a_table_of_somebodys_own_is_none(header):
    assert not qna_tsv.recognises(f"{header}\nA?\tx\ty")


def test_rows_of_one_id_are_one_entry_named_by_it():
    found, problems = read(MIDDLE, row("A?", "x", 7), row("Z?", "z", 8), row("B?", "x", 7))
    assert problems == []
    assert [(each.name, each.phrasings, each.line) for each in found] == [
        ("harbor/7", ("A?", "B?"), 2),
        ("harbor/8", ("Z?",), 3),
    ]


def test_rows_without_an_id_that_share_answer_and_source_are_one_entry():
    found, _ = read(OLD, "A?\tx\tone\t", "B?\tx\tone\t", "C?\tx\ttwo\t", "D?\ty\tone\t")
    assert [each.phrasings for each in found] == [("A?", "B?"), ("C?",), ("D?",)]


def test_new_pairs_have_the_id_0_and_are_no_entry_of_that_name():
    assert [each.id for each in read(MIDDLE, row("A?", "x", 0), row("B?", "y", 0))[0]] == ["a", "b"]


def test_line_breaks_in_answers_are_two_characters():
    assert read(MIDDLE, row("A?", "one\\n\\n- two\\n", 7))[0][0].answer == "one\n\n- two"


@pytest.mark.parametrize(
    "metadata",
    ["region:north | product:Cloud Shop|visibility:partner", None],
)
def test_metadata_are_tags_unless_they_are_keys_of_ours(metadata):
    pairs = {"region": "north", "product": "Cloud Shop", "visibility": "partner"}
    listed = json.dumps([{"name": name, "value": value} for name, value in pairs.items()])
    entry = read(MIDDLE, row("A?", "x", 7, metadata=metadata or listed))[0][0]
    assert (entry.tags, entry.product, entry.visibility) == (("region:north",), "Cloud Shop", Visibility.PARTNER)


def test_metadata_that_mean_something_else_by_our_words_are_tags_too():
    entry = read(MIDDLE, row("A?", "x", 7, metadata="language:english|review:weekly"))[0][0]
    assert (entry.language, entry.tags) == ("en", ("language:english", "review:weekly"))


@pytest.mark.parametrize("metadata", ["visibility:insiders", "visibility:public|visibility:partner", "nda:maybe"])
def test_metadata_that_may_protect_an_answer_are_never_taken_for_a_tag(metadata):
    _, problems = read(MIDDLE, row("A?", "x", 7, metadata=metadata))
    assert [(each.code, each.line) for each in problems] == [("KB304", 2)]


@pytest.mark.parametrize("names", [("DisplayOrder", "QnaId", "DisplayText"), ("displayOrder", "qnaId", "displayText")])
def test_prompts_are_follow_ups_in_the_order_they_are_shown(names):
    prompts = json.dumps([dict(zip(names, values, strict=True)) for values in [(1, 9, "Nine"), (0, 8, "Eight")]])
    assert read(MIDDLE, row("A?", "x", 7, prompts=prompts))[0][0].follow_ups == ("harbor/8", "harbor/9")


def test_a_pair_written_out_in_a_prompt_is_found_by_its_id():
    prompts = json.dumps([{"displayText": "Nine", "qnaId": None, "qna": {"id": 9}}, {"displayText": "None"}])
    assert read(MIDDLE, row("A?", "x", 7, prompts=prompts))[0][0].follow_ups == ("harbor/9",)


def test_a_menu_that_says_nothing_itself_says_what_there_is_to_choose():
    prompts = json.dumps([{"DisplayOrder": 0, "QnaId": 8, "DisplayText": "Eight"}])
    assert read(MIDDLE, row("A?", "", 7, prompts=prompts))[0][0].answer == "- Eight"


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("Editorial", None),
        ("Custom Editorial", None),
        ("96207418-4609-48df-9cbc-dd35a71e83f7-KB.tsv", None),
        ("https://docs.harbor.example/faq", "https://docs.harbor.example/faq"),
        ("guide.pdf", "The guide"),
    ],
)
def test_a_source_is_kept_where_it_says_something(source, kept):
    entry = read(NEW, row("A?", "x", 7, source=source) + "\t" + ("The guide" if "pdf" in source else ""))[0][0]
    assert entry.source == kept


def test_what_is_not_taken_over_is_said_once_for_the_file():
    suggested = '[{"ClusterHead":"a","AlternateQuestionList":[{"Question":"b"}]}]'
    found, problems = read(
        MIDDLE,
        row("A?", "x", 7, suggested=suggested),
        row("B?", "y", 8, suggested=suggested, only="True"),
        "Question\tAnswer\tSource\t\t\t\t\t",
    )
    assert [each.id for each in found] == ["7", "8"]
    assert [(each.code, each.line, each.what.split()[0]) for each in problems] == [
        ("KB335", 2, "2"),
        ("KB335", 3, "1"),
        ("KB335", 4, "1"),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (row("", "x", 7), "KB302"),
        (row("A?", "", 7), "KB303"),
        (row("A?", "x", "7 8"), "KB306"),
        (row("A?", "x", 7, prompts="[{"), "KB304"),
        (row("A?", "x", 7, prompts="[" * 100_000), "KB304"),
        (row("A?", "x", 7, prompts="{}"), "KB304"),
        (row("A?", "x", 7, metadata="[1]"), "KB304"),
        (row("A?", "x", 7) + "\tmore", "KB333"),
        ("A?", "KB333"),
    ],
)
def test_each_mistake_is_named_with_its_line(line, code):
    _, problems = read(MIDDLE, row("Fine?", "x", 1), line)
    assert [(each.code, each.line) for each in problems] == [(code, 3)]


def test_what_a_spreadsheet_made_of_an_export_is_read_the_same():
    prompts = '[{"DisplayOrder":0,"QnaId":8,"DisplayText":"Eight"}]'
    quoted = '"' + prompts.replace('"', '""') + '"'
    assert read(MIDDLE, row("A?", "x", 7, prompts=prompts)) == read(MIDDLE, row("A?", "x", 7, prompts=quoted))


@pytest.mark.parametrize(
    ("text", "remedy"), [("Key\tValue\nLanguage\tEnglish\n", "partner.yaml"), ("Synonyms\nmail,post\n", "words.yaml")]
)
def test_the_other_tables_of_a_project_are_told_where_they_belong(tmp_path, text, remedy):
    (tmp_path / "harbor").mkdir()
    (tmp_path / "harbor" / "project.tsv").write_text(text)
    problems = load(tmp_path).problems
    assert [(each.code, each.line, remedy in each.remedy) for each in problems] == [("KB407", 1, True)]


@pytest.mark.evaluation
@pytest.mark.parametrize(
    ("file", "entries", "phrasings", "follow_ups"),
    [("CustomQA.tsv", 156, 156, 155), ("smartLightFAQ.tsv", 9, 12, 0), ("QnAMaker.qna", 3, 10, 0)],
)
def test_the_real_exports_load_whole(eval_data, tmp_path, file, entries, phrasings, follow_ups):
    (tmp_path / "harbor").mkdir()
    (tmp_path / "harbor" / file).write_bytes((eval_data / "formats" / file).read_bytes())
    loaded = load(tmp_path)
    assert {str(each.level) for each in loaded.problems} <= {"warning"}
    assert (len(loaded.entries), sum(len(each.phrasings) for each in loaded.entries)) == (entries, phrasings)
    names = {each.name for each in loaded.entries}
    assert sum(len(names.intersection(each.follow_ups)) for each in loaded.entries) == follow_ups

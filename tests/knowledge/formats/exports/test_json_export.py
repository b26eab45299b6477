"""Pairs of other systems in JSON: which systems are known, what becomes of each pair, what is told and not taken."""

import json

import pytest

from knowledge.entry import Visibility
from knowledge.formats.exports import json_export
from knowledge.formats.reading import FilePlace
from knowledge.load import load
from knowledge.problems.report import Report

PLACE = FilePlace("harbor", "harbor/export.json")
CUSTOM = {
    "id": 4,
    "answer": "Under **Billing**.\\nAlways.",
    "source": "https://help.example/billing",
    "questions": ["Where is my bill?", "invoice copy"],
    "metadata": {"product": "Mail", "visibility": "partner", "region": "north", "status": "green"},
    "dialog": {
        "isContextOnly": False,
        "prompts": [
            {"displayOrder": 2, "qnaId": 9, "displayText": "By post"},
            {"displayOrder": 1, "qnaId": 7, "displayText": "By mail"},
        ],
    },
    "lastUpdatedDateTime": "2024-01-01T00:00:00Z",
}
MAKER = {
    "id": 4,
    "answer": "Under **Billing**.\nAlways.",
    "source": "Editorial",
    "questions": ["Where is my bill?", "invoice copy"],
    "metadata": [{"name": "product", "value": "mail"}],
    "context": {"isContextOnly": True, "prompts": [{"displayOrder": 0, "displayText": "By mail", "qna": {"id": 7}}]},
}


def read(data):
    report = Report(PLACE.file)
    found = json_export.read(data if isinstance(data, str) else json.dumps(data, indent=1), PLACE, report)
    return [each.entry for each in found], report.problems


def pair(**changes):
    return {"id": 1, "questions": ["A?"], "answer": "b", **changes}


@pytest.mark.parametrize(
    "wrap",
    [
        lambda pairs: pairs,
        lambda pairs: {"value": pairs},
        lambda pairs: {"qnaDocuments": pairs},
        lambda pairs: {"name": "x", "qnaList": pairs},
        lambda pairs: {"add": {"qnaList": pairs}},
        lambda pairs: {"Metadata": {"ProjectName": "x"}, "Assets": {"Qnas": pairs}},
        lambda pairs: [{"op": "add", "value": each} for each in pairs],
    ],
)
def test_the_pairs_are_found_wherever_a_service_puts_them(wrap):
    found, problems = read(wrap([pair(id=1), pair(id=2, questions=["C?"])]))
    assert [(each.id, each.question) for each in found] == [("1", "A?"), ("2", "C?")]
    assert problems == []


def test_a_pair_of_custom_question_answering_is_an_entry():
    (entry,), problems = read({"value": [CUSTOM | {"metadata": CUSTOM["metadata"] | {"status": "draft"}}]})
    assert problems == []
    assert entry.phrasings == ("Where is my bill?", "invoice copy")
    assert entry.answer == "Under **Billing**.\nAlways."
    assert (entry.name, entry.line, entry.source) == ("harbor/4", 8, "https://help.example/billing")
    assert (entry.product, entry.visibility, entry.tags) == ("Mail", Visibility.PARTNER, ("region:north",))
    assert entry.follow_ups == ("harbor/7", "harbor/9")


def test_metadata_that_may_protect_an_entry_is_never_taken_for_a_tag():
    found, problems = read({"value": [CUSTOM]})
    assert [(each.code, each.line) for each in problems] == [("KB304", 3)]
    assert found[0].status.value == "published", "the error keeps the whole file from being used"


def test_a_pair_of_qna_maker_is_an_entry():
    (entry,), problems = read({"qnaDocuments": [MAKER]})
    assert (entry.answer, entry.product, entry.source) == ("Under **Billing**.\nAlways.", "mail", None)
    assert entry.follow_ups == ("harbor/7",)
    assert [(each.code, each.line) for each in problems] == [("KB335", 3)]
    assert "only after another answer" in problems[0].what


def test_new_pairs_have_the_id_0_and_are_no_entry_of_that_name():
    assert [each.id for each in read([pair(id=0), pair(id=0, questions=["C?"])])[0]] == ["a", "c"]


def test_a_card_of_faq_plus_becomes_text_and_who_did_what_no_tag():
    card = {"title": "Printer", "subtitle": "In the hall", "description": "Pull.", "imageUrl": "https://x/y.png"}
    notes = {"createdby": "somebody", "createdat": "1", "team": "desk"}
    (entry,), problems = read([pair(answer=json.dumps(card), metadata=notes)])
    assert entry.answer == "**Printer**\n\nIn the hall\n\nPull."
    assert entry.tags == ("team:desk",)
    assert [each.what for each in problems] == ["1 pair has a picture, which is left out"]


def test_an_answer_that_only_looks_like_a_card_stays_text():
    answers = ['{"description": ', '{"name": "x"}', "{ not at all }"]
    assert [each.answer for each in read([pair(id=n, answer=a) for n, a in enumerate(answers, 1)])[0]] == [
        each.strip() for each in answers
    ]


def test_the_language_of_the_project_is_that_of_its_entries():
    for top in ({"language": "de"}, {"metadata": {"language": "DE"}}):
        assert read({**top, "assets": {"qnas": [pair()]}})[0][0].language == "de"


def test_what_is_not_taken_over_is_told_once_for_the_file():
    suggested = pair(id=2, questions=["C?"], activeLearningSuggestions=[{"clusterHead": "x"}])
    changes = [{"op": "add", "value": suggested}, {"op": "delete", "value": pair(id=3)}]
    found, problems = read(changes)
    assert [each.id for each in found] == ["2"]
    assert [each.what for each in problems] == [
        "1 pair has suggested questions, which are not read",
        "1 pair is to be deleted",
    ]
    _, problems = read({"assets": {"qnas": [pair()], "synonyms": [{"alterations": ["a", "b"]}]}})
    assert [each.what for each in problems] == ["synonyms are not read from here"]


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (pair(answer=""), "KB303"),
        (pair(answer=["x"]), "KB208"),
        (pair(questions=[]), "KB302"),
        (pair(questions=[["x"]]), "KB208"),
        (pair(id="a b"), "KB306"),
        (pair(id={"x": 1}), None),
        ("text", "KB208"),
    ],
)
def test_a_pair_that_is_none_is_refused_at_its_line(broken, code):
    found, problems = read({"value": [pair(id=7, questions=["Z?"]), broken]})
    assert [each.id for each in found][:1] == ["7"]
    assert {each.code for each in problems} == ({code} if code else set())
    assert all(each.line > 8 for each in problems)


BOT = {
    "qid": "Printer.001",
    "type": "qna",
    "q": ["How do I print?", "printing"],
    "a": "Press print.",
    "alt": {"markdown": "Press **print**.", "ssml": "<speak>Press print</speak>"},
    "t": "printer",
    "next": "Printer 2",
}


def test_an_item_of_qnabot_is_an_entry():
    found, problems = read(
        {"qna": [BOT, {"qid": "Printer 2", "q": ["Where is toner?"], "a": "At the desk.", "alt": {}}]}
    )
    assert problems == []
    assert [(each.id, each.phrasings, each.answer, each.tags, each.line) for each in found] == [
        ("Printer.001", ("How do I print?", "printing"), "Press **print**.", ("printer",), 7),
        ("printer-2", ("Where is toner?",), "At the desk.", (), 21),
    ]
    assert found[0].follow_ups == ("harbor/printer-2",)


def test_what_an_item_of_qnabot_does_beside_answering_is_told():
    more = [
        BOT | {"a": "{{x}}", "qid": "1"},
        BOT | {"l": "QNA:fn", "qid": "2"},
        BOT | {"elicitResponse": {"responsebot_hook": "QNAYesNo"}, "qid": "3"},
        BOT | {"elicitResponse": {"responsebot_hook": ""}, "l": "", "args": [""], "qid": "4"},
        BOT | {"r": {"imageUrl": "https://x/y.png"}, "qid": "5"},
        BOT | {"clientFilterValues": "intern", "qid": "6"},
        BOT | {"type": "quiz", "qid": "7"},
    ]
    found, problems = read({"qna": more})
    assert len(found) == 6
    assert [tuple(each.what.split(" ", 1)) for each in problems] == [
        ("1", "item has {{…}} in the answer, which is shown as it stands"),
        ("2", "items do more than answer, such as asking back; only the answer is taken"),
        ("1", "item has a picture, which is left out"),
        ("1", "item is only for some clients; to Spot everybody is one who may see the file"),
        ("1", "item is of a type without an answer"),
    ]


@pytest.mark.parametrize(
    "text", ["{}", "[]", "7", '"text"', '{"name": "a-package", "dependencies": {}}', '{"value": [1]}']
)
def test_other_json_is_told_once_and_does_no_harm(tmp_path, text):
    (tmp_path / "page.md").write_text("# A?\nb\n")
    (tmp_path / "some.json").write_text(text)
    loaded = load(tmp_path)
    assert [(each.file, each.code, each.level.value) for each in loaded.problems] == [("some.json", "KB407", "warning")]
    assert len(loaded.entries) == 1


def test_html_in_an_answer_stays_text_and_what_runs_keeps_the_file_out(tmp_path):
    (tmp_path / "some.json").write_text(json.dumps([pair(answer="Press <b>print</b>.")]))
    loaded = load(tmp_path)
    assert ([each.code for each in loaded.problems], loaded.entries[0].answer) == (["KB402"], "Press <b>print</b>.")
    (tmp_path / "some.json").write_text(json.dumps([pair(answer="<script>alert(1)</script>")]))
    after = load(tmp_path, loaded)
    assert ([each.code for each in after.problems], after.entries) == (["KB310"], loaded.entries)

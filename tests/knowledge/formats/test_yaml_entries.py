"""Entries in YAML: every key, every mistake with its line and remedy."""

from datetime import date

import pytest

from knowledge.entry import Status, Visibility
from knowledge.formats import yaml_entries
from knowledge.formats.reading import FilePlace
from knowledge.problems.report import Report

HARBOR = FilePlace("harbor", "harbor/faq.yaml")


def read(text, place=HARBOR):
    report = Report(place.file)
    return [each.entry for each in yaml_entries.read(text, place, report)], report.problems


def entry(text):
    entries, problems = read(f"entries:\n  - {text}\n")
    assert problems == []
    return entries[0]


def fault(text):
    _, problems = read(text)
    assert len(problems) == 1
    return problems[0]


def test_question_and_answer_are_enough():
    found = entry("{question: How do I pay?, answer: By card.}")
    assert (found.name, found.question, found.answer) == ("harbor/how-do-i-pay", "How do I pay?", "By card.")
    assert (found.visibility, found.status, found.language) == (Visibility.CUSTOMER, Status.PUBLISHED, "en")
    assert (found.file, found.line) == ("harbor/faq.yaml", 2)


def test_every_key_is_read():
    entries, problems = read("""entries:
  - id: pay
    question: How do I pay?
    also: [paying, card or cash]
    answer: |
      By card.

      Or cash.
    tags: [money, desk]
    product: Till
    language: de
    visibility: partner
    nda: yes
    owner: desk@harbor.example
    review: 2027-01-31
    status: draft
    kind: sales
    threshold: 0.8
    follow_ups: [change, vendor/status]
    source: The price list
""")
    assert problems == []
    pay = entries[0]
    assert (pay.id, pay.line, pay.also) == ("pay", 3, ("paying", "card or cash"))
    assert pay.answer == "By card.\n\nOr cash."
    assert (pay.tags, pay.product, pay.language, pay.kind) == (("money", "desk"), "Till", "de", "sales")
    assert (pay.visibility, pay.nda, pay.status) == (Visibility.PARTNER, True, Status.DRAFT)
    assert (pay.owner, pay.source, pay.review) == ("desk@harbor.example", "The price list", date(2027, 1, 31))
    assert pay.threshold == 0.8
    assert pay.follow_ups == ("harbor/change", "vendor/status")


def test_a_question_whose_text_is_a_yaml_truth_stays_text():
    assert entry("{question: no, answer: yes}").phrasings == ("no",)


def test_keys_beside_the_list_are_the_files_defaults():
    entries, problems = read("""visibility: public
owner: desk
entries:
  - {question: One?, answer: x}
  - {question: Two?, answer: y, visibility: partner}
""")
    assert problems == []
    assert [each.visibility for each in entries] == [Visibility.PUBLIC, Visibility.PARTNER]
    assert entries[1].owner == "desk"


def test_what_the_folder_says_holds_for_entries_that_say_nothing():
    place = FilePlace("harbor", "f.yaml", Visibility.PARTNER, "de")
    entries, _ = read("entries:\n  - {question: Q?, answer: x}\n", place)
    assert (entries[0].visibility, entries[0].language) == (Visibility.PARTNER, "de")


def test_hyphens_spaces_and_capitals_in_keys_are_forgiven():
    assert entry("{Question: Q?, Answer: x, Follow-Ups: [b]}").follow_ups == ("harbor/b",)


def test_a_phrasing_is_kept_once_and_the_question_is_not_one():
    assert entry("{question: Q?, answer: x, also: [Q?, a, a]}").also == ("a",)


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ("{question: Q?, answer: x, visibility: publc}", "KB304", 2, "did you mean public?"),
        ("{question: Q?, answer: x, visibility: everyone}", "KB304", 2, "write public, customer, partner or vendor"),
        ("{question: Q?, answer: x, status: publish}", "KB304", 2, "did you mean published?"),
        ("{question: Q?, answer: x, visiblity: public}", "KB301", 2, "did you mean visibility?"),
        ("{question: Q?, answer: x, pattern: (a+)+$}", "KB301", 2, "the keys here are"),
        ("{question: Q?, answer: x, nda: maybe}", "KB304", 2, "true or false"),
        ("{question: Q?, answer: x, review: 31.01.2027}", "KB304", 2, "2026-01-31"),
        ("{question: Q?, answer: x, review: 2027-02-30}", "KB304", 2, "not in the calendar"),
        ("{question: Q?, answer: x, threshold: 85%}", "KB304", 2, "0.85"),
        ("{question: Q?, answer: x, language: German}", "KB304", 2, "did you mean de?"),
        ("{question: Q?, answer: x, language: jp}", "KB304", 2, "did you mean ja?"),
        ("{question: Q?, answer: x, language: qq}", "KB304", 2, "write it like en or de"),
        ("{question: Q?, answer: x, language: qq-ch}", "KB304", 2, "write it like en or de"),
        ("{question: Q?, answer: x, id: a b}", "KB306", 2, "no spaces"),
        ("{question: Q?, answer: x, id: ../a}", "KB306", 2, "cannot be an id"),
        ("{question: Q?, answer: x, id: nobody}", "KB306", 2, "stands for no entry"),
        ("{question: '???', answer: x}", "KB306", 2, "give the entry an id"),
        ("{question: 'Nobody?', answer: x}", "KB306", 2, "give the entry an id"),
        ("{question: Q?, answer: [x]}", "KB208", 2, "a list where text belongs"),
        ("{question: Q?, answer: ''}", "KB303", 2, "the answer is empty"),
        ("{question: Q?}", "KB303", 2, "the answer is empty"),
        ("{answer: x}", "KB302", 2, "an entry without a question"),
        ("just text", "KB208", 2, "text where an entry belongs"),
        ("{question: Q?, answer: x, follow-ups: [a], follow_ups: [b]}", "KB205", 2, "keep one of the two"),
    ],
)
def test_each_mistake_is_named_with_line_and_remedy(text, code, line, said):
    problem = fault(f"entries:\n  - {text}\n")
    assert (problem.code, problem.line) == (code, line)
    assert said in str(problem)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {question: Q?, answer: x}", "write entries: in the first line"),
        ("just text", "write entries: in the first line"),
        ("entires:\n  - {question: Q?, answer: x}", 'there is "entires"'),
        ("entries: {question: Q?}", "start each entry with a hyphen"),
        ("id: x\nentries:\n  - {question: Q?, answer: x}", "move it to its entry"),
    ],
)
def test_a_file_of_the_wrong_shape_is_told_how_to_begin(text, said):
    assert said in str(fault(text))


def test_a_problem_never_shows_more_than_a_glimpse_of_a_value():
    problem = fault("entries:\n  - {question: Q?, answer: x, visibility: " + "v" * 5000 + "}\n")
    assert len(str(problem)) < 300


@pytest.mark.parametrize("code", ["fr", "de-AT", "gsw", "uk"])
def test_every_language_that_has_a_code_may_be_named(code):
    entries, _ = read(f"entries:\n  - {{question: Q?, answer: x, language: {code}}}\n")
    assert entries[0].language == code.casefold()


@pytest.mark.parametrize(
    ("folder", "remedy"), [("directry", "did you mean the folder directory?"), ("harbor", "move it there")]
)
def test_organisations_outside_of_the_directory_are_told_where_they_belong(folder, remedy):
    found, problems = read("# who\npartners: []\n", FilePlace(folder, f"{folder}/x.yaml"))
    assert found == []
    assert [(each.code, each.line, each.what, each.remedy) for each in problems] == [
        ("KB208", 2, f"partners: belongs into a file in directory/, and this one is in {folder}/", remedy)
    ]

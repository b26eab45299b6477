"""FAQ files as documentation authors keep them."""

import pytest

from knowledge.formats import faq_yml
from knowledge.formats.reading import FilePlace
from knowledge.load import load
from knowledge.problems.report import Report

PAGE = """### YamlMime:FAQ
metadata:
  title: Till questions
  ms.date: 04/29/20266
title: Questions about the till
summary: What people ask.
sections:
  - name: Money
    questions:
      - question: |
          Can I pay by card?
        answer: |
          Yes.
  - name: Ignored
    questions:
      - question: Is there a desk?
        answer: Yes, downstairs.
        visibility: public
additionalContent: |
  ## Related
"""


def read(text):
    report = Report("p/faq.yml")
    return [each.entry for each in faq_yml.read(text, FilePlace("p", "p/faq.yml"), report)], report.problems


def test_a_faq_is_known_by_its_first_line():
    assert faq_yml.recognises(PAGE)
    assert faq_yml.recognises("### YamlMime:FAQ  \n")
    assert not faq_yml.recognises("entries:\n### YamlMime:FAQ\n")


def test_every_question_of_every_section_is_an_entry():
    entries, problems = read(PAGE)
    assert problems == []
    assert [(each.question, each.answer, each.line) for each in entries] == [
        ("Can I pay by card?", "Yes.", 10),
        ("Is there a desk?", "Yes, downstairs.", 16),
    ]


def test_the_title_is_the_source_and_the_section_a_tag():
    entries, _ = read(PAGE)
    assert {each.source for each in entries} == {"Questions about the till"}
    assert [each.tags for each in entries] == [("Money",), ()]


def test_our_keys_are_welcome_beside_the_authors_own():
    entries, problems = read(PAGE.replace("title: Questions", "visibility: partner\ntitle: Questions"))
    assert problems == []
    assert [each.visibility for each in entries] == ["partner", "public"]


def test_a_misspelt_key_in_a_question_is_named():
    _, problems = read(PAGE.replace("visibility: public", "visibilty: public"))
    assert [(each.code, each.line) for each in problems] == [("KB301", 18)]


@pytest.mark.parametrize(
    "text", ["### YamlMime:FAQ\n", "### YamlMime:FAQ\nsections: none\n", "### YamlMime:FAQ\n- a\n"]
)
def test_a_faq_without_sections_is_told_so(text):
    entries, problems = read(text)
    assert entries == []
    assert [each.code for each in problems] == ["KB208"]


def test_a_section_without_questions_does_not_hide_the_others():
    entries, problems = read(PAGE.replace("  - name: Ignored", "  - name: Empty\n  - name: Ignored"))
    assert len(entries) == 2
    assert [(each.code, each.line) for each in problems] == [("KB208", 14)]


@pytest.mark.evaluation
def test_real_product_faqs_load_whole(eval_data):
    loaded = load(eval_data / "faq_yml")
    files = sorted((eval_data / "faq_yml").glob("*.yml"))
    written = sum(path.read_text(encoding="utf-8-sig").count("question:") for path in files)
    assert loaded.files == len(files) == 17
    assert len(loaded.entries) == written == 352
    assert [each for each in loaded.problems if each.level == "error"] == []
    for entry in loaded.entries:
        line = (eval_data / "faq_yml" / entry.file).read_text(encoding="utf-8-sig").split("\n")[entry.line - 1]
        assert "question:" in line

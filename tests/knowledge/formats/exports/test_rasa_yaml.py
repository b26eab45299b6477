"""Retrieval intents of Rasa: examples with their response, each line in its place, and what is not taken over."""

from textwrap import dedent

import pytest

from knowledge.formats.exports import rasa_yaml
from knowledge.formats.reading import FilePlace
from knowledge.load import load
from knowledge.problems.report import Report

PLACE = FilePlace("harbor", "harbor/faq.yml")
BOTH = """\
version: "3.1"
nlu:
- intent: faq/ask_hours
  examples: |
    - When is the desk in [Bergen](city) open?
    - opening hours of the [desk]{"entity": "place"}
- intent: faq/ask_lift
  examples:
    - Where is the lift?
    - text: |
        - the way to the lift
responses:
  utter_faq/ask_hours:
  - text: |
      Monday to Friday.

      Never on Sundays.
    buttons:
    - title: The lift
      payload: /faq/ask_lift
  utter_faq/ask_lift:
  - text: "In the hall."
"""


def read(text):
    report = Report(PLACE.file)
    found = rasa_yaml.read(dedent(text), PLACE, report)
    return [each.entry for each in found], report.problems


def test_examples_and_response_are_an_entry():
    found, problems = read(BOTH)
    assert problems == []
    assert [(each.id, each.phrasings, each.answer, each.line, each.tags) for each in found] == [
        (
            "ask_hours",
            ("When is the desk in Bergen open?", "opening hours of the desk"),
            "Monday to Friday.\n\nNever on Sundays.",
            5,
            ("faq",),
        ),
        ("ask_lift", ("Where is the lift?", "the way to the lift"), "In the hall.", 9, ("faq",)),
    ]
    assert found[0].follow_ups == ("harbor/ask_lift",)


def test_a_problem_in_an_answer_is_at_its_line(tmp_path):
    (tmp_path / "faq.yml").write_text(BOTH.replace("Never on Sundays.", "<script>x</script>"))
    assert [(each.code, each.line) for each in load(tmp_path).problems] == [("KB310", 17)]


def test_names_that_two_intents_share_are_written_out():
    both = BOTH.replace("faq/ask_lift", "way/ask_hours")
    assert [each.id for each in read(both)[0]] == ["faq.ask_hours", "way.ask_hours"]


def test_what_has_no_other_half_in_the_file_is_told_once():
    found, problems = read(BOTH.partition("responses:")[0])
    assert found == []
    assert [(each.code, each.line, each.what) for each in problems] == [
        ("KB344", 5, "faq/ask_hours and 1 more without a response in this file")
    ]
    found, problems = read("responses:" + BOTH.partition("responses:")[2])
    assert [(each.code, each.line, each.what) for each in problems] == [
        ("KB344", 3, "faq/ask_hours and 1 more without examples in this file")
    ]


def test_what_rasa_does_beside_answering_is_told():
    found, problems = read("""\
        nlu:
        - intent: greet
          examples: |
            - hi
        - intent: faq/a
          examples: |
            - A?
        - synonym: x
          examples: |
            - y
        responses:
          utter_greet:
          - text: hello
          utter_faq/a:
          - text: for some
            channel: slack
          - text: "Dear {name}"
            image: https://x.example/y.png
            buttons:
            - {title: x, payload: /greet}
        """)
    assert [(each.id, each.answer) for each in found] == [("a", "Dear {name}")]
    assert [each.what.partition(",")[0] for each in problems] == [
        "1 intent is no retrieval intents",
        "1 response has several texts to choose from; the first is taken",
        "1 response has a picture",
        "1 response has {…}",
        "1 response has buttons that lead to no question of this file",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "version: '3.1'\nstories:\n- story: x\n  steps:\n  - intent: greet\n",
        "nlu: text\n",
        "nlu: [text, [x], {intent: [y]}]\n",
        "responses: [x]\n",
        "pipeline:\n- name: x\n",
    ],
)
def test_other_files_of_rasa_do_no_harm(tmp_path, text):
    (tmp_path / "x.yml").write_text(text)
    assert [(each.code, each.level.value) for each in load(tmp_path).problems] == [("KB407", "warning")]


@pytest.mark.parametrize(
    ("answer", "code"),
    [("- image: https://x.example/y.png", "KB303"), ("- text: [x]", "KB208"), ("  []", "KB303"), ("  x", "KB303")],
)
def test_a_response_without_a_text_is_refused(answer, code):
    found, problems = read(f"nlu:\n- intent: f/a\n  examples: |\n    - A?\nresponses:\n  utter_f/a:\n  {answer}\n")
    assert found == []
    assert code in {each.code for each in problems}


def test_files_of_ours_are_none_of_rasa():
    assert rasa_yaml.recognises(BOTH)
    for text in (
        "entries:\n- question: A?\n  answer: |\n    x\nnlu: x\n",
        "### YamlMime:FAQ\nsections:\n- rules:\n",
        "owner: x\n",
    ):
        assert not rasa_yaml.recognises(text)

"""What must not stand in an answer."""

import pytest

from knowledge.checking.answers import check_answers
from knowledge.formats.nodes import TextNode
from knowledge.problems.report import Report


def problems(*answers):
    report = Report("f.yaml")
    check_answers((TextNode(each, 7) for each in answers), report)
    return report.problems


def codes(*answers):
    return [each.code for each in problems(*answers)]


@pytest.mark.parametrize(
    "answer",
    [
        "<script>alert(1)</script>",
        "<ScRiPt src=x>",
        "text <img src=x onerror=alert(1)> text",
        "<b\nonmouseover='x'>y</b>",
        "<iframe src='https://a.example'></iframe>",
        "<object data=x></object>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](java&#115;cript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](%6aavascript:alert(1))",
        "[x](vbscript:x)",
        "[x](data:text/html,<script>x</script>)",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
        '<a href="java\nscript:alert(1)">x</a>',
    ],
)
def test_what_runs_is_an_error(answer):
    assert "KB310" in codes(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "Plain text, 2 < 3, a & b.",
        "Write `<script>` and `javascript:` between backticks.",
        "```html\n<script>alert(1)</script>\n```",
        "[the page](https://a.example/b)",
        "<https://a.example>",
        "[write](mailto:desk@a.example) or [call](tel:+49123)",
        "Set on_save = true and javascript: off.",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "**Billing > Documents**",
    ],
)
def test_ordinary_answers_pass(answer):
    assert problems(answer) == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("<b>bold</b>", "KB402"),
        ("replace <your-name> by yours", "KB402"),
        ("a <!-- remark --> b", "KB402"),
        ("![a picture](https://a.example/b.png)", "KB403"),
        ("[x](overview.md)", "KB408"),
        ("[x](/azure/overview)", "KB408"),
        ("> <!-- visibility: partner -->", "KB301"),
    ],
)
def test_what_a_chat_cannot_show_is_pointed_out(answer, code):
    assert codes(answer) == [code]


def test_one_kind_of_fault_is_told_once_an_answer():
    assert codes("<b>x</b> <i>y</i>", "<b>z</b>") == ["KB402", "KB402"]


def test_dead_links_are_told_once_a_file_with_their_number():
    found = problems("[a](a.md) and [b](b.md)", "[c](c.md)")
    assert len(found) == 1
    assert "and 2 more in this file" in found[0].what


def test_the_line_is_that_of_the_fault():
    report = Report("f.md")
    check_answers([TextNode("one\n\ntwo\n<b>x</b>", 3, (5, 6, 8, 9))], report)
    assert report.problems[0].line == 9

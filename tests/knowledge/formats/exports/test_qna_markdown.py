"""`.qna` files: questions, phrasings, answers in fences, filters, prompts; nothing is followed out of the file."""

import pytest

from knowledge.formats.exports import qna_markdown
from knowledge.formats.reading import FilePlace
from knowledge.problems.report import Refused, Report

PLACE = FilePlace("harbor", "harbor/kb.qna")
PAGE = """\
> !# @kb.name = harbor
> !# @version = 1.0
> !# @qna.pair.source = guide.pdf
<a id = "7"></a>

## ?How do I pay
- paying
- ways to pay

**Filters:**
- product = shop
- region = north

```markdown
By card.

# No question
```

**Prompts:**
- [Refund](#?how-do-i-get-a-refund) `context-only`
- [Again](#7)

# ? How do I get a refund?
````
```
refund me
```
````
"""


def read(text):
    report = Report(PLACE.file)
    try:
        found = qna_markdown.read(text, PLACE, report)
    except Refused as fault:
        report.refused(fault)
        found = []
    return [each.entry for each in found], report.problems


def test_everything_that_an_entry_can_hold_is_taken_over():
    (pay, refund), problems = read(PAGE)
    assert (pay.name, pay.phrasings, pay.line) == ("harbor/7", ("How do I pay", "paying", "ways to pay"), 6)
    assert pay.answer == "By card.\n\n# No question"
    assert (pay.tags, pay.product, pay.source) == (("region:north",), "shop", "guide.pdf")
    assert pay.follow_ups == ("harbor/how-do-i-get-a-refund", "harbor/7")
    assert (refund.answer, refund.source) == ("```\nrefund me\n```", None)
    assert [(each.code, each.line) for each in problems] == [("KB335", 21)]


def test_a_prompt_finds_a_question_that_has_an_id_of_its_own():
    found, _ = read(PAGE.replace("# ? How do I get", '<a id="refund"></a>\n# ? How do I get'))
    assert found[0].follow_ups == ("harbor/refund", "harbor/7")


@pytest.mark.parametrize(
    "line",
    ["[x](./kb1.qna)", "[x](./dir/*)", "- [x](file.lu#Intent)", "[x](https://harbor.example/faq)", "[x](/etc/passwd)"],
)
def test_what_stands_elsewhere_is_named_and_not_followed(line):
    found, problems = read(f"# ? A?\n{line}\n```\nx\n```\n")
    assert [(each.code, each.line) for each in problems] == [("KB337", 2)]
    assert found[0].phrasings == ("A?",)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("# ? A?\n```\nx\n", "KB336", 2),
        ("```\nx\n```\n", "KB336", 1),
        ("# ? A?\n```\nx\n```\n```\ny\n```\n", "KB336", 5),
        ("# ? A?\n\n# ? B?\n```\ny\n```", "KB303", 1),
        ("# ?\n```\ny\n```", "KB302", 1),
        ("# ? A?\n```\nx\n```\n**Prompts:**\n- refund\n", "KB336", 6),
        ("# ? A?\n```\nx\n```\n**Filters:**\n- visibility = publc\n", "KB304", 1),
        ("# Greeting\n- hello\n# ? A?\n```\nx\n```\n", "KB323", 1),
    ],
)
def test_each_mistake_is_named_with_its_line(text, code, line):
    _, problems = read(text)
    assert (problems[0].code, problems[0].line) == (code, line)

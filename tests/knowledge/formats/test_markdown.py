"""Markdown pages: headings that ask, the text below, front matter, comments, phrasings."""

import pytest

from knowledge.entry import Visibility
from knowledge.formats import markdown
from knowledge.formats.reading import FilePlace
from knowledge.problems.report import MOST, Refused, Report


def read(text):
    report = Report("p/page.md")
    return markdown.read(text, FilePlace("p", "p/page.md"), report), report.problems


def entries(text):
    written, problems = read(text)
    assert problems == []
    return [each.entry for each in written]


def test_a_plain_page_of_questions_already_parses():
    found = entries("# Questions\n\nWelcome.\n\n## How do I pay?\nBy card.\n\n## Where is it？\n\nDownstairs.\n")
    assert [(each.question, each.answer, each.line) for each in found] == [
        ("How do I pay?", "By card.", 5),
        ("Where is it？", "Downstairs.", 8),
    ]


def test_a_heading_with_an_id_is_a_question():
    assert [each.id for each in entries("# Paying\n<!-- id: pay -->\n\nBy card.\n")] == ["pay"]


def test_a_comment_may_stand_on_the_headings_line():
    found = entries("# Paying <!-- id: pay -->\nBy card.\n")
    assert [(each.id, each.question) for each in found] == [("pay", "Paying")]


def test_a_heading_with_phrasings_is_a_question():
    assert entries("# Paying\nAlso asked as:\n- card\n- cash\n\nBoth.\n")[0].phrasings == ("Paying", "card", "cash")


@pytest.mark.parametrize(
    "line", ["Also asked as:", "**Also asked as:**", "also asked as", "Auch gefragt als:", "### Also asked as"]
)
def test_phrasings_are_announced_in_english_or_german(line):
    found = entries(f"# How do I pay?\n\n{line}\n\n* card `4711`\n* **cash**\n\nBoth.\n")
    assert (found[0].also, found[0].answer) == (("card 4711", "cash"), "Both.")


def test_text_below_a_deeper_heading_belongs_to_the_answer():
    found = entries("## How?\nFirst.\n### In detail\nMore.\n\n## What?\nThat.\n")
    assert [each.answer for each in found] == ["First.\n### In detail\nMore.", "That."]


def test_a_deeper_question_is_an_entry_of_its_own():
    found = entries("## How?\nFirst.\n### Why?\nBecause.\n### Notes\nMore.\n")
    assert [(each.question, each.answer) for each in found] == [
        ("How?", "First.\n### Notes\nMore."),
        ("Why?", "Because."),
    ]


def test_a_question_over_other_questions_is_only_a_heading():
    assert [each.question for each in entries("# Questions?\n\n## How?\nSo.\n")] == ["How?"]


def test_code_is_never_a_heading():
    found = entries("# How?\n\n```\n# Why?\n<!-- visibility: public -->\n```\n\n    # What?\n")
    assert len(found) == 1
    assert "# Why?" in found[0].answer
    assert found[0].visibility is Visibility.CUSTOMER


def test_quoted_and_listed_headings_are_text():
    assert len(entries("# How?\n\n> # Why?\n\n- # What?\n")) == 1


def test_text_underlined_by_a_rule_stays_text():
    found = entries("## How?\nSo.\n---\n\n## Why?\nBecause.\n")
    assert [each.answer for each in found] == ["So.\n---", "Because."]


def test_an_underlined_question_is_a_heading():
    assert [(each.question, each.line, each.answer) for each in entries("How?\n====\nSo.\n")] == [("How?", 1, "So.")]


def test_markup_is_not_part_of_the_question():
    assert entries("# How do I **reset** `it` &amp; [so on](https://a.example)?\nSo.\n")[0].question == (
        "How do I reset it & so on?"
    )


def test_front_matter_gives_the_pages_defaults():
    found = entries("---\ntitle: Mail\nvisibility: public\ntags: [mail, phone]\nnda: false\n---\n# How?\nSo.\n")
    assert (found[0].visibility, found[0].tags, found[0].line) == (Visibility.PUBLIC, ("mail", "phone"), 7)


def test_a_comment_overrides_the_front_matter():
    found = entries("---\nvisibility: public\n---\n# How?\n<!-- visibility: partner -->\nSo.\n\n# Why?\nBecause.\n")
    assert [each.visibility for each in found] == [Visibility.PARTNER, Visibility.PUBLIC]


def test_one_comment_may_set_several_keys():
    found = entries("# How?\n<!--\nid: how\ntags: [a, b]\nreview: 2027-01-31\n-->\nSo.\n")
    assert (found[0].id, found[0].tags, str(found[0].review)) == ("how", ("a", "b"), "2027-01-31")
    assert found[0].answer == "So."


@pytest.mark.parametrize("where", ["# How?\n{}\nSo.\n", "# How?\nSo.\n{}\n", "# How?\nSo.\n\n## Detail\n{}\nMore.\n"])
def test_a_visibility_anywhere_in_the_answer_counts(where):
    assert entries(where.format("<!-- visibility: partner -->"))[0].visibility is Visibility.PARTNER


def test_a_remark_in_a_comment_is_nobodys_business():
    assert entries("# How?\n<!-- TODO: ask Mara -->\nSo.\n<!-- reviewed -->\n")[0].answer == "So."


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ("---\nvisibility: public\n# How?\nSo.\n", "KB321", 1, "never ends"),
        ("---\n- a\n---\n# How?\nSo.\n", "KB208", 2, "front matter"),
        ("---\na: [\n---\n# How?\nSo.\n", "KB201", 2, "never closed"),
    ],
)
def test_front_matter_that_cannot_be_read_refuses_the_page(text, code, line, said):
    with pytest.raises(Refused, match=None) as fault:
        read(text)
    assert (fault.value.code, fault.value.line) == (code, line)
    assert said in f"{fault.value.what}: {fault.value.remedy}"


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ("---\nvisiblity: public\n---\n# How?\nSo.\n", "KB301", 2, "did you mean visibility?"),
        ("---\ntags: [a]\nid: x\n---\n# How?\nSo.\n", "KB301", 3, "belongs to one entry"),
        ("# How?\n<!-- visibilty: partner -->\nSo.\n", "KB301", 2, "did you mean visibility?"),
        ("# How?\n\n<!--\nid: a\nvisibility: intern\n-->\nSo.\n", "KB304", 5, "is no visibility"),
        ("# How?\n<!-- id: a -->\n<!-- id: b -->\nSo.\n", "KB205", 3, "on line 2"),
        ("# How?\n<!-- answer: x -->\nSo.\n", "KB301", 2, "write the heading and the text"),
        ("# Page\n<!-- visibility: partner -->\n\n## How?\nSo.\n", "KB301", 2, "below no question"),
        ("# How?\n\n# Why?\nBecause.\n", "KB303", 1, "the answer is empty"),
        ("# How?\nAlso asked as:\n- a\nSo.\n\nMore.\n", "KB322", 4, "put a blank line before it"),
        ("# How?\nAlso asked as: a, b\n\nSo.\n", "KB322", 2, "let it stand alone"),
        ("# How?\nSo.\nAlso asked as:\n- a\n", "KB322", 3, "let it stand alone"),
        ("# How?\nAlso asked as:\n\nSo.\n", "KB322", 2, "one phrasing a line"),
        ("# Page\n\n## How?\nSo.\n\n## Resetting\nLike this.\n", "KB323", 6, "end the heading with ?"),
    ],
)
def test_each_mistake_is_named_with_line_and_remedy(text, code, line, said):
    _, problems = read(text)
    assert [(each.code, each.line) for each in problems] == [(code, line)]
    assert said in str(problems[0])


def test_an_ocean_of_headings_is_named_up_to_a_sensible_number():
    _, problems = read("# How?\n" * 1000)
    assert len(problems) == MOST


def test_the_lines_of_an_answer_are_known_one_by_one():
    written, _ = read("# How?\n<!-- id: a -->\n\nOne.\n<!-- note -->\nTwo.\n")
    assert (written[0].answer.value, written[0].answer.lines) == ("One.\nTwo.", (4, 6))


def test_an_ocean_of_openings_takes_no_time():
    text = "# How?\n\n" + "<!--" * 50_000
    written, _ = read(text)
    assert len(written) == 1

"""Adding a phrasing where an entry stands: one line changes, and what is read back is what was meant."""

from difflib import ndiff

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.entry import Entry
from knowledge.formats import faq_yml, markdown, yaml_entries
from knowledge.formats.editing.adding import added, can_add, line
from knowledge.formats.editing.cannot_add import CannotAdd
from knowledge.formats.reading import FilePlace
from knowledge.problems.report import Report

MARKDOWN = """---
owner: desk@harbor.example
---
# The desk

## When is it open? <!-- id: open -->

Also asked as:
- opening times
- are you there
  on Saturday

Always. <!-- a comment -->

## Where is it?
<!--
id: where
# a comment of a curator
-->
In the hall.

### Behind the door

Not there.

# Counted
<!-- id: counted -->

Also asked as:

1. one
2. two

Yes.

Setext, who knows it?
---------------------

Nobody.

# The last?

At the end."""
YAML = """# a comment at the top
owner: desk@harbor.example      # beside a key
entries:
  - id: lines
    question: In lines?
    also:
      - first way       # why it is here
      - "second way"
    # between
    answer: Yes.
  - question: In brackets?   # kept
    also: [one, 'two']       # kept too
    answer: |
      Yes.
  - {id: flow, question: All in one?, answer: Yes.}
  - id: none
    question: Without any?
    answer: Yes.
    tags: [a,   b]
  - question: Nothing there?
    also:
    answer: Yes.
  - question: Empty brackets?
    Also: []
    answer: Yes.
  - id: folded
    also:
    -   >-
      a long
      way
    question: >
      Folded as it is?
    answer: Yes."""
FAQ = """### YamlMime:FAQ
title: Backup
sections:
  - name: One
    questions:
      - question: How often?
        answer: Every night."""
READERS = {"faq.md": markdown.read, "faq.yaml": yaml_entries.read, "faq.yml": faq_yml.read}
TEXTS = {"faq.md": MARKDOWN, "faq.yaml": YAML, "faq.yml": FAQ}


def entries(text, file):
    report = Report(file)
    found = [each.entry for each in READERS[file](text, FilePlace("harbor", file), report)]
    assert report.problems == []
    return found


CASES = [(file, entry) for file, text in TEXTS.items() for entry in entries(text, file)]


def changed(before, after):
    return [each for each in ndiff(before.split("\n"), after.split("\n")) if each[0] in "+-"]


@pytest.mark.parametrize(("file", "entry"), CASES, ids=[f"{file}-{entry.id}" for file, entry in CASES])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_one_wording_more_and_nothing_else(file, entry, ends):
    text = TEXTS[file].replace("\n", ends)
    new = added(b"\xef\xbb\xbf" + text.encode(), entry, ["a new way: #1?"]).decode("utf-8")
    assert new.startswith("\ufeff")
    assert new.count(ends) == new.count("\n")
    plain = new[1:].replace("\r\n", "\n")
    found = {each.id: each for each in entries(plain, file)}
    assert found[entry.id].also == (*entry.also, "a new way: #1?")
    for other in entries(TEXTS[file], file):
        if other.id != entry.id:
            assert (found[other.id].also, found[other.id].answer) == (other.also, other.answer)
    assert found[entry.id].answer == entry.answer
    difference = changed(TEXTS[file], plain)
    assert len(difference) <= (4 if file == "faq.md" and not entry.also else 2), difference


def lines_of(file, id, *phrasings):
    text = TEXTS[file]
    [entry] = [each for each in entries(text, file) if each.id == id]
    new = added(text.encode(), entry, phrasings).decode()
    [found] = [each for each in entries(new, file) if each.id == id]
    assert found.also == (*entry.also, *phrasings)
    return [each[2:] for each in changed(text, new) if each[0] == "+"]


@pytest.mark.parametrize(
    ("file", "id", "expected"),
    [
        ("faq.md", "open", ["- my way"]),
        ("faq.md", "counted", ["3. my way"]),
        ("faq.md", "where", ["", "Also asked as:", "- my way", ""]),
        ("faq.yaml", "lines", ['      - "my way"']),
        ("faq.yaml", "in-brackets", ["    also: [one, 'two', 'my way']       # kept too"]),
        ("faq.yaml", "flow", ["  - {id: flow, question: All in one?, also: [my way], answer: Yes.}"]),
        ("faq.yaml", "none", ["    also: [my way]"]),
        ("faq.yaml", "nothing-there", ["    also: [my way]"]),
        ("faq.yaml", "empty-brackets", ["    Also: [my way]"]),
        ("faq.yaml", "folded", ["    -   my way"]),
        ("faq.yml", "how-often", ["        also: [my way]"]),
    ],
)
def test_it_is_written_as_its_neighbours_are(file, id, expected):
    assert lines_of(file, id, "my way") == expected


@pytest.mark.parametrize(
    ("file", "id", "expected"),
    [
        ("faq.md", "counted", ["3. my way", "4. your way"]),
        ("faq.md", "where", ["", "Also asked as:", "- my way", "- your way", ""]),
        ("faq.yaml", "lines", ['      - "my way"', '      - "your way"']),
        ("faq.yaml", "in-brackets", ["    also: [one, 'two', 'my way', 'your way']       # kept too"]),
        ("faq.yaml", "none", ["    also: [my way, your way]"]),
        ("faq.yaml", "folded", ["    -   my way", "    -   your way"]),
    ],
)
def test_several_are_added_at_once(file, id, expected):
    assert lines_of(file, id, "my way", "your way") == expected


def test_german_pages_announce_their_list_in_german():
    text = "---\nlanguage: de\n---\n# Wo seid ihr?\n\nHier.\n"
    [entry] = entries(text, "faq.md")
    new = added(text.encode(), entry, ["wo finde ich euch"]).decode()
    assert "\nAuch gefragt als:\n- wo finde ich euch\n\nHier.\n" in new


@pytest.mark.parametrize(
    ("text", "file", "told"),
    [
        ("# One?\n\nx\n", "faq.md", "moved"),
        ("entries:\n  - {question: One?, answer: x}\n", "faq.yaml", "moved"),
        ("entries: [", "faq.yaml", "cannot be read"),
        ("---\nx", "faq.md", "never ends"),
        ("a\r\nb\nc", "faq.md", "line end"),
        ("\xff", "faq.md", "moved"),
        ("question,answer\nOne?,x\n", "faq.csv", "by hand"),
    ],
)
def test_where_there_is_no_safe_place_nothing_is_written(text, file, told):
    with pytest.raises(CannotAdd, match=told):
        added(text.encode(), Entry("harbor", "one", "One?", "x", file=file, line=9), ["my way"])


def test_of_two_entries_on_one_line_the_right_one_gets_it():
    text = "entries: [{question: One?, answer: x}, {question: Two?, answer: y}]\n"
    two = entries(text, "faq.yaml")[1]
    assert "{question: Two?, also: [my way], answer: y}" in added(text.encode(), two, ["my way"]).decode()


def test_a_single_text_is_no_list():
    text = "entries:\n  - question: One?\n    also: one way\n    answer: x\n"
    [entry] = entries(text, "faq.yaml")
    with pytest.raises(CannotAdd, match="brackets"):
        added(text.encode(), entry, ["my way"])


def test_tables_are_left_to_who_keeps_them():
    assert [name for name in ("a.md", "a.YAML", "a.csv", "a.xlsx", "a.qna") if can_add(name)] == [
        "a.md",
        "a.YAML",
    ]


WORDINGS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=60).map(
    lambda text: " ".join(text.split())
)


@given(WORDINGS.filter(lambda text: any(map(str.isalpha, text))), st.sampled_from(CASES))
def test_whatever_was_asked_is_read_back_as_it_was_or_nothing_is_written(text, case):
    file, entry = case
    if text in entry.phrasings:
        return
    new = added(TEXTS[file].encode(), entry, [text]).decode()
    found = {each.id: each for each in entries(new, file)}
    assert found.keys() == {each.id for each in entries(TEXTS[file], file)}
    if file != "faq.md":
        assert found[entry.id].also == (*entry.also, text)


@pytest.mark.parametrize("text", ["my way", "yes", "2FA: how?", "- minus", "*star* <b>", "1. first", 'say "x"'])
def test_a_line_to_paste_is_read_as_it_was_asked(text):
    page = f"# One?\n\nAlso asked as:\n{line(text, 'faq.md')}\n\nx\n"
    assert entries(page, "faq.md")[0].also == (text,)
    page = f"entries:\n  - question: One?\n    also:\n      {line(text, 'faq.yaml')}\n    answer: x\n"
    assert entries(page, "faq.yaml")[0].also == (text,)

"""Appending a draft to a file: one entry more, and nothing else of the file is different."""

import pytest

from knowledge.formats import readers
from knowledge.formats.editing.appending import appended, can_append
from knowledge.formats.editing.draft import CannotAppend, EntryDraft
from knowledge.formats.reading import FilePlace
from knowledge.formats.source import FileSource
from knowledge.problems.report import Report

DRAFT = EntryDraft(
    "print", 'How do I print: "two" #pages?', also=("print *twice*",), owner="@harbor/desk", source="a > b"
)


def read(text, file):
    report = Report(file)
    data = text if isinstance(text, bytes) else text.encode()
    written = readers.read(FileSource(data), FilePlace("harbor", file), report, readers.ENTRIES) if data else []
    assert report.problems == []
    return [each.entry for each in written]


def after(text, file, draft=DRAFT):
    return appended(text.encode(), file, draft).decode()


MARKDOWN = "---\nowner: desk\n---\n# Title\n\n## One?\n\nfirst"
YAML = "# about\nowner: desk # all\nentries:\n  # the first\n  - {id: a, question: One?, answer: x}\n"


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("", "new.md"),
        (MARKDOWN, "page.md"),
        (MARKDOWN + "\n\n\n", "page.md"),
        ("", "new.yaml"),
        (YAML, "faq.yaml"),
        (YAML.rstrip(), "faq.yaml"),
        ("entries:\n- question: One?\n  answer: |\n    a\n\n    b\n\n\n# the end\n", "faq.yaml"),
        (
            "entries:\n  - question: One?\n    answer: x\n\n  - question: Two?\n    answer: x\n\n# all\nowner: desk\n",
            "faq.yaml",
        ),
        ("entries: []\nowner: desk\n", "faq.yaml"),
        ("entries:\nowner: desk\n", "faq.yaml"),
    ],
)
def test_there_is_one_entry_more_and_every_line_that_stood_there_still_does(text, file):
    new = after(text, file)
    *others, last = read(new, file)
    assert others == (read(text, file) if "One?" in text else [])
    assert (last.id, last.status, last.owner) == ("print", "draft", "@harbor/desk")
    assert (last.also, last.source, last.answer) == (
        ("print twice" if file.endswith("md") else "print *twice*",),
        "a > b",
        DRAFT.answer,
    )
    assert last.question == DRAFT.question
    kept = [line for line in text.replace("entries: []", "entries:").splitlines() if line.strip()]
    assert [line for line in new.splitlines() if line in kept] == kept


def test_every_file_of_the_content_takes_another_entry(root):
    content = root / "knowledge" / "content"
    files = [path for path in sorted(content.glob("*/*")) if can_append(path.name) and path.name != "README.md"]
    tried = 0
    for path in files:
        if path.stem in ("partner", "asked", "words") or path.parent.name in ("directory", "policy"):
            continue
        text = path.read_text(encoding="utf-8")
        if not text.startswith("### YamlMime"):
            *others, last = read(after(text, path.name), path.name)
            assert (others, last.id) == (read(text, path.name), "print"), path
            tried += 1
    assert tried > 15


def test_a_file_keeps_its_line_ends_and_its_byte_order_mark():
    data = appended("\ufeff# One?\r\nfirst\r\n".encode(), "a.md", DRAFT)
    assert data.startswith("\ufeff# One?\r\nfirst\r\n\r\n# How".encode())
    assert data.count(b"\n") == data.count(b"\r\n")


def test_a_list_with_blank_lines_between_its_entries_gets_another_blank_line():
    text = "entries:\n  - {id: a, question: A?, answer: x}\n\n  - {id: b, question: B?, answer: x}\n"
    assert "answer: x}\n\n  - id: print\n" in after(text, "faq.yaml")
    assert "answer: x}\n  - id: print\n" in after(text.replace("\n\n", "\n"), "faq.yaml")


def test_a_heading_has_the_level_of_the_last_question():
    assert "\n## How do I print" in after(MARKDOWN, "a.md")
    assert "\n## How do I print" in after("# Printing\n\nAll about it.\n", "a.md")
    assert after("", "a.md").startswith("# How do I print")


@pytest.mark.parametrize(
    ("text", "file", "said"),
    [
        ("entries: [{question: One?, answer: x}]", "faq.yaml", "stands in brackets"),
        ("entries: [", "faq.yaml", "cannot be read"),
        ("entries: text", "faq.yaml", "is no list"),
        ("- a", "faq.yaml", "is no map"),
        ("# only a comment", "faq.yaml", "comments only"),
        ("questions: []", "faq.yaml", "has no list entries"),
        ("### YamlMime:FAQ\nsections: []", "faq.yml", "name another file"),
        ("---\nowner: x\n", "page.md", "never ends"),
        ("question\tanswer\n", "faq.tsv", "name one that ends with"),
    ],
)
def test_where_there_is_no_safe_place_it_is_told_and_nothing_is_given(text, file, said):
    with pytest.raises(CannotAppend, match=said):
        after(text, file)


def test_a_key_cannot_end_the_comment_that_it_stands_in():
    with pytest.raises(CannotAppend, match="leave --> out"):
        after("", "a.md", EntryDraft("a", "A?", owner="x --> <script>"))

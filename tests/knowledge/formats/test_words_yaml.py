"""words.yaml: abbreviations, synonyms and ignored acronyms are read, and every mistake is named at its line."""

import pytest

from knowledge.entry import Visibility
from knowledge.formats.reading import FilePlace
from knowledge.formats.words_yaml import MOST_TERMS, read
from knowledge.problems.report import Refused, Report

GOOD = """visibility: public
abbreviations:
  csp: Cloud Solution Provider
  nr: [number one, number]
synonyms:
  - [licence, license, subscription seat]
  - - invoice
    - bill
ignored-acronyms: [pin, ARM]
"""


def book_of(text):
    report = Report("harbor/words.yaml")
    return read(text, FilePlace("harbor", "harbor/words.yaml", Visibility.PARTNER), report), report.problems


def faults(text):
    return [(each.code, each.line) for each in book_of(text)[1]]


def test_all_of_it_is_read():
    book, problems = book_of(GOOD)
    assert problems == []
    assert [(each.terms, each.line) for each in book.abbreviations] == [
        (("Cloud Solution Provider", "csp"), 3),
        (("number one", "number", "nr"), 4),
    ]
    assert [(each.terms, each.line) for each in book.synonyms] == [
        (("licence", "license", "subscription seat"), 6),
        (("invoice", "bill"), 7),
    ]
    assert book.ignored == (("pin", 9), ("ARM", 9))
    assert (book.partner, book.visibility, book.nda) == ("harbor", Visibility.PUBLIC, False)


def test_the_visibility_is_the_folders_where_none_is_given():
    assert book_of("synonyms: [[invoice, bill]]")[0].visibility is Visibility.PARTNER


@pytest.mark.parametrize("text", ["# nothing yet\n", "---\n"])
def test_nothing_written_is_nothing(text):
    assert book_of(text) == (None, [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("synonims:\n  - [invoice, bill]\n", ("KB301", 1)),
        ("synonyms: invoice\n", ("KB208", 1)),
        ("synonyms:\n  invoice: bill\n", ("KB208", 2)),
        ("abbreviations: [csp]\n", ("KB208", 1)),
        ("abbreviations:\n  csp: {is: it}\n", ("KB208", 2)),
        ("synonyms:\n  - [invoice]\n", ("KB703", 2)),
        ("synonyms:\n  - invoice\n  - [a bill, invoice]\n", ("KB703", 2)),
        ("abbreviations:\n  csp:\n", ("KB703", 2)),
        ("abbreviations:\n  '!!': exclamation\n", ("KB703", 2)),
        ("synonyms:\n  - [invoice, '?!']\n", ("KB703", 2)),
        ("synonyms:\n  - [invoice, the]\n", ("KB702", 2)),
        ("synonyms:\n  - [invoice, und das]\n", ("KB702", 2)),
        ("synonyms:\n  - [invoice, please]\n", ("KB702", 2)),
        ("abbreviations:\n  it: information technology\n", ("KB702", 2)),
        ("synonyms:\n  - [invoice, a b c d e f g h i]\n", ("KB704", 2)),
        (f"synonyms:\n  - [invoice, {'x' * 81}]\n", ("KB704", 2)),
        ("ignored_acronyms: [the]\n", ("KB702", 1)),
        ("visibility: everybody\n", ("KB304", 1)),
    ],
)
def test_a_mistake_is_named_at_its_line(text, fault):
    assert faults(text) == [fault]


def test_an_unknown_key_is_given_its_nearest():
    assert book_of("synonims:\n")[1][0].remedy == "did you mean synonyms?"


def test_one_bad_group_hides_no_other():
    assert faults("synonyms:\n  - [invoice, the]\n  - [bill]\n") == [("KB702", 2), ("KB703", 3)]


def test_too_many_terms_are_refused():
    groups = "".join(f"  - [one{n}, two{n}]\n" for n in range(MOST_TERMS // 2 + 1))
    assert faults(f"synonyms:\n{groups}") == [("KB705", 1)]


@pytest.mark.parametrize("text", ["- [invoice, bill]\n", "invoice\n"])
def test_a_file_of_another_shape_is_refused(text):
    with pytest.raises(Refused):
        book_of(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [("synonyms: !!seq [[a1, b1]]", "KB202"), ("synonyms: [&x [a1, b1], *x]", "KB203"), ("a: 1\na: 2", "KB205")],
)
def test_yamls_surprises_are_refused(text, code):
    with pytest.raises(Refused) as refused:
        book_of(text)
    assert refused.value.code == code

"""Files of words in a content folder: who has a term, what becomes of a bad file, and what does not fit the entries."""

import pytest

from knowledge.entry import Visibility
from knowledge.load import load

CSP = "# What is a Cloud Solution Provider (CSP)?\nA seller.\n"
OTHER_CSP = "# What is the Content Security Policy (CSP)?\nA header.\n"


@pytest.fixture
def kb(tmp_path):
    """Write files and load; asked again, load as a reload does."""
    previous = []

    def make(**files):
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_md", ".md").replace("_yaml", ".yaml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        previous.append(load(tmp_path, previous[-1] if previous else None))
        return previous[-1]

    return make


def faults(loaded):
    return [(each.code, each.file, each.line) for each in loaded.problems]


def terms(loaded):
    return [each.terms for book in loaded.wordbooks for each in book.groups]


def test_a_file_of_words_has_no_entry_and_needs_none(kb):
    loaded = kb(harbor__a_md=CSP, harbor__words_yaml="synonyms:\n  - [seller, dealer]\n")
    assert (faults(loaded), terms(loaded), len(loaded.entries)) == ([], [("seller", "dealer")], 1)


def test_a_term_belongs_to_one_group_of_a_folder(kb):
    two = "synonyms:\n  - [seller, dealer]\n  - [shop, Dealer]\n"
    assert faults(kb(harbor__a_md=CSP, harbor__words_yaml=two)) == [("KB701", "harbor/words.yaml", 3)]


def test_a_term_belongs_to_one_file_of_a_folder_and_each_folder_has_its_own(kb):
    group = "synonyms:\n  - [seller, dealer]\n"
    loaded = kb(harbor__a_md=CSP, harbor__words_yaml=group, harbor__de__words_yaml=group, vendor__words_yaml=group)
    assert [each for each in faults(loaded) if each[0] != "KB407"] == [("KB701", "harbor/words.yaml", 2)] * 2
    assert len(loaded.wordbooks) == 2


def test_what_is_abbreviated_may_have_another_abbreviation_and_synonyms(kb):
    words = "abbreviations:\n  AVV: Vertrag\n  AV: Vertrag\nsynonyms:\n  - [Vertrag, Vereinbarung]\n"
    loaded = kb(harbor__a_md=CSP, harbor__words_yaml=words)
    assert (faults(loaded), len(terms(loaded))) == ([], 3)


def test_an_abbreviation_stands_for_one_thing(kb):
    words = "abbreviations:\n  AVV: Vertrag\nsynonyms:\n  - [avv, Vereinbarung]\n"
    assert faults(kb(harbor__a_md=CSP, harbor__words_yaml=words)) == [("KB701", "harbor/words.yaml", 4)]


def test_a_bad_file_of_words_keeps_its_last_good_version(kb):
    kb(harbor__a_md=CSP, harbor__words_yaml="synonyms:\n  - [seller, dealer]\n")
    loaded = kb(harbor__words_yaml="synonyms:\n  - [seller, the]\n")
    assert faults(loaded) == [("KB702", "harbor/words.yaml", 2)]
    assert terms(loaded) == [("seller", "dealer")]


def test_words_are_never_seen_by_more_than_the_folder_says_now(kb):
    kb(harbor__a_md=CSP, harbor__words_yaml="synonyms:\n  - [seller, dealer]\n")
    loaded = kb(harbor__partner_yaml="visibility: vendor\n", harbor__words_yaml="synonyms: x\n")
    assert [book.visibility for book in loaded.wordbooks] == [Visibility.VENDOR]


def test_other_words_are_another_version_and_another_line_is_not(kb):
    first = kb(harbor__a_md=CSP, harbor__words_yaml="synonyms:\n  - [seller, dealer]\n")
    moved = kb(harbor__words_yaml="# ours\nsynonyms:\n  - [seller, dealer]\n")
    other = kb(harbor__words_yaml="synonyms:\n  - [seller, shop]\n")
    assert first.version == moved.version != other.version


def test_an_acronym_with_two_meanings_is_pointed_out_for_those_who_see_both(kb):
    loaded = kb(harbor__a_md=CSP, vendor__a_md=OTHER_CSP, summit__a_md="# Where?\nHere.\n")
    assert faults(loaded) == [("KB706", "vendor/a.md", 1)]
    what = str(loaded.problems[0])
    assert "cloud solution provider" in what
    assert "content security policy" in what
    assert "harbor/a.md:1" in what


def test_two_partners_may_mean_different_things(kb):
    assert faults(kb(harbor__a_md=CSP, summit__a_md=OTHER_CSP)) == []


@pytest.mark.parametrize("words", ["abbreviations: {csp: Cloud Solution Provider}", "ignored_acronyms: [CSP]"])
def test_a_file_of_words_settles_what_an_acronym_means(kb, words):
    assert faults(kb(harbor__a_md=CSP, vendor__a_md=OTHER_CSP, harbor__words_yaml=words)) == []


def test_ignoring_what_no_entry_explains_is_pointed_out(kb):
    loaded = kb(harbor__a_md=CSP, harbor__words_yaml="ignored_acronyms: [CPS]\n")
    assert faults(loaded) == [("KB707", "harbor/words.yaml", 1)]
    assert loaded.problems[0].remedy == "did you mean CSP?"

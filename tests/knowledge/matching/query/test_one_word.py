"""Acronyms, abbreviations and synonyms at work: who is helped by them, and that nobody reads anything else."""

import json

from knowledge.entry import Visibility
from knowledge.match import Verdict
from knowledge.matching.explain import explain
from knowledge.matching.view import View
from knowledge.wordbook import Alike, Wordbook
from tests.knowledge.matching.small import DESK, EVERYBODY, entry

MARGIN = entry("harbor/margin", "What margin does a Cloud Solution Provider (CSP) get?", "CSP discount")
BUYING = entry("harbor/buying", "How do I become a Cloud Solution Provider?")
BOOK = Wordbook("harbor", synonyms=(Alike(("credit card", "plastic money"), 3),), file="harbor/words.yaml")


def view(*entries, books=()):
    return View([*DESK, *entries], EVERYBODY, books=books)


def test_an_acronym_finds_the_entry_that_has_the_long_form_only():
    found = view(MARGIN, BUYING).ask("become a CSP")
    assert found.best.entry.name == "harbor/buying"
    assert found.taken == (("csp", "cloud solution provider"),)
    assert "csp" in found.best.words
    assert "Taken as one: csp = cloud solution provider." in explain(found)
    assert found.as_dict()["taken"] == [["csp", "cloud solution provider"]]


def test_the_long_form_finds_the_entry_that_has_the_acronym_only():
    found = view(MARGIN, BUYING).ask("cloud solution provider discount")
    assert (found.best.entry.name, found.best.phrasing) == ("harbor/margin", "CSP discount")
    assert found.verdict is Verdict.ANSWER


def test_what_is_read_stays_as_it_is_written():
    found = view(MARGIN, BUYING, books=[BOOK]).ask("change my plastic money on file")
    assert found.question == "change my plastic money on file"
    assert found.best.entry == DESK[2]
    assert found.best.phrasing in DESK[2].phrasings
    assert "plastic money" in found.best.words


def test_an_acronym_of_an_entry_that_one_may_not_see_helps_nobody():
    hidden = entry("harbor/secret", "What is a Cloud Solution Provider (CSP)?", visibility=Visibility.PARTNER)
    seen = view(BUYING)
    questions = ("become a CSP", "csp", "how do I become a cloud solution provider")
    assert [repr(view(BUYING, hidden).ask(each)) for each in questions] == [repr(seen.ask(each)) for each in questions]
    assert seen.ask("become a CSP").taken == ()


def test_words_of_a_folder_that_one_may_not_see_change_no_byte():
    unseen = Wordbook("summit", synonyms=(Alike(("invoice", "chit"), 1),), file="summit/words.yaml")
    questions = ("copy of my chit", "invoice", "plastic money")
    assert [json.dumps(view(books=[BOOK, unseen]).ask(each).as_dict()) for each in questions] == [
        json.dumps(view(books=[BOOK]).ask(each).as_dict()) for each in questions
    ]


def test_other_words_make_another_version():
    assert view().version == view(books=[]).version != view(books=[BOOK]).version


def test_a_phrasing_in_the_very_words_goes_before_one_that_means_the_same():
    short, long = (
        entry("harbor/short", "What does CSP stand for?"),
        entry("harbor/long", "What does cloud solution provider stand for?"),
    )
    both = view(MARGIN, short, long)
    assert both.ask("what does CSP stand for").best.entry == short
    assert both.ask("what does cloud solution provider stand for").best.entry == long
    assert both.ask("what does CSPs stand for").verdict is Verdict.CLARIFY


def test_a_misspelt_synonym_is_put_right_first():
    found = view(books=[BOOK]).ask("change my plastik money on file")
    assert found.corrections == (("plastik", "plastic"),)
    assert found.taken == (("plastik money", "credit card"),)

"""Entries that are asked the same and answered differently."""

import pytest

from knowledge.checking.asked_alike import asked_alike
from knowledge.entry import Entry, Status, Visibility
from knowledge.matching.training.trainer import command_trainer

BILL = "How do I get a copy of my invoice?"
OTHERS = (
    ("till", "How do I close the till at night?", "Press Z."),
    ("wifi", "How do guests get on the wifi?", "With the code on the receipt."),
    ("hours", "When is the desk open?", "From eight to six."),
)


def entry(id, question, answer, **more):
    return Entry("p", id, question, answer, file="p/f.md", line=3, owner="desk", **more)


def found(*entries):
    everything = (*entries, *(entry(*each) for each in OTHERS))
    return [problem for each in asked_alike(everything, (), command_trainer(None)) for problem in each]


def test_two_entries_that_are_asked_the_same_are_told_once():
    (problem,) = found(entry("bill", BILL, "In the portal."), entry("copy", "Get a copy of the invoice", "Call us."))
    assert problem.code == "KB416"
    assert "copy (p/f.md:3)" in problem.what
    assert "bill" in problem.what


def test_a_yes_and_a_no_to_the_same_question_contradict_each_other():
    yes = entry("card", "Can I pay by card?", "Yes, at the desk.")
    no = entry("cards", "Do you let me pay by card?", "No.")
    assert [each.code for each in found(yes, no)] == ["KB417"]


def test_questions_that_differ_in_a_word_of_their_own_are_different():
    card = entry("iphone", "How do I set up mail on my iPhone?", "So.")
    cheque = entry("android", "How do I set up mail on Android?", "Thus.")
    assert found(card, cheque) == []


@pytest.mark.parametrize("more", [{"visibility": Visibility.PARTNER}, {"status": Status.DRAFT}, {"language": "de"}])
def test_what_other_people_see_or_read_is_not_the_same(more):
    assert found(entry("bill", BILL, "In the portal."), entry("copy", BILL, "Call us.", **more)) == []


def test_the_same_phrasing_is_left_to_the_quick_check():
    assert found(entry("bill", BILL, "In the portal."), entry("copy", BILL, "Call us.")) == []

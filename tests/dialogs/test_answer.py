"""Answers: the source line, how a question ended, and what did not help."""

from datetime import timedelta

from dialogs.effects import Outcome, SetOutcome
from dialogs.incoming import IncomingKind

CLOGGED, METER = "the filter is clogged", "How do I read the water meter?"


def outcomes(chat) -> list[tuple[str, Outcome, str | None]]:
    names = {id: f"q{place}" for place, id in enumerate(chat.desk.questions, start=1)}
    return [(names[each.question], each.outcome, each.entry) for each in chat.desk.outcomes]


def test_a_yes_confirms_the_question(chat):
    chat.say(CLOGGED)
    chat.press("Yes")
    assert outcomes(chat) == [("q1", Outcome.CONFIRMED, None)]


def test_a_no_is_no_outcome_until_something_comes_of_it(chat):
    chat.say(CLOGGED)
    chat.press("No")
    assert outcomes(chat) == []
    assert [each.entries for each in chat.desk.refused] == [("quay/clean-filter",)]


def test_a_no_after_a_yes_reopens_the_question(chat):
    chat.say(CLOGGED)
    no = chat.button("No")
    chat.press("Yes")
    chat.advance(timedelta(hours=30))
    chat.turn(IncomingKind.ACTION, verb=no["verb"], data=no["data"])
    assert outcomes(chat)[-1] == ("q1", Outcome.REOPENED, None)


def test_a_confirmed_entry_asked_again_within_a_week_reopens_the_question(chat):
    chat.say(CLOGGED)
    chat.say("thanks")
    chat.advance(timedelta(days=3))
    chat.say(CLOGGED)
    assert outcomes(chat)[-1] == ("q1", Outcome.REOPENED, None)


def test_an_entry_asked_again_after_a_day_was_assumed_to_have_helped_and_is_reopened(chat):
    chat.say(CLOGGED)
    chat.advance(timedelta(hours=25))
    chat.say(CLOGGED)
    assert outcomes(chat) == [("q1", Outcome.REOPENED, None)]


def test_an_entry_asked_again_at_once_or_after_a_week_reopens_nothing(chat):
    chat.say(CLOGGED)
    chat.say(CLOGGED)
    chat.advance(timedelta(days=8))
    chat.say(CLOGGED)
    assert outcomes(chat) == []


def test_a_choice_is_written_down_with_its_entry(chat):
    chat.say("filter")
    chat.press("How do I clean the intake filter?")
    chat.press("Yes")
    assert outcomes(chat) == [
        ("q1", Outcome.UNKNOWN, "quay/clean-filter"),
        ("q1", Outcome.CONFIRMED, "quay/clean-filter"),
    ]


def test_every_question_of_a_matter_is_escalated_with_its_case(chat):
    chat.say(CLOGGED)
    chat.press("No")
    chat.say("there is a small crab sitting inside of it")
    chat.say("yes")
    assert [each[:2] for each in outcomes(chat)] == [("q1", Outcome.ESCALATED), ("q2", Outcome.ESCALATED)]


def test_the_case_is_named_after_the_last_question(chat):
    chat.say(CLOGGED)
    chat.press("No")
    chat.say("there is a small crab sitting inside of it")
    chat.say("yes")
    assert chat.desk.cases["C-1001"].title == "there is a small crab sitting inside of it"


def test_an_old_yes_counts_for_its_own_question_and_leaves_the_new_one_alone(chat):
    chat.say(CLOGGED)
    old = chat.button("Yes")
    chat.say("bill")
    seen = chat.turn(IncomingKind.ACTION, verb=old["verb"], data=old["data"])
    assert outcomes(chat) == [("q1", Outcome.CONFIRMED, None)]
    assert "Glad that helped" in seen.all_text
    assert chat.say("2").answered


def test_a_follow_up_is_a_question_of_its_own(chat):
    chat.say("How can I pay my bill?")
    chat.press("Where do I get a copy of a bill?")
    assert list(outcomes(chat)) == [("q2", Outcome.UNKNOWN, "quay/bill-copy")]


def test_the_answer_and_the_question_whether_it_helped_are_two_messages(chat):
    chat.say(METER)
    answer, helped = chat.chat.said.replies
    assert answer.text.startswith("The meter shows cubic metres")
    assert answer.citations[0].entry == "quay/water-meter"
    assert helped.slot
    assert helped.slot.startswith("helped/q")


def test_a_typed_yes_changes_the_card_and_says_something_new(chat):
    chat.say(METER)
    slot = chat.chat.said.replies[1].slot
    chat.say("yes")
    changed, new = chat.chat.said.replies
    assert changed.slot == slot
    assert new.text


def test_outcomes_are_only_set_for_ids_of_our_making(chat):
    data = {"helped": True, "question": "q0000000000000000; drop", "title": "x", "entry": "quay/water-meter"}
    chat.turn(IncomingKind.ACTION, verb="helped", data=data)
    assert not any(isinstance(effect, SetOutcome) for effect in chat.chat.said.effects)


def test_an_answer_names_who_keeps_it(chat):
    chat.say(METER)
    assert "*Source [1]: Quay pump guide · Quay Pumps · reviewed" in chat.chat.said.replies[0].text


def test_none_of_these_writes_down_all_that_was_offered_as_no_help(chat):
    offered = chat.say("bill").offered
    chat.press("None of these")
    assert [each.entries for each in chat.desk.refused] == [offered]


def test_a_question_in_other_words_names_the_one_that_it_says_again(chat):
    for text in (CLOGGED, METER):
        chat.say(text)
    chat.press("No")
    chat.say("I mean the meter for gas")
    first, second, third = chat.desk.questions.values()
    assert (first.rephrases, second.rephrases, third.rephrases) == (None, None, second.id)

"""The next message after the team wrote: to the case, or not, and never twice or nowhere."""

from datetime import timedelta

import pytest

from dialogs.effects import CommentCase, RecordQuestion, RetractComment
from dialogs.incoming import IncomingKind


@pytest.fixture
def told(chat):
    """Return Tove's conversation, in which the team of C-1001 just replied."""
    chat.say("a person please")
    chat.team("reply", "", "Please oil it.")
    return chat


def press_again(chat, label):
    button = chat.button(label)
    chat.turn(IncomingKind.ACTION, verb=button["verb"], data=button["data"])
    return chat.turn(IncomingKind.ACTION, verb=button["verb"], data=button["data"])


@pytest.mark.parametrize("text", ["oiled it, it still hums", "no", "yes", "2", "how do I oil it?"])
def test_what_says_something_to_the_team_goes_to_the_case(told, text):
    told.say(text)
    assert [(each.number, each.text) for each in told.desk.comments] == [("C-1001", text)]


@pytest.mark.parametrize(
    "text",
    ["hello", "thanks", "status", "my cases", "help", "cancel", "withdraw C-1001", "a person please", "bye", ":-("],
)
def test_what_is_meant_for_spot_goes_to_no_case_and_the_next_message_still_does(told, text):
    told.say(text)
    assert told.desk.comments == []
    if not text.startswith("withdraw"):
        told.say("oiled it, it still hums")
        assert len(told.desk.comments) == 1


def test_a_word_is_gone_on_from_once(told):
    told.say("oiled it, it still hums")
    told.say("my cow sings opera at night")
    assert len(told.desk.comments) == 1


def test_a_word_of_last_week_is_not_gone_on_from(told):
    told.advance(timedelta(days=7))
    told.say("my cow sings opera at night")
    assert told.desk.comments == []


def test_a_word_in_another_conversation_is_not_gone_on_from(told):
    told.person = "another chat of the same person"
    told.say("my cow sings opera at night")
    assert told.desk.comments == []


def test_in_a_group_nothing_goes_to_a_case(group):
    group.say("a person please")
    group.team("reply", "", "Please oil it.")
    group.say("my cow sings opera at night")
    assert group.desk.comments == []


def test_somebody_elses_message_goes_to_no_case_of_the_asker(told, knowledge):
    told.chat.asker = knowledge.directory.person("dairy/emil", today=told.now.date())
    told.say("my cow sings opera at night")
    assert told.desk.comments == []


def test_a_long_message_goes_to_the_case_whole(told):
    told.say("x y " * 3_000)
    assert len(told.desk.comments[0].text) == len("x y " * 3_000) - 1


def test_undone_it_is_taken_back_and_asked_as_a_question_in_one_turn(told):
    told.say("how do I oil the pump?")
    [comment] = told.desk.comments
    told.press("Not for C-1001")
    kinds = [type(effect) for effect in told.chat.said.effects]
    assert kinds[:2] == [RetractComment, RecordQuestion]
    assert told.chat.said.effects[0].comment == comment.key
    assert told.desk.comments == []


def test_undone_twice_it_is_asked_once(told):
    told.say("my cow sings opera at night")
    seen = press_again(told, "Not for C-1001")
    assert told.chat.said.effects == ()
    assert "Taken back" in seen.all_text
    assert "Shall I hand it" not in seen.all_text


def test_what_was_named_for_the_case_is_taken_back_and_asked_of_nobody(told):
    told.say("add to C-1001: how can I pay my bill?")
    told.press("Take it back")
    assert [type(effect) for effect in told.chat.said.effects] == [RetractComment]


def test_the_undo_of_another_persons_case_finds_no_case(told, knowledge):
    told.say("my cow sings opera at night")
    button = told.button("Not for C-1001")
    told.chat.asker = knowledge.directory.person("dairy/emil", today=told.now.date())
    told.turn(IncomingKind.ACTION, verb=button["verb"], data=button["data"])
    assert told.chat.said.effects == ()
    assert len(told.desk.comments) == 1


@pytest.mark.parametrize(
    "data", [{}, {"number": "C-1001"}, {"number": "C-1001", "comment": "x" * 101}, {"comment": "k"}]
)
def test_an_undo_that_makes_no_sense_is_answered_politely(told, data):
    seen = told.turn(IncomingKind.ACTION, verb="retract", data=data)
    assert told.chat.said.effects == ()
    assert seen.all_text


def test_what_was_for_the_other_case_is_moved_there(told):
    told.say("another person please")
    told.press("Open another case")
    told.team("reply", "C-1002", "And in the morning?")
    told.say("oiled it, it still hums")
    told.press("It was for C-1001")
    assert [effect.number for effect in told.chat.said.effects if isinstance(effect, CommentCase)] == ["C-1001"]
    assert [each.number for each in told.desk.comments] == ["C-1001"]

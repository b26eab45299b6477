"""Cases in the chat: whose they are, what can be done, and where nothing is told."""

import pytest

from dialogs.effects import CommentCase, Outcome, ReopenCase, WithdrawCase
from dialogs.incoming import IncomingFile, IncomingKind


@pytest.mark.parametrize(
    "text",
    [
        "what is the status of my case?",
        "C-1001",
        "withdraw C-1001",
        "add to C-1001: secret",
        "reopen C-1001",
        "my cases",
    ],
)
def test_in_a_group_nothing_is_told_or_done_about_cases(group, text):
    group.say("the roof of the old dairy is leaking")
    group.say("a person please")
    seen = group.say(text)
    assert "directly" in seen.all_text
    assert "roof" not in seen.all_text
    assert group.chat.said.effects == ()


def test_in_a_group_a_person_can_still_be_had(group):
    group.say("my cow sings opera at night")
    group.say("yes")
    assert group.cases() == 1


def test_in_a_group_another_persons_yes_opens_no_case(group, knowledge):
    group.say("my cow sings opera at night")
    group.chat.asker = knowledge.directory.person("dairy/emil", today=group.now.date())
    group.say("yes please")
    assert group.cases() == 0


def test_in_a_group_the_same_button_pressed_by_two_is_a_case_each(group, knowledge):
    group.say("my cow sings opera at night")
    button = group.button("Yes, open a case")
    group.turn(IncomingKind.ACTION, verb=button["verb"], data=button["data"])
    group.chat.asker = knowledge.directory.person("dairy/emil", today=group.now.date())
    seen = group.turn(IncomingKind.ACTION, verb=button["verb"], data=button["data"])
    assert group.cases() == 2
    assert "C-1001" not in seen.all_text


def test_a_title_and_a_reply_are_shown_as_they_were_written(chat):
    chat.say("a person please, my **roof** [leaks](https://bad.example)")
    chat.say("status of my case")
    card = chat.chat.said.replies[0].card
    assert {part["type"] for part in card["body"] if "roof" in str(part)} == {"RichTextBlock"}


def test_a_pressed_withdraw_carries_its_own_key(chat):
    chat.say("a person please")
    button = chat.button("Withdraw")
    chat.press("Withdraw")
    assert chat.chat.said.effects == (WithdrawCase("C-1001", button["data"]["key"]),)


def test_a_reopened_case_carries_a_key_too(chat):
    chat.say("a person please")
    chat.say("withdraw my case")
    chat.say("reopen my case")
    (effect,) = chat.chat.said.effects
    assert isinstance(effect, ReopenCase)
    assert effect.key


def test_a_comment_that_looks_like_small_talk_is_a_comment(chat):
    chat.say("a person please")
    chat.say("add details")
    chat.say("thanks")
    assert [comment.text for comment in chat.desk.comments] == ["thanks"]
    assert isinstance(chat.chat.said.effects[0], CommentCase)


@pytest.mark.parametrize("blank", [" ", "\n\t", "\u2003"])
def test_nothing_is_added_by_a_button_that_brings_nothing_but_blanks(chat, blank):
    chat.say("a person please")
    seen = chat.turn(IncomingKind.ACTION, verb="comment", data={"number": "C-1001", "key": "k", "text": blank})
    assert chat.desk.comments == []
    assert "What shall I add to case C-1001?" in seen.all_text


def test_a_file_that_comes_along_goes_to_the_case_with_the_comment(chat):
    chat.say("a person please")
    chat.say("add details")
    files = (IncomingFile("photo.png", "https://files.example/photo.png"),)
    chat.turn(IncomingKind.MESSAGE, text="it shows a crab", attachments=files)
    [comment] = chat.desk.comments
    assert (comment.text, comment.files) == ("it shows a crab", files)


def test_a_file_without_a_word_goes_to_the_case_that_waits_for_one_by_its_name(chat):
    chat.say("a person please")
    chat.team("ask", "", "What does it look like?")
    seen = chat.turn(IncomingKind.MESSAGE, attachments=(IncomingFile("photo.png"),))
    assert [comment.text for comment in chat.desk.comments] == ["photo.png"]
    assert "Added to case C-1001" in seen.all_text


def test_a_file_that_no_case_waits_for_is_none_of_its_business(chat):
    chat.say("a person please")
    chat.turn(IncomingKind.MESSAGE, attachments=(IncomingFile("photo.png"),))
    assert chat.desk.comments == []


def test_a_withdrawn_case_is_not_the_answer_to_the_next_wish(chat):
    chat.say("a person please")
    chat.say("withdraw my case")
    chat.say("a person please")
    assert chat.cases() == 2


def test_a_case_that_the_desk_resolved_is_not_the_answer_to_the_next_wish(chat):
    chat.say("a person please")
    chat.team("resolve", "C-1001", "It is mended.")
    chat.say("a person please")
    assert chat.cases() == 2


def test_what_nothing_answers_can_be_added_to_the_open_case(chat):
    chat.say("a person please")
    chat.say("the crab inside has a name now")
    seen = chat.press("Add to case C-1001")
    assert [comment.text for comment in chat.desk.comments] == ["the crab inside has a name now"]
    assert chat.cases() == 1
    assert "Added to case C-1001" in seen.all_text
    assert chat.desk.outcomes[-1].outcome is Outcome.ESCALATED


def test_adding_to_a_case_is_not_offered_in_a_group(group):
    group.say("a person please")
    assert "C-1001" not in group.say("the crab inside has a name now").all_text


def test_an_old_wish_for_a_person_names_a_case_that_is_over_and_offers_another(chat):
    chat.say("the filter is clogged")
    old = chat.button("Talk to a person")
    chat.press("Talk to a person")
    chat.say("withdraw my case")
    seen = chat.turn(IncomingKind.ACTION, verb=old["verb"], data=old["data"])
    assert chat.cases() == 1
    assert "not open any more" in seen.all_text
    chat.press("Open another case")
    assert chat.cases() == 2


def test_in_a_group_a_cancel_after_a_case_names_no_case(group):
    group.say("a person please")
    assert "C-1001" not in group.say("cancel").all_text

"""After a case was resolved: solved, not solved, and one question that is asked once."""

import pytest

from dialogs.effects import ConfirmCase, RateCase, ReopenCase
from dialogs.incoming import IncomingKind


@pytest.fixture
def resolved(chat):
    """Return Tove's conversation, in which C-1001 was just resolved."""
    chat.say("a person please")
    chat.team("resolve", "", "The pump hums no more.")
    return chat


def effects(chat, kind):
    return [each for each in chat.chat.said.effects if isinstance(each, kind)]


def pressed(chat, label):
    button = chat.button(label)
    return lambda: chat.turn(IncomingKind.ACTION, verb=button["verb"], data=button["data"])


def test_the_same_card_confirms_under_the_same_key_and_then_says_how_it_stands(resolved):
    press = pressed(resolved, "It is solved")
    press()
    [first] = effects(resolved, ConfirmCase)
    assert first.key.endswith("-solved")
    assert "moved on" in press().all_text
    assert effects(resolved, ConfirmCase) == []


def test_a_card_of_an_earlier_resolution_is_another_key(resolved):
    resolved.press("Not solved")
    [first] = effects(resolved, ReopenCase)
    resolved.say("cancel")
    resolved.team("resolve", "", "Now it is quiet.")
    resolved.press("Not solved")
    [second] = effects(resolved, ReopenCase)
    assert first.key != second.key


def test_the_rating_is_asked_for_once_even_when_it_was_left_and_the_case_came_back(resolved):
    assert "how well" in resolved.press("It is solved").all_text
    resolved.press("No, thanks")
    assert effects(resolved, RateCase) == []
    resolved.say("reopen C-1001")
    resolved.team("resolve", "", "Again.")
    assert "how well" not in resolved.press("It is solved").all_text


@pytest.mark.parametrize("rating", ["0", "6", "-1", "five", "", True, "٣"])
def test_a_rating_that_is_none_is_not_written_down(resolved, rating):
    resolved.press("It is solved")
    resolved.turn(IncomingKind.ACTION, verb="rate", data={"number": "C-1001", "rating": rating})
    assert effects(resolved, RateCase) == []


def test_a_case_is_rated_once(resolved):
    resolved.press("It is solved")
    press = pressed(resolved, "2")
    press()
    assert [each.rating for each in effects(resolved, RateCase)] == [2]
    assert "2 of 5 already" in press().all_text
    assert effects(resolved, RateCase) == []


def test_a_question_after_the_resolution_is_a_question(resolved):
    assert resolved.say("How can I pay my bill?").answered == "quay/pay-bill"
    assert effects(resolved, ConfirmCase) == []
    resolved.say("yes")
    assert effects(resolved, ConfirmCase) == []


def test_what_is_asked_of_the_rating_is_a_question_too(resolved):
    resolved.press("It is solved")
    assert resolved.say("How can I pay my bill?").answered == "quay/pay-bill"


@pytest.mark.parametrize("verb", ["solved", "unsolved", "rate"])
def test_another_persons_case_is_as_if_absent(resolved, knowledge, verb):
    resolved.chat.asker = knowledge.directory.person("dairy/emil", today=resolved.now.date())
    seen = resolved.turn(IncomingKind.ACTION, verb=verb, data={"number": "C-1001", "rating": "5", "resolution": "1"})
    assert "find no case C-1001" in seen.all_text
    assert resolved.chat.said.effects == ()


@pytest.mark.parametrize("verb", ["solved", "unsolved", "rate"])
def test_in_a_group_nothing_is_confirmed(group, verb):
    group.say("a person please")
    seen = group.turn(IncomingKind.ACTION, verb=verb, data={"number": "C-1001", "rating": "5"})
    assert "directly" in seen.all_text
    assert group.chat.said.effects == ()

"""Limits: a polite word, never a dead end."""

from dataclasses import replace
from datetime import timedelta

from dialogs.incoming import IncomingKind
from dialogs.languages import say
from knowledge.agreed.policy import DEFAULT, Limits
from knowledge.base import KnowledgeBase
from tests.support.in_memory import InMemory

MESSAGES_A_MINUTE, CASES_A_DAY = DEFAULT.limits.messages_a_minute, DEFAULT.limits.cases_a_day
NOBODY_KNOWS = "my cow sings opera at night"


def hurried(chat, count: int):
    """Say hello so often, two seconds apart at most."""
    for _ in range(count):
        chat.advance(timedelta(seconds=-4))
        seen = chat.say("hello")
    return seen


def test_thirty_messages_a_minute_are_answered(chat):
    assert say("en", "greeting") in hurried(chat, MESSAGES_A_MINUTE).texts


def test_the_next_gets_a_polite_word_once(chat):
    hurried(chat, MESSAGES_A_MINUTE)
    assert hurried(chat, 1).texts == (say("en", "slow_down"),)
    assert hurried(chat, 1).texts == ()


def test_a_pressed_button_always_shows_something(chat):
    hurried(chat, MESSAGES_A_MINUTE + 2)
    chat.advance(timedelta(seconds=-4))
    assert chat.turn(IncomingKind.ACTION, verb="help").texts == (say("en", "slow_down"),)


def test_a_minute_later_everything_is_as_before(chat):
    chat.say(NOBODY_KNOWS)
    hurried(chat, MESSAGES_A_MINUTE + 5)
    chat.advance(timedelta(minutes=1))
    chat.say("yes")
    assert chat.cases() == 1


def test_twenty_cases_a_day_are_the_most(chat):
    for _ in range(CASES_A_DAY):
        chat.advance(timedelta(minutes=1))
        chat.say("a person please")
        chat.say("withdraw my case")
    seen = chat.say("a person please")
    assert chat.cases() == CASES_A_DAY
    assert say("en", "too_many_today_none", count="20") in seen.texts
    chat.advance(timedelta(hours=25))
    chat.say("a person please")
    assert chat.cases() == CASES_A_DAY + 1


def test_the_same_click_is_not_refused_when_the_case_it_opened_filled_the_room(chat):
    for number in range(5):
        chat.say(f"my {number} cows sing opera at night")
        button = chat.button("Yes, open a case")
        chat.turn(IncomingKind.ACTION, verb=button["verb"], data=button["data"])
    seen = chat.turn(IncomingKind.ACTION, verb=button["verb"], data=button["data"])
    assert chat.cases() == 5
    assert "C-1005" in seen.all_text


def test_the_policy_says_how_much_is_too_much(knowledge):
    policy = replace(DEFAULT, limits=Limits(open_cases=1, cases_a_day=2, messages_a_minute=9))
    chat = InMemory(KnowledgeBase(replace(knowledge.loaded, policy=policy), knowledge.learned))
    chat.speak_as("dairy/tove")
    chat.say("a person please")
    chat.say("my cow sings opera at night")
    refused = chat.say("yes")
    assert chat.cases() == 1
    assert "1" in refused.all_text
    assert "C-1001" in refused.all_text
    assert say("en", "slow_down") in hurried(chat, 7).texts


def test_the_limit_of_one_is_not_that_of_another(chat):
    for number in range(6):
        chat.say(f"my {number} cows sing opera at night")
        chat.say("yes")
    chat.speak_as("dairy/emil")
    chat.say("a person please")
    assert chat.cases() == 6

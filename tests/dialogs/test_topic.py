"""The topic of a conversation: what a message may go on from, for how long, and that it is plain text in the state."""

import json
from datetime import timedelta

from dialogs.memory import ON_TOPIC, TOPIC, Memory, read

IPHONE = "How do I read the water meter with my iPhone?"


def topic(chat):
    return json.loads(chat.chat.state)["memory"]["topic"]


def test_an_answer_begins_a_topic_and_its_follow_up_goes_on_with_it(chat):
    chat.say(IPHONE)
    assert topic(chat) == ["quay/meter-iphone"]
    chat.say("and on Android?")
    assert topic(chat) == ["quay/meter-iphone", "quay/meter-android"]


def test_a_pressed_follow_up_goes_on_with_the_topic_too(chat):
    chat.say(IPHONE)
    chat.press("How do I read the water meter with Android?")
    assert topic(chat) == ["quay/meter-iphone", "quay/meter-android"]


def test_an_unrelated_answer_begins_another_topic(chat):
    chat.say(IPHONE)
    chat.say("How can I pay my bill?")
    assert topic(chat) == ["quay/pay-bill"]


def test_a_person_ends_the_topic(chat):
    chat.say(IPHONE)
    chat.say("a person please")
    assert topic(chat) == []


def test_an_answer_that_did_not_help_ends_the_topic(chat):
    chat.say(IPHONE)
    chat.say("no")
    assert topic(chat) == []


def test_the_finding_that_is_written_down_says_what_it_was_asked_after(chat):
    chat.say(IPHONE)
    chat.say("and on Android?")
    newest = list(chat.desk.questions.values())[-1].finding
    assert newest.after == "quay/meter-iphone"
    assert newest.question == "and on Android?"
    assert "Asked after quay/meter-iphone" in newest.reason


def test_a_topic_is_over_after_half_an_hour(chat):
    chat.say(IPHONE)
    memory = read(json.loads(chat.chat.state)["memory"])
    assert memory.on_topic(chat.now + ON_TOPIC - timedelta(seconds=1)) == ("quay/meter-iphone",)
    assert memory.on_topic(chat.now + ON_TOPIC + timedelta(seconds=1)) == ()


def test_a_topic_stays_short_and_names_an_entry_once():
    memory = Memory()
    for entry in ("a", "b", "c", "b", "d"):
        memory = memory.with_topic(entry, goes_on=True)
    assert memory.topic == ("c", "b", "d")
    assert len(memory.topic) == TOPIC


def test_a_memory_from_before_has_no_topic():
    assert read({"language": "en"}).topic == ()
    assert read({"topic": ["a", 3, None]}).topic == ("a",)

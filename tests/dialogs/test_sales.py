"""Which words are about sales, who is named, and where nobody is."""

import pytest

from dialogs.cases.sales import is_about
from dialogs.effects import OpenCase


@pytest.mark.parametrize(
    "text",
    [
        "can I have a quote?",
        "please renew our licence",
        "how much does it cost",
        "what is the price of ten seats",
        "I want to speak to sales",
        "Ich brauche ein Angebot",
        "wir wollen unsere Lizenz verlängern",
        "was kostet ein Abo",
    ],
)
def test_these_are_about_sales(text):
    assert is_about(text)


@pytest.mark.parametrize(
    "text",
    [
        "my licence key is refused",
        "the pump is broken",
        "I want a refund",
        "Die Lizenz wird abgelehnt",
        "",
        "renew my password",
    ],
)
def test_these_are_not(text):
    assert not is_about(text)


def test_an_engagement_is_opened_as_one(chat):
    chat.say("we need a quote for a moon elevator")
    chat.press("Yes, pass it on")
    [effect] = [each for each in chat.chat.said.effects if isinstance(each, OpenCase)]
    assert effect.kind == "sales"


def test_a_wish_for_a_person_about_a_price_is_one_too(chat):
    chat.say("a person please, about the price of a pump")
    [effect] = [each for each in chat.chat.said.effects if isinstance(each, OpenCase)]
    assert effect.kind == "sales"


def test_in_a_group_nobody_is_named(group):
    assert "Siv" not in group.say("who is our contact?").all_text
    assert "Siv" not in group.say("we need a quote for a moon elevator").all_text
    assert "Siv" not in group.press("Yes, pass it on").all_text

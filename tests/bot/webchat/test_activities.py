"""What a card becomes on its way to Web Chat."""

from datetime import UTC, datetime

import pytest

from bot.activities.address import Address
from bot.channel.port import Gone
from bot.gate.limits import Limit
from bot.webchat.activities import CARD, shown, submitting
from bot.webchat.channel import DirectLine
from bot.webchat.stream import Streams

AT = datetime(2026, 3, 2, tzinfo=UTC)


def test_a_button_that_executes_becomes_one_that_submits_its_verb_and_data():
    card = {
        "actions": [{"type": "Action.Execute", "title": "Yes", "verb": "helped", "data": {"q": 1}, "style": "positive"}]
    }
    assert submitting(card) == {
        "actions": [{"type": "Action.Submit", "title": "Yes", "style": "positive", "data": {"q": 1, "verb": "helped"}}]
    }


def test_buttons_deep_in_a_card_and_without_data_are_found_too():
    inner = {"type": "Action.Execute", "verb": "open", "fallback": {"type": "Action.Submit"}}
    card = {"body": [{"type": "Container", "selectAction": inner}, {"type": "ActionSet", "actions": [inner]}]}
    changed = submitting(card)
    expected = {"type": "Action.Submit", "data": {"verb": "open"}}
    assert changed["body"][0]["selectAction"] == expected
    assert changed["body"][1]["actions"] == [expected]


def test_the_card_itself_stays_as_it_was():
    card = {"actions": [{"type": "Action.Execute", "verb": "open"}], "refresh": {}}
    submitting(card)
    assert card == {"actions": [{"type": "Action.Execute", "verb": "open"}], "refresh": {}}


def test_only_adaptive_cards_are_touched():
    body = {
        "type": "message",
        "serviceUrl": "urn:x",
        "attachments": [
            {"contentType": CARD, "content": {"type": "AdaptiveCard", "refresh": {}}},
            {"contentType": "application/x", "content": {"type": "Action.Execute"}},
        ],
    }
    activity = shown(body, "c", "h1", AT)
    assert activity["attachments"][0]["content"] == {"type": "AdaptiveCard"}
    assert activity["attachments"][1]["content"] == {"type": "Action.Execute"}
    assert (activity["id"], activity["from"]["role"]) == ("h1", "bot")
    assert "serviceUrl" not in activity


async def test_direct_line_cannot_take_something_back():
    with pytest.raises(Gone):
        await DirectLine(Streams(None)).delete(Address("directline", "", "c", "spot", "u"), "h1")


def test_a_limit_forgets_the_key_unused_the_longest():
    limit = Limit(1, 0.0, lambda: AT, keys=2)
    assert [limit.allows(key) for key in ("a", "a", "b", "c", "a")] == [True, False, True, True, True]

"""Replies as activities: the shapes that Teams asks for, and its limits."""

from datetime import date

from bot.activities.address import Address
from bot.activities.render import activity, typing, with_fallbacks
from dialogs.replies import BotReply, Citation

TO = Address("msteams", "https://smba.example/", "a:1", "28:bot", "29:olu", "tenant-1", locale="de-DE")
BUTTON = {"type": "Action.Execute", "title": "Yes", "verb": "helped", "data": {"question": "q1"}}


def test_a_text_is_markdown_unless_it_holds_what_somebody_wrote():
    assert activity(BotReply("*x*")) == {"type": "message", "text": "*x*", "textFormat": "markdown"}
    assert activity(BotReply("*x*", plain=True))["textFormat"] == "plain"


def test_with_an_address_a_reply_is_complete():
    whole = activity(BotReply("x"), TO)
    assert {key: whole[key] for key in ("channelId", "serviceUrl", "locale")} == {
        "channelId": "msteams",
        "serviceUrl": "https://smba.example/",
        "locale": "de-DE",
    }
    assert whole["conversation"] == {"id": "a:1", "isGroup": False, "tenantId": "tenant-1"}
    assert (whole["from"]["id"], whole["recipient"]["id"]) == ("28:bot", "29:olu")
    assert typing(TO)["type"] == "typing"


def test_a_card_is_an_attachment_and_has_no_text_that_teams_would_split_off():
    card = {"type": "AdaptiveCard", "body": []}
    assert activity(BotReply(card=card)) == {
        "type": "message",
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}],
    }


def test_every_button_has_a_fallback_with_the_same_data_wherever_it_is():
    card = {"body": [{"type": "ActionSet", "actions": [BUTTON]}], "actions": [BUTTON, {"type": "Action.OpenUrl"}]}
    adapted = with_fallbacks(card)
    data = {"question": "q1", "verb": "helped"}
    expected = BUTTON | {"data": data, "fallback": {"type": "Action.Submit", "title": "Yes", "data": data}}
    assert adapted["body"][0]["actions"] == [expected]
    assert adapted["actions"] == [expected, {"type": "Action.OpenUrl"}]
    assert "fallback" not in BUTTON


def test_a_fallback_that_a_card_brings_stays():
    mine = {"type": "Action.Submit", "title": "Mine"}
    assert with_fallbacks(BUTTON | {"fallback": mine})["fallback"] == mine


def test_sources_that_the_text_refers_to_are_cited_in_one_entity():
    cited = Citation("a/b", "T" * 100, "https://docs.example/x", date(2026, 1, 2))
    [entity] = activity(BotReply("See [1].", citations=(cited, Citation("a/c", "Unused"))))["entities"]
    assert (entity["type"], entity["@type"]) == ("https://schema.org/Message", "Message")
    assert "additionalType" not in entity
    [claim] = entity["citation"]
    assert (claim["position"], claim["appearance"]["name"]) == (1, "T" * 80)
    assert claim["appearance"]["url"] == "https://docs.example/x"


def test_a_source_that_is_no_page_has_no_link():
    [entity] = activity(BotReply("See [1].", citations=(Citation("a/b", "x", "handbook, page 3"),)))["entities"]
    assert "url" not in entity["citation"][0]["appearance"]


def test_sources_that_the_text_does_not_refer_to_are_not_cited():
    assert "entities" not in activity(BotReply("See there.", citations=(Citation("a/b", "x"),)))


def test_no_more_sources_are_cited_than_teams_takes():
    many = tuple(Citation(f"a/{number}", "x") for number in range(30))
    text = " ".join(f"[{number}]" for number in range(1, 31))
    assert len(activity(BotReply(text, citations=many))["entities"][0]["citation"]) == 20

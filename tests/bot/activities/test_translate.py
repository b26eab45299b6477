"""Activities as what Spot's own rooms speak of."""

from datetime import UTC, datetime

import pytest
from botbuilder.schema import Activity

from bot.activities import translate
from bot.activities.address import OWN
from bot.activities.wire import load
from tests.bot.support.botframework import TENANT, activity

AT = datetime(2026, 3, 2, tzinfo=UTC)


def read(**changes):
    return load(Activity, activity(**changes))


@pytest.mark.parametrize(
    ("channel", "conversation", "group"),
    [
        ("msteams", {"id": "a", "conversationType": "personal"}, False),
        ("msteams", {"id": "a", "conversationType": "groupChat"}, True),
        ("msteams", {"id": "a", "conversationType": "meeting"}, True),
        ("msteams", {"id": "a", "conversationType": "channel"}, True),
        ("msteams", {"id": "a", "conversationType": "personal", "isGroup": True}, True),
        ("msteams", {"id": "a"}, True),
        ("emulator", {"id": "a"}, False),
        ("webchat", {"id": "a", "isGroup": True}, True),
    ],
)
def test_others_read_along_unless_it_is_known_that_they_do_not(channel, conversation, group):
    said = translate.message(read(channelId=channel, conversation=conversation), AT)
    assert said.group is group
    assert translate.address_of(read(channelId=channel, conversation=conversation)).group is group


@pytest.mark.parametrize(
    ("changes", "identity"),
    [
        ({}, (TENANT, "00000000-0000-0000-0000-00000000000a")),
        ({"channelData": {}}, (TENANT, "00000000-0000-0000-0000-00000000000a")),
        ({"channelData": {"tenant": {"id": "other"}}}, ("", "00000000-0000-0000-0000-00000000000a")),
        ({"from": {"id": "29:b"}}, (TENANT, "29:b")),
        ({"channelData": None, "conversation": {"id": "a"}}, ("", "00000000-0000-0000-0000-00000000000a")),
    ],
)
def test_identity_is_tenant_and_object_and_no_tenant_where_two_are_named(changes, identity):
    assert translate.identity_of(read(**changes)) == identity


@pytest.mark.parametrize("channel", ["directline", "webchat"])
def test_whoever_comes_by_the_connector_s_web_chat_becomes_nobody_by_saying_so(channel):
    claimed = read(channelId=channel, serviceUrl="https://webchat.botframework.com/")
    assert translate.identity_of(claimed) == ("", f"{channel}/a:conv-1")
    assert translate.address_of(claimed).tenant == ""


def test_a_conversation_of_our_own_web_chat_is_reached_by_no_connector():
    ours = translate.address_of(read(channelId="directline", serviceUrl=OWN))
    brought = translate.address_of(read(channelId="directline"))
    assert ours.key == "directline/a:conv-1"
    assert brought.key != ours.key


@pytest.mark.parametrize(
    ("changes", "locale"),
    [
        ({"locale": "de-DE"}, "de-DE"),
        ({"entities": [{"type": "clientInfo", "locale": "de-AT"}]}, "de-AT"),
        ({"locale": "../../etc"}, None),
        ({"entities": [{"type": "clientInfo", "locale": 5}]}, None),
        ({}, None),
    ],
)
def test_the_language_is_the_clients_where_it_is_one(changes, locale):
    assert translate.message(read(**changes), AT).locale == locale


def test_every_activity_has_a_key_of_its_own_that_tells_nothing():
    keys = {translate.key_of(read(**changes)) for changes in ({}, {"id": "2"}, {"conversation": {"id": "b"}})}
    assert len(keys) == 3
    assert translate.key_of(read()) == translate.key_of(read(text="other words"))
    assert "conv" not in translate.key_of(read())


def test_what_came_along_is_named_and_teams_own_copy_of_the_text_is_not():
    files = [
        {"contentType": "text/html", "content": "<p>x</p>"},
        {"contentType": "image/png", "contentUrl": "file:///etc/passwd"},
        {"contentType": "x", "name": "report.pdf"},
    ]
    assert [each.name for each in translate.message(read(attachments=files), AT).attachments] == [
        "image/png",
        "report.pdf",
    ]


@pytest.mark.parametrize("value", [{"no": "verb"}, {"verb": 5}, {"verb": ""}, "x", 5, ["verb"]])
def test_a_value_that_is_no_press_leaves_the_message_a_message(value):
    assert translate.message(read(value=value), AT).text == "how do I reset my password"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://files.example/a.pdf", "https://files.example/a.pdf"),
        ("http://files.example/a.pdf", ""),
        ("data:text/html,hello", ""),
        ("https://files.example/" + "a" * 2_000, ""),
        (None, ""),
    ],
)
def test_a_file_has_a_link_where_others_can_follow_it(url, link):
    file = {"contentType": "x", "name": "a.pdf"} | ({"contentUrl": url} if url else {})
    [found] = translate.message(read(attachments=[file]), AT).attachments
    assert (found.name, found.link) == ("a.pdf", link)

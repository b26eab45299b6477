"""Where an activity may come from and where replies may go."""

import pytest

from bot.gate.origin import is_tenant_allowed, may_send_to, refuse_origin
from bot.gate.policy import GatePolicy
from bot.gate.refusal import Forbidden, MalformedBody
from bot.gate.token import Claims
from tests.bot.support.botframework import APP, activity

LOCAL = GatePolicy()
TEAMS = "https://smba.trafficmanager.net/emea/"
REAL = GatePolicy(app_id=APP, channels=frozenset({"msteams"}))


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://localhost:3979", "http://[::1]:5/x", "https://127.0.0.2/"]
)
def test_without_an_app_id_replies_go_to_this_machine(url):
    assert may_send_to(LOCAL, url)


@pytest.mark.parametrize("url", [TEAMS, "http://192.168.0.1/", "http://localhost.evil.example/", "file:///x", "", "x"])
def test_without_an_app_id_replies_go_nowhere_else(url):
    assert not may_send_to(LOCAL, url)


@pytest.mark.parametrize(
    "url", [TEAMS, "https://europe.webchat.botframework.com/", "https://smba.trafficmanager.net:443/"]
)
def test_with_an_app_id_replies_go_to_the_bot_framework(url):
    assert may_send_to(REAL, url)


@pytest.mark.parametrize(
    "url",
    [
        "http://smba.trafficmanager.net/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://evil.example/",
        "https://evilbotframework.com/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net/?x=1",
        "https://smba.trafficmanager.net/#x",
        "https://smba.trafficmanager.net\\@evil.example/",
        "https://smba.trafficmanager.net:99999/",
        "https://[::1",
        "http://127.0.0.1:1/",
    ],
)
def test_with_an_app_id_replies_go_nowhere_else(url):
    assert not may_send_to(REAL, url)


def test_a_host_that_the_settings_name_is_allowed_and_plain_http_only_on_this_machine():
    policy = GatePolicy(app_id=APP, service_hosts=frozenset({"connector.example", "127.0.0.1", "other.example:8443"}))
    assert may_send_to(policy, "https://connector.example/x")
    assert may_send_to(policy, "http://127.0.0.1:5000/")
    assert may_send_to(policy, "https://other.example:8443/")
    assert not may_send_to(policy, "http://connector.example/x")
    assert not may_send_to(policy, "https://connector.example:8443/")


@pytest.mark.parametrize(
    "claims",
    [
        Claims("", frozenset({"msteams"}), 0),
        Claims("https://evil.example/", frozenset({"msteams"}), 0),
        Claims(TEAMS, frozenset(), 0),
        Claims(TEAMS, frozenset({"slack"}), 0),
    ],
)
def test_a_token_that_does_not_speak_for_the_activity_is_forbidden(claims):
    with pytest.raises(Forbidden):
        refuse_origin(REAL, activity(TEAMS), claims)


def test_a_token_for_the_same_place_with_or_without_a_slash_speaks_for_it():
    refuse_origin(REAL, activity(TEAMS), Claims(TEAMS.rstrip("/"), frozenset({"msteams"}), 0))


def test_a_channel_that_is_not_on_the_list_is_forbidden():
    with pytest.raises(Forbidden):
        refuse_origin(REAL, activity(TEAMS, channelId="emulator"), Claims(TEAMS, frozenset({"emulator"}), 0))


def test_replies_in_the_body_are_for_local_use_only():
    asked = activity("http://127.0.0.1:1/", deliveryMode="expectReplies")
    refuse_origin(LOCAL, asked, None)
    with pytest.raises(MalformedBody):
        refuse_origin(REAL, asked | {"serviceUrl": TEAMS}, Claims(TEAMS, frozenset({"msteams"}), 0))


@pytest.mark.parametrize(
    ("conversation", "data", "allowed"),
    [
        ("tenant-1", {"tenant": {"id": "tenant-1"}}, True),
        ("tenant-1", {}, True),
        (None, {"tenant": {"id": "tenant-1"}}, True),
        ("tenant-evil", {"tenant": {"id": "tenant-1"}}, False),
        ("tenant-1", {"tenant": {"id": "tenant-evil"}}, False),
        (None, {}, False),
    ],
)
def test_every_tenant_that_is_named_must_be_on_the_list(conversation, data, allowed):
    policy = GatePolicy(tenants=frozenset({"tenant-1"}))
    named = activity(conversation={"id": "a", "tenantId": conversation}, channelData=data)
    assert is_tenant_allowed(policy, named) is allowed
    assert is_tenant_allowed(LOCAL, named)

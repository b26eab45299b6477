"""A lead's reply and resolution reach the customer through the outbox, also when Spot was killed in between."""

import json
import urllib.request

import pytest

from tests.support.connector import Connector
from tests.support.leading import Lead
from tests.support.running import Running, wait_for

REPLY = "We oil the elevator tonight."


@pytest.fixture
def connector():
    with Connector() as listening:
        yield listening


@pytest.fixture
def spot(tmp_path, connector):
    with Running(tmp_path / "data") as running:
        for turn, text in enumerate(("the moon elevator makes a grinding noise", "yes please")):
            say(running, connector, turn, text)
        wait_for(lambda: "C-1001" in json.dumps(connector.posts))
        yield running


def say(spot, connector, turn, text):
    body = {
        "type": "message",
        "id": f"t-{turn}",
        "channelId": "msteams",
        "serviceUrl": connector.url,
        "from": {"id": "29:x", "aadObjectId": "x"},
        "recipient": {"id": "28:spot"},
        "conversation": {"id": "a:x", "conversationType": "personal", "tenantId": "nowhere"},
        "text": text,
    }
    request = urllib.request.Request(
        f"{spot.url}/api/messages", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200


def arrived(connector, text):
    return sum(text in json.dumps(activity) for _, activity in connector.posts)


def test_a_reply_arrives_once_and_carries_the_case_number(spot, connector):
    Lead(spot).replies("C-1001", REPLY)
    wait_for(lambda: arrived(connector, REPLY))
    told = next(json.dumps(activity) for _, activity in connector.posts if REPLY in json.dumps(activity))
    assert "C-1001" in told
    spot.stop()
    spot.start()
    wait_for(lambda: json.loads(spot.get("/readyz")[1])["outbox"]["due"] == 0)
    assert arrived(connector, REPLY) == 1


@pytest.mark.slow
def test_a_reply_waits_while_the_channel_is_away_and_survives_a_kill(spot, connector):
    connector.away = True
    Lead(spot).replies("C-1001", REPLY)
    wait_for(lambda: connector.refused)
    spot.kill()
    connector.away = False
    spot.start()
    wait_for(lambda: arrived(connector, REPLY), seconds=20)


def test_a_resolution_is_told_and_the_customer_may_reopen(spot, connector):
    lead = Lead(spot)
    lead.resolves("C-1001", "The elevator hums again.")
    wait_for(lambda: arrived(connector, "The elevator hums again."))
    say(spot, connector, 7, "reopen C-1001")
    assert "reopened" in lead.reads("/console/cases/C-1001").lower()


def test_the_console_shows_the_transcript_and_why(spot):
    lead = Lead(spot)
    listed = lead.reads("/console/conversations")
    assert "the moon elevator makes a grinding noise" in listed
    page = lead.reads("/console/conversations/msteams%2Fa:x")
    assert "yes please" in page
    assert "handoff" in page.lower()

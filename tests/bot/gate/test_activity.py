"""The shape of an activity: what a turn may rely on."""

import contextlib
import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gate.activity import check
from bot.gate.refusal import Forbidden, MalformedBody, Refusal
from tests.bot.support.botframework import activity

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


def test_an_activity_as_teams_sends_it_is_taken_as_it_is():
    whole = activity(
        entities=[{"type": "clientInfo", "locale": "en-GB"}],
        attachments=[{"contentType": "text/html", "content": "<p>x</p>"}],
        localTimestamp="2026-11-24T03:00:00.1234567+01:00",
        value={"anything": ["at", "all"]},
    )
    assert check(copy.deepcopy(whole)) == whole


@pytest.mark.parametrize(
    "changes",
    [
        {"type": None},
        {"type": 5},
        {"type": ""},
        {"id": None},
        {"id": "a b"},
        {"id": ".."},
        {"id": "x" * 1001},
        {"channelId": None},
        {"channelId": ["msteams"]},
        {"conversation": None},
        {"conversation": "x"},
        {"conversation": {}},
        {"conversation": {"id": "..", "tenantId": "t"}},
        {"conversation": {"id": "a\u0000b"}},
        {"conversation": {"id": "a\ud800b"}},
        {"conversation": {"id": "a", "tenantId": 5}},
        {"from": None},
        {"from": {"name": "nobody"}},
        {"from": {"id": "29:a", "aadObjectId": {}}},
        {"recipient": []},
        {"text": {"a": 1}},
        {"text": [1]},
        {"text": 12345},
        {"entities": "x"},
        {"entities": ["x"]},
        {"entities": [{"type": 1}]},
        {"attachments": {"0": 1}},
        {"attachments": [{}] * 101},
        {"membersAdded": [{"name": "no id"}]},
        {"timestamp": "yesterday"},
        {"timestamp": 17},
        {"channelData": "x"},
        {"channelData": {"tenant": "x"}},
        {"channelData": {"tenant": {"id": 1}}},
        {"serviceUrl": 7},
        {"locale": "e" * 201},
    ],
)
def test_what_a_turn_could_not_rely_on_is_malformed(changes):
    with pytest.raises(MalformedBody):
        check(activity(**changes))


def test_an_activity_that_says_nowhere_to_answer_to_is_forbidden():
    broken = activity()
    del broken["serviceUrl"]
    with pytest.raises(Forbidden):
        check(broken)


def test_an_update_of_the_conversation_needs_neither_id_nor_sender():
    update = activity(type="conversationUpdate", id=None, membersAdded=[{"id": "28:bot"}])
    del update["from"]
    assert check(update) is update


@given(JSON)
def test_no_body_crashes_the_check(body):
    with pytest.raises(Refusal):
        check(body)


@given(st.sampled_from(sorted(activity())), JSON)
def test_no_value_anywhere_crashes_the_check(key, value):
    body = activity() | {key: value}
    with contextlib.suppress(MalformedBody, Forbidden):
        assert check(body) is body

"""JSON to models and back: nothing lost, nothing altered."""

import json
from datetime import UTC, datetime

import pytest
from botbuilder.core import CardFactory, MessageFactory
from botbuilder.schema import Activity, ActivityTypes, Attachment, ChannelAccount, Mention
from hypothesis import given
from hypothesis import strategies as st

from bot.activities.wire import dump, load
from tests.bot.support.botframework import activity

JSON = st.recursive(
    st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
RICH = activity(
    odd={"kept": [1, None]},
    entities=[
        {"type": "clientInfo", "locale": "en-GB", "platform": "Web"},
        {"type": "streaminfo", "streamSequence": 1},
    ],
    attachments=[{"contentType": "text/html", "content": {"a": [1, {"b": None}]}, "odd": 1}],
    membersAdded=[{"id": "29:a", "tenantId": "tenant-1"}],
    localTimestamp="2026-11-24T03:00:00.1234567+01:00",
    channelData={"tenant": {"id": "tenant-1"}, "source": {"name": "message"}},
    value=[{"any": "thing"}],
)


def test_an_activity_comes_back_as_it_was():
    assert dump(load(Activity, RICH)) == RICH


def test_a_model_has_what_teams_sends():
    read = load(Activity, RICH)
    assert (read.conversation.tenant_id, read.from_property.aad_object_id) == ("tenant-1", RICH["from"]["aadObjectId"])
    assert read.entities[0].additional_properties["locale"] == "en-GB"
    assert isinstance(read.members_added[0], ChannelAccount)
    assert read.timestamp == RICH["timestamp"]


@given(st.dictionaries(st.sampled_from(sorted(RICH)) | st.text(max_size=5), JSON))
def test_no_data_is_lost_or_crashes(data):
    assert dump(load(Activity, data)) == data


@pytest.mark.parametrize("text", [5, ["a"], {"a": 1}])
def test_a_value_of_another_type_stays_what_it_is(text):
    assert load(Activity, {"text": text}).text == text


def test_what_developers_build_with_the_sdk_can_be_written():
    card = CardFactory.adaptive_card({"type": "AdaptiveCard", "body": []})
    said = MessageFactory.attachment(card)
    said.entities = [Mention(mentioned=ChannelAccount(id="29:a", name="Olu"), text="<at>Olu</at>", type="mention")]
    said.timestamp = datetime(2026, 3, 2, 9, tzinfo=UTC)
    written = json.loads(json.dumps(dump(said)))
    assert written["type"] == ActivityTypes.message
    assert written["attachments"][0]["content"] == {"type": "AdaptiveCard", "body": []}
    assert written["entities"][0]["mentioned"] == {"id": "29:a", "name": "Olu"}
    assert written["timestamp"] == "2026-03-02T09:00:00+00:00"


def test_models_inside_plain_data_are_written():
    assert dump(Activity(value={"cards": (Attachment(name="x"),)})) == {"value": {"cards": [{"name": "x"}]}}

"""What the stock SDK does to us, each pinned on its own classes: when one of these fails, our way round it can go."""

import json

import pytest
from botbuilder.core import ActivityHandler, BotAdapter, TurnContext
from botbuilder.core.invoke_response import InvokeResponse as CoreInvokeResponse
from botbuilder.core.teams import TeamsActivityHandler
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    ConversationAccount,
    ConversationReference,
    Entity,
    InvokeResponse,
)
from msrest.exceptions import SerializationError

from tests.bot.support.botframework import activity

CITING = {"type": "https://schema.org/Message", "@type": "Message", "citation": [{"position": 1}]}


class Collecting(BotAdapter):
    """The least adapter that there can be."""

    def __init__(self):
        super().__init__()
        self.sent = []

    async def send_activities(self, context, activities):
        self.sent += activities
        return []

    async def update_activity(self, context, activity):
        self.sent.append(activity)

    async def delete_activity(self, context, reference):
        self.sent.append(reference)


def stock(**changes):
    return Activity().deserialize(activity(**changes))


async def turn(handler, **changes):
    adapter = Collecting()
    await adapter.run_pipeline(TurnContext(adapter, stock(**changes)), handler.on_turn)
    return adapter.sent


def test_the_stock_reader_does_not_see_the_tenant_of_a_conversation():
    assert stock().conversation.tenant_id is None
    assert ConversationAccount._attribute_map["tenant_id"]["key"] == "tenantID"


@pytest.mark.parametrize(("text", "read"), [(5, "5"), (["a"], "['a']"), ({"a": 1}, "{'a': 1}")])
def test_the_stock_reader_makes_any_value_a_text(text, read):
    assert stock(text=text).text == read


def test_the_stock_writer_drops_what_extends_an_entity():
    written = Activity(type="message", entities=[Entity().deserialize(CITING)]).serialize()
    assert written["entities"] == [{"type": CITING["type"]}]
    with pytest.raises(SerializationError):
        Activity(type="message", entities=[CITING]).serialize()


def test_the_stock_writer_drops_keys_that_it_does_not_know():
    assert "odd" not in stock(odd=1).serialize()


async def test_an_activity_that_is_sent_goes_to_its_own_conversation_whatever_it_says():
    adapter = Collecting()
    context = TurnContext(adapter, stock())
    elsewhere = Activity(type="message", text="x", id="mine", conversation=ConversationAccount(id="a:elsewhere"))
    await context.send_activity(elsewhere)
    assert (adapter.sent[0].conversation.id, adapter.sent[0].id) == ("a:conv-1", None)
    await context.update_activity(elsewhere)
    assert elsewhere.conversation.id == "a:conv-1"


async def test_replies_that_are_expected_in_the_body_pass_the_adapter_by():
    adapter = Collecting()
    context = TurnContext(adapter, stock(deliveryMode="expectReplies"))
    answer = await context.send_activity("x")
    assert (adapter.sent, answer.id) == ([], None)
    assert [said.text for said in context.buffered_reply_activities] == ["x"]


async def test_an_invoke_response_arrives_at_the_adapter_as_an_activity():
    class Handler(TeamsActivityHandler):
        async def on_invoke_activity(self, turn_context):
            return InvokeResponse(status=200, body={"a": 1})

    [sent] = await turn(Handler(), type="invoke", name="x/y")
    assert (sent.type, sent.value.status, sent.value.body) == (ActivityTypes.invoke_response, 200, {"a": 1})
    assert not isinstance(sent.value, CoreInvokeResponse)


async def test_the_documented_handlers_may_not_return_plain_data():
    class Handler(TeamsActivityHandler):
        async def on_adaptive_card_invoke(self, turn_context, invoke_value):
            return {"statusCode": 200}

    click = {"action": {"type": "Action.Execute", "verb": "x"}}
    with pytest.raises(AttributeError, match="is_xml_model"):
        await turn(Handler(), type="invoke", name="adaptiveCard/action", value=click)


async def test_a_click_whose_action_is_a_text_crashes_the_stock_handler():
    with pytest.raises(AttributeError):
        await turn(TeamsActivityHandler(), type="invoke", name="adaptiveCard/action", value={"action": "x"})


async def test_the_stock_answer_to_a_malformed_click_cannot_be_written():
    [sent] = await turn(ActivityHandler(), type="invoke", name="adaptiveCard/action", value="x")
    assert sent.value.status == 400
    with pytest.raises(TypeError):
        json.dumps(sent.value.body)


async def test_an_invoke_without_a_value_crashes_the_stock_handler():
    with pytest.raises(AttributeError):
        await turn(TeamsActivityHandler(), type="invoke", name="composeExtension/submitAction", value=None)


@pytest.mark.parametrize("name", ["message/fetchTask", "message/submitAction", "adaptiveCard/action"])
async def test_the_stock_handler_does_not_implement_the_invokes_of_feedback_and_cards(name):
    click = {"action": {"type": "Action.Execute", "verb": "x"}}
    [sent] = await turn(TeamsActivityHandler(), type="invoke", name=name, value=click)
    assert sent.value.status == 501


async def test_somebody_who_joins_makes_the_stock_handler_ask_the_roster():
    with pytest.raises(ValueError, match="connector client"):
        await turn(TeamsActivityHandler(), type="conversationUpdate", membersAdded=[{"id": "29:new"}])


async def test_a_conversation_that_is_continued_answers_an_activity_that_does_not_exist():
    adapter = Collecting()
    reference = TurnContext.get_conversation_reference(stock())

    async def say(context):
        await context.send_activity("x")

    await adapter.continue_conversation(reference, say)
    assert adapter.sent[0].reply_to_id not in (None, "1700000000001")


async def test_a_deletion_alone_may_name_another_conversation():
    adapter = Collecting()
    reference = ConversationReference(activity_id="x", conversation=ConversationAccount(id="a:elsewhere"))
    await TurnContext(adapter, stock()).delete_activity(reference)
    assert adapter.sent[0].conversation.id == "a:elsewhere"


async def test_taking_the_bots_mention_out_takes_its_name_out_of_everything_that_was_said():
    mention = {"type": "mention", "mentioned": {"id": "28:bot", "name": "Support"}, "text": "<at>Support</at>"}
    said = stock(text="<at>Support</at> is Support open?", entities=[mention])
    assert "Support" not in TurnContext.remove_recipient_mention(said)

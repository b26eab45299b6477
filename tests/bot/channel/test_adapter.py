"""A turn over real HTTP and a real database: handled once, kept whole, and sent only when it is true."""

import asyncio
import io
import json
import threading
import time

import pytest
import structlog

import bot.logging
from bot.channel.adapter import TRIES
from bot.store.engine.store import StoreUnavailable
from dialogs.conversation import TurnResult
from dialogs.effects import OpenCase, WithdrawCase
from dialogs.replies import BotReply, number_of
from dialogs.state import State
from knowledge.people.audience import Role
from tests.bot.support.edge import echo, running


async def test_a_message_is_answered_through_the_connector(tmp_path):
    async with running(tmp_path, echo) as edge:
        assert await edge.say("hello") == (200, None)
        [(method, path, headers, body)] = await edge.connector.until(1)
        assert (method, path) == ("POST", "/v3/conversations/a%3Aconv-1/activities/1")
        assert "Authorization" not in headers
        assert body["text"] == "1: hello"
        assert (body["from"]["id"], body["recipient"]["id"]) == ("28:bot", "29:user-a")
        assert body["conversation"] == {"id": "a:conv-1", "tenantId": "tenant-1", "conversationType": "personal"}


async def test_what_came_in_is_kept_as_it_came_and_what_went_out_with_its_channels_id(tmp_path):
    async with running(tmp_path, echo) as edge:
        raw = json.dumps(edge.activity(text="hello", odd={"kept": True}), indent=1).encode()
        await edge.post(raw)
        incoming, outgoing = await edge.settled()
        assert incoming["body"] == raw.decode()
        assert (incoming["text"], incoming["person"]) == ("hello", "tenant-1/00000000-0000-0000-0000-00000000000a")
        assert outgoing["activity"] == "c-1"


async def test_the_same_activity_twice_is_one_turn(tmp_path):
    async with running(tmp_path, echo) as edge:
        assert [await edge.say("hello"), await edge.say("hello")] == [(200, None)] * 2
        await edge.say("next", id="2")
        await edge.connector.until(2)
        assert edge.connector.texts == ["1: hello", "2: next"]


async def test_the_same_activity_eight_times_at_once_is_one_turn(tmp_path):
    async with running(tmp_path, echo) as edge:
        assert await asyncio.gather(*(edge.say("hello") for _ in range(8))) == [(200, None)] * 8
        await edge.connector.until(1)
        assert (await edge.counts())["transcript"] == 2


async def test_turns_that_think_long_hold_up_no_reader(tmp_path):
    learned = threading.Event()

    def waiting(*given):
        assert learned.wait(10)
        return echo(*given)

    async with running(tmp_path, waiting) as edge:
        places = [{"id": f"a:{place}", "conversationType": "personal"} for place in range(40)]
        turns = [asyncio.create_task(edge.say("hello", conversation=place)) for place in places]
        try:
            await asyncio.sleep(0.1)
            assert await asyncio.wait_for(edge.rows(), 1) == []
        finally:
            learned.set()
        assert await asyncio.gather(*turns) == [(200, None)] * 40


async def test_many_messages_of_one_conversation_are_taken_one_at_a_time_and_sent_in_order(tmp_path):
    async with running(tmp_path, echo) as edge:
        answers = await asyncio.gather(*(edge.say("x", id=str(number)) for number in range(15)))
        assert answers == [(200, None)] * 15
        await edge.connector.until(15)
        assert edge.connector.texts == [f"{number}: x" for number in range(1, 16)]


async def test_more_messages_than_may_wait_are_told_to_come_again(tmp_path):
    gate = threading.Event()

    def waiting(*turn):
        assert gate.wait(5)
        return echo(*turn)

    async with running(tmp_path, waiting) as edge:
        posts = [asyncio.create_task(edge.say("x", id=str(number))) for number in range(25)]
        done, _ = await asyncio.wait(posts, timeout=0.3)
        gate.set()
        assert {task.result()[0] for task in done} == {503}
        assert sorted(status for status, _ in await asyncio.gather(*posts)) == [200] * 20 + [503] * 5


async def test_a_click_is_answered_in_place_and_the_same_again(tmp_path):
    async with running(tmp_path, echo) as edge:
        click = edge.activity(type="invoke", name="adaptiveCard/action", value=execute("helped", {"x": 1}))
        expected = {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "done helped"}
        assert [await edge.post(click) for _ in range(2)] == [(200, expected)] * 2
        assert (await edge.counts())["transcript"] == 2


def execute(verb, data=None):
    return {"action": {"type": "Action.Execute", "verb": verb, "data": data}, "trigger": "manual"}


@pytest.mark.parametrize(
    "value",
    ["x", None, 5, [], {}, {"action": "x"}, {"action": None}, {"action": {"type": "Action.Submit", "verb": "x"}},
     {"action": {"type": "Action.Execute"}}, {"action": {"type": "Action.Execute", "verb": 5}},
     {"action": {"type": "Action.Execute", "verb": "x", "data": "x"}}],
)  # fmt: skip
async def test_a_click_that_is_none_is_malformed_and_changes_nothing(tmp_path, value):
    async with running(tmp_path, echo) as edge:
        status, body = await edge.post(edge.activity(type="invoke", name="adaptiveCard/action") | {"value": value})
        assert (status, body["statusCode"], body["type"]) == (400, 400, "application/vnd.microsoft.error")
        assert not any((await edge.counts()).values())


@pytest.mark.parametrize("name", ["x/y", "task/fetch", "composeExtension/query", "signin/verifyState", "", None])
async def test_an_invoke_that_spot_does_not_serve_is_not_implemented_and_changes_nothing(tmp_path, name):
    async with running(tmp_path, echo) as edge:
        assert await edge.post(edge.activity(type="invoke", name=name) | {"value": None}) == (501, None)
        assert not any((await edge.counts()).values())


@pytest.mark.parametrize("kind", ["typing", "messageReaction", "messageUpdate", "installationUpdate", "event", "odd"])
async def test_what_does_not_concern_spot_is_accepted_and_left_alone(tmp_path, kind):
    odd = {"name": "application/vnd.microsoft.meetingStart", "value": {"StartTime": 5}}
    async with running(tmp_path, echo) as edge:
        assert await edge.post(edge.activity(type=kind, reactionsAdded=[{"type": "like"}], **odd)) == (200, None)
        assert not any((await edge.counts()).values())


async def test_a_new_conversation_is_greeted_once(tmp_path):
    async with running(tmp_path, echo) as edge:
        for number, member in enumerate(["28:bot", "29:user-a", "29:user-a"]):
            joined = edge.activity(type="conversationUpdate", id=f"f:{number}", membersAdded=[{"id": member}])
            assert (await edge.post(joined))[0] == 200
        await edge.say("hello")
        await edge.connector.until(2)
        assert edge.connector.texts == ["1: joined", "2: hello"]


async def test_somebody_who_joins_a_group_that_spot_is_not_joining_is_not_greeted(tmp_path):
    group = {"id": "19:x@thread.v2", "conversationType": "groupChat"}
    async with running(tmp_path, echo) as edge:
        await edge.post(edge.activity(type="conversationUpdate", conversation=group, membersAdded=[{"id": "29:new"}]))
        assert not any((await edge.counts()).values())
        await edge.post(edge.activity(type="conversationUpdate", conversation=group, membersAdded=[{"id": "28:bot"}]))
        assert (await edge.counts())["conversations"] == 1


async def test_an_update_without_members_or_channel_data_is_accepted(tmp_path):
    async with running(tmp_path, echo) as edge:
        update = edge.activity(type="conversationUpdate", id=None) | {"channelData": None, "membersAdded": None}
        assert await edge.post(update) == (200, None)


async def test_replies_come_in_the_body_where_they_are_asked_for(tmp_path):
    async with running(tmp_path, echo) as edge:
        asked = edge.activity(text="hello", deliveryMode="expectReplies")
        status, body = await edge.post(asked)
        assert (status, [said["text"] for said in body["activities"]]) == (200, ["1: hello"])
        assert await edge.post(asked) == (200, body)
        assert [row["state"] for row in await edge.rows()] == [None, "sent"]
        assert edge.connector.taken == []


async def test_a_button_that_comes_as_a_message_is_the_same_button(tmp_path):
    heard = []

    def listening(state, incoming, *rest):
        heard.append((incoming.kind.value, incoming.verb, dict(incoming.data)))
        return echo(state, incoming, *rest)

    async with running(tmp_path, listening) as edge:
        data = {"verb": "choose", "entry": "a/b", "msteams": {"type": "messageBack"}}
        await edge.post(edge.activity(id="1", value=data) | {"text": None})
        await edge.post(edge.activity(id="2", type="invoke", name="adaptiveCard/action", value=execute("choose", data)))
    assert heard == [("action", "choose", {"entry": "a/b"})] * 2


async def test_the_asker_is_known_by_tenant_and_object(tmp_path):
    askers = []

    def listening(state, incoming, asker, *rest):
        askers.append(asker)
        return echo(state, incoming, asker, *rest)

    stranger = {"from": {"id": "29:b", "name": "Olu"}, "channelData": {}, "conversation": {"id": "a:2"}}
    torn = {"channelData": {"tenant": {"id": "tenant-helper"}}}
    async with running(tmp_path, listening) as edge:
        await edge.say("hello")
        await edge.say("hello", **stranger)
        await edge.say("hello", id="3", **torn)
    assert [(asker.role, asker.person) for asker in askers[:2]] == [(Role.CUSTOMER, "olu"), (Role.STRANGER, "29:b")]
    assert askers[2].role is Role.STRANGER


async def test_a_case_number_is_said_only_as_part_of_the_commit_that_opens_it(tmp_path):
    def opening(state, incoming, asker, view, ports, keepers):
        case = OpenCase("opened", incoming.key, "Help")
        answer = f"case {number_of('opened')}"
        return TurnResult((BotReply(f"Case {number_of('opened')} is open."),), (case,), State("", {}), answer)

    async with running(tmp_path, opening) as edge:
        await edge.say("help")
        await edge.connector.until(1)
        [case] = await edge.rows("select number from cases")
        assert edge.connector.texts == [f"Case C-{case['number']} is open."]


async def test_a_turn_that_meets_a_newer_state_runs_again_from_it(tmp_path):
    async with running(tmp_path, echo) as edge:
        await edge.say("first", id="1")
        original = edge.adapter._run
        runs = []

        async def raced(turn):
            runs.append(turn)
            if len(runs) == 1:
                await bump(edge)
            return await original(turn)

        edge.adapter._run = raced
        assert await edge.say("second", id="2") == (200, None)
        await edge.connector.until(2)
        assert len(runs) == 2
        assert runs[0].activity is not runs[1].activity
        assert edge.connector.texts == ["1: first", "2: second"]


async def bump(edge):
    await edge.store.transaction(lambda tx: tx.execute("update conversations set version = version + 1"))


async def test_a_turn_that_always_meets_a_newer_state_is_put_off_and_says_nothing(tmp_path):
    async with running(tmp_path, echo) as edge:
        await edge.say("first", id="1")
        await edge.connector.until(1)
        original = edge.adapter._run
        runs = []

        async def raced(turn):
            runs.append(turn)
            await bump(edge)
            return await original(turn)

        edge.adapter._run = raced
        assert await edge.say("second", id="2") == (503, None)
        assert len(runs) == TRIES
        assert (await edge.counts())["transcript"] == 2


def withdrawing(runs_until_it_looks):
    """Return a conversation that opens a case, then withdraws it whether or not that is still possible."""
    runs = []

    def converse(state, incoming, asker, view, ports, keepers):
        if incoming.text == "open":
            return TurnResult((BotReply("open"),), (OpenCase("opened", "k", "a case"),), State("", {}))
        runs.append(incoming.text)
        if len(runs) > runs_until_it_looks:
            return TurnResult((BotReply("it is withdrawn already"),), (), State("", {}))
        return TurnResult((BotReply("withdrawn"),), (WithdrawCase("C-1001", f"w{len(runs)}"),), State("", {}))

    return converse


async def test_a_turn_runs_again_when_the_case_changed_before_its_commit(tmp_path):
    async with running(tmp_path, withdrawing(runs_until_it_looks=2)) as edge:
        for id, text in enumerate(("open", "withdraw", "withdraw")):
            assert (await edge.say(text, id=str(id)))[0] == 200
        await edge.settled()
        assert edge.connector.texts == ["open", "withdrawn", "it is withdrawn already"]


async def test_a_turn_that_never_fits_its_case_says_sorry_and_not_what_is_not_true(tmp_path):
    async with running(tmp_path, withdrawing(runs_until_it_looks=9)) as edge:
        for id, text in enumerate(("open", "withdraw", "withdraw")):
            assert (await edge.say(text, id=str(id)))[0] == 200
        await edge.settled()
        assert edge.connector.texts[:2] == ["open", "withdrawn"]
        assert "sorry" in edge.connector.texts[2]


async def test_a_store_that_cannot_commit_puts_the_turn_off_and_the_redelivery_is_new(tmp_path):
    async with running(tmp_path, echo) as edge:
        original = edge.store.transaction

        async def unavailable(work):
            raise StoreUnavailable("disk full")

        edge.store.transaction = unavailable
        assert await edge.say("hello") == (503, None)
        edge.store.transaction = original
        assert not any((await edge.counts()).values())
        assert await edge.say("hello") == (200, None)
        await edge.connector.until(1)
        assert edge.connector.texts == ["1: hello"]


def broken(state, incoming, *rest):
    if incoming.text == "boom" or incoming.verb == "boom":
        raise RuntimeError("what somebody wrote: " + incoming.text)
    return echo(state, incoming, *rest)


@pytest.fixture
def logged():
    """Yield what is logged, as the server logs it."""
    stream = io.StringIO()
    bot.logging.configure(people=False, stream=stream)
    yield stream
    structlog.reset_defaults()


async def test_our_own_fault_keeps_what_was_said_and_the_old_state_and_apologises(tmp_path, logged):
    async with running(tmp_path, broken) as edge:
        await edge.say("hello", id="1")
        assert [await edge.say("boom", id="2") for _ in range(2)] == [(200, None)] * 2
        await edge.say("again", id="3")
        await edge.connector.until(3)
        assert edge.connector.texts[0::2] == ["1: hello", "2: again"]
        [failed] = [row for row in await edge.rows() if row["op"] == "in" and row["error"]]
        assert json.loads(failed["body"])["text"] == "boom"
        assert failed["error"] in edge.connector.texts[1]
    assert failed["error"] in logged.getvalue()
    assert "boom" not in logged.getvalue()


async def test_our_own_fault_in_a_click_is_shown_in_place(tmp_path):
    async with running(tmp_path, broken) as edge:
        click = edge.activity(type="invoke", name="adaptiveCard/action", value=execute("boom"))
        status, body = await edge.post(click)
        assert (status, body["statusCode"], body["type"]) == (200, 500, "application/vnd.microsoft.error")
        assert await edge.post(click) == (200, body)
        assert [row["op"] for row in await edge.rows()] == ["in"]


async def test_a_slot_that_no_effect_fills_is_our_own_fault(tmp_path):
    def unfilled(*_):
        return TurnResult((BotReply(number_of("nothing")),), (), State())

    async with running(tmp_path, unfilled) as edge:
        assert await edge.say("hello") == (200, None)
        [row] = [row for row in await edge.rows() if row["op"] == "in"]
        assert row["error"]


async def test_somebody_who_waits_is_shown_that_an_answer_is_looked_for(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.channel.adapter.PATIENCE", 0.05)

    def slow(*turn):
        time.sleep(0.1)
        return echo(*turn)

    async with running(tmp_path, slow) as edge:
        await edge.say("hello")
        await edge.connector.until(2)
        assert [body["type"] for _, _, _, body in edge.connector.taken] == ["typing", "message"]
        assert [row["kind"] for row in await edge.rows()] == ["message", "message"]


async def test_what_cannot_be_stored_or_shown_is_replaced(tmp_path):
    async with running(tmp_path, echo) as edge:
        odd = edge.activity(text="a\x00b\ud800c\ue000opened\ue001 e\u0301")
        odd["from"]["name"] = "Olu\udfff"
        assert (await edge.post(odd))[0] == 200
        await edge.connector.until(1)
        assert edge.connector.texts == ["1: a\ufffdb\ufffdc\ufffdopened\ufffd é"]


async def test_an_id_is_carried_in_the_path_and_leads_nowhere_else(tmp_path):
    async with running(tmp_path, echo) as edge:
        where = {"id": "../../admin?x=#y", "tenantId": "tenant-1"}
        assert (await edge.say("hello", conversation=where))[0] == 200
        [(_, path, _, _)] = await edge.connector.until(1)
        assert path == "/v3/conversations/..%2F..%2Fadmin%3Fx%3D%23y/activities/1"

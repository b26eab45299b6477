from functools import partial

import pytest

from bot.store.chat import conversations, transcript
from bot.store.chat.conversations import Conversation
from bot.store.engine.rows import Delivered, Duplicate, Move, Op, StoredResponse
from tests.bot.support.stored import KEY, NOW, OLU, address, asker, later, message, met, said

OTHER = "directline/other"


@pytest.fixture
async def write(store):
    """Write to two conversations that are known."""
    await store.transaction(met)
    await store.transaction(partial(met, key=OTHER))
    return store.transaction


def post(move, tx, key=KEY, at=NOW, sent=False):
    return transcript.post(tx, key, move, at, sent=sent)


async def test_an_activity_that_came_before_is_a_duplicate_with_the_answer_it_was_given(write, look):
    seq = await write(partial(said, activity="a1"))
    await write(lambda tx: transcript.respond(tx, seq, 200, {"type": "card"}))
    with pytest.raises(Duplicate) as found:
        await write(partial(said, activity="a1", text="once more"))
    assert (found.value.seq, found.value.response) == (seq, StoredResponse(200, {"type": "card"}))
    assert await look(lambda reader: transcript.response_of(reader, KEY, "a1")) == StoredResponse(200, {"type": "card"})
    assert len(await look(lambda reader: transcript.since(reader, KEY))) == 1


async def test_an_activity_of_another_conversation_or_without_an_id_is_no_duplicate(write):
    await write(partial(said, activity="a1"))
    await write(partial(said, activity="a1", key=OTHER))
    for handle in ("n1", "n2"):
        received = transcript.Received(KEY, None, handle, NOW, "event", "", "", "{}")
        await write(partial(transcript.receive, received=received))


async def test_an_activity_that_is_new_has_no_stored_answer(look):
    assert await look(lambda reader: transcript.response_of(reader, KEY, "a1")) is None


async def test_a_row_is_read_back_as_it_was_written(write, look):
    await write(partial(said, activity="a1", text="where is my oven?"))
    delivery = await write(partial(post, message("h1", "on its way", "case/C-1001")))
    came, went = await look(lambda reader: transcript.since(reader, KEY))
    assert (came.op, came.text, came.person, came.activity, came.state) == (
        Op.IN,
        "where is my oven?",
        OLU.key,
        "a1",
        None,
    )
    assert (went.op, went.text, went.person, went.handle, went.slot) == (
        Op.SEND,
        "on its way",
        None,
        "h1",
        "case/C-1001",
    )
    assert (went.state, went.body) == (Delivered.DUE, delivery.body)
    assert (delivery.seq, delivery.address, delivery.attempts) == (went.seq, address(), 0)


async def test_rows_come_in_order_after_a_seq_and_never_too_many(write, look):
    seqs = [await write(partial(said, activity=f"a{n}")) for n in range(5)]
    rows = await look(lambda reader: transcript.since(reader, KEY, seqs[1], 2))
    assert [row.seq for row in rows] == seqs[2:4]
    for odd in (10**30, -5):
        await look(lambda reader, odd=odd: transcript.since(reader, KEY, odd, odd))


async def test_posting_into_an_unknown_conversation_says_so(write):
    with pytest.raises(LookupError, match="directline/nowhere"):
        await write(partial(post, message("h1"), key="directline/nowhere"))


async def test_a_slot_is_shown_once_and_updated_from_then_on(write):
    first = await write(partial(post, message("h1", slot="case/C-1001")))
    await write(lambda tx: transcript.mark_sent(tx, first.seq, "teams-7"))
    second = await write(partial(post, message("h2", slot="case/C-1001")))
    elsewhere = await write(partial(post, message("h3", slot="case/C-1001"), key=OTHER))
    assert (first.op, second.op, second.target, second.target_id) == (Op.SEND, Op.UPDATE, "h1", "teams-7")
    assert elsewhere.op is Op.SEND


async def test_a_slot_whose_first_showing_died_is_shown_anew(write):
    first = await write(partial(post, message("h1", slot="case/C-1001")))
    await write(lambda tx: transcript.mark_dead(tx, first.seq, "gone"))
    assert (await write(partial(post, message("h2", slot="case/C-1001")))).op is Op.SEND


async def test_what_left_in_the_http_answer_is_not_sent_again(write, store):
    await write(partial(post, message("h1"), sent=True))
    assert await store.claim(NOW) == []


async def test_a_claim_gives_due_rows_until_they_are_marked(write, store):
    delivery = await write(partial(post, message("h1")))
    assert await store.claim(NOW) == [delivery]
    assert await store.claim(NOW) == [delivery]
    await write(lambda tx: transcript.mark_sent(tx, delivery.seq, "id-1"))
    assert await store.claim(NOW) == []


async def test_a_row_that_waits_for_its_retry_holds_back_its_own_lane_only(write, store):
    first, second = [await write(partial(post, message(f"h{n}"))) for n in range(2)]
    other = await write(partial(post, message("o1"), key=OTHER))
    await write(lambda tx: transcript.retry(tx, first.seq, later(minutes=1), "busy"))
    assert [found.seq for found in await store.claim(NOW)] == [other.seq]
    again = await store.claim(later(minutes=1))
    assert [found.seq for found in again] == [first.seq, other.seq, second.seq]
    assert again[0].attempts == 1


async def test_a_row_that_died_frees_its_lane(write, store, look):
    first, second = [await write(partial(post, message(f"h{n}"))) for n in range(2)]
    await write(lambda tx: transcript.mark_dead(tx, first.seq, "the conversation is gone"))
    assert [found.seq for found in await store.claim(NOW)] == [second.seq]
    [dead, _] = await look(lambda reader: transcript.since(reader, KEY))
    assert (dead.state, dead.error) == (Delivered.DEAD, "the conversation is gone")


async def test_a_long_lane_does_not_starve_the_others_and_a_claim_is_bounded(write, store):
    for number in range(50):
        await write(partial(post, message(f"h{number:03}")))
    other = await write(partial(post, message("o1"), key=OTHER))
    found = await store.claim(NOW)
    assert [place for place, delivery in enumerate(found) if delivery.seq == other.seq] == [1]
    lane = [delivery.handle for delivery in found if delivery.conversation == KEY]
    assert lane == [f"h{number:03}" for number in range(transcript.LANE_RUN)]
    assert len(await store.claim(NOW, 3)) == 3
    assert len(await store.claim(NOW, 0)) == 1


async def test_an_update_knows_the_channels_id_of_its_target_once_that_was_sent(write, store, look):
    sent = await write(partial(post, message("h1")))
    await write(partial(post, Move(Op.UPDATE, "h2", {"type": "message"}, target="h1")))
    assert [found.target_id for found in await store.claim(NOW)] == [None, None]
    await write(lambda tx: transcript.mark_sent(tx, sent.seq, "teams-9"))
    assert [found.target_id for found in await store.claim(NOW)] == ["teams-9"]
    assert await look(lambda reader: transcript.channel_id_of(reader, "h1")) == "teams-9"


async def test_a_row_is_marked_once(write, look):
    delivery = await write(partial(post, message("h1")))
    await write(lambda tx: transcript.mark_sent(tx, delivery.seq, "first"))
    await write(lambda tx: transcript.mark_sent(tx, delivery.seq, "second"))
    await write(lambda tx: transcript.mark_dead(tx, delivery.seq, "too late"))
    [row] = await look(lambda reader: transcript.since(reader, KEY))
    assert (row.activity, row.state, row.attempts) == ("first", Delivered.SENT, 1)


async def test_the_lane_of_due_rows_is_found_by_its_index(look):
    def plan(reader):
        rows = reader.query(
            """explain query plan select seq, max(due) over (partition by conversation order by seq)
               from transcript where state = 'due'"""
        )
        return " ".join(row["detail"] for row in rows)

    assert "transcript_outbox" in await look(plan)


async def test_messages_of_a_person_are_counted_over_all_conversations_and_nothing_else(write, look):
    await write(partial(said, activity="a1", at=later(minutes=-2)))
    await write(partial(said, activity="a2"))
    await write(partial(said, activity="a3", key=OTHER))
    await write(partial(said, activity="a4", kind="invoke"))
    await write(partial(said, activity="a5", person=asker("somebody else")))
    await write(partial(post, message("h1")))
    assert await look(lambda reader: transcript.messages_since(reader, OLU.key, later(minutes=-1))) == 2


async def test_a_conversation_moves_on_only_from_the_version_that_was_read(store, look):
    await store.transaction(met)
    first = await look(lambda reader: conversations.find(reader, KEY))
    assert (first.version, first.partner, first.address) == (1, "harbour", address())

    def advance(known, flow, tx):
        return conversations.advance(tx, known, {"flow": flow}, OLU.key, None, later(minutes=1))

    assert await store.transaction(partial(advance, first, "one"))
    assert not await store.transaction(partial(advance, first, "two"))
    found = await look(lambda reader: conversations.find(reader, KEY))
    assert (found.version, found.state, found.partner) == (2, {"flow": "one"}, None)
    assert (found.opened, found.updated) == (NOW, later(minutes=1))


async def test_two_first_turns_of_a_new_conversation_conflict(store):
    new = Conversation(KEY, address())
    assert await store.transaction(lambda tx: conversations.advance(tx, new, {}, OLU.key, None, NOW))
    assert not await store.transaction(lambda tx: conversations.advance(tx, new, {}, OLU.key, None, NOW))


async def test_keeping_an_address_leaves_state_and_version_and_makes_an_apology_possible(store, look):
    new = Conversation(KEY, address())

    def failed(tx):
        conversations.keep_address(tx, new, OLU.key, NOW)
        said(tx, "a1")
        post(message("h1", "sorry"), tx)

    await store.transaction(failed)
    found = await look(lambda reader: conversations.find(reader, KEY))
    assert (found.version, found.state, found.last_seq) == (0, None, 2)
    await store.transaction(met)
    moved = Conversation(KEY, address() | {"service_url": "http://127.0.0.2"})
    await store.transaction(lambda tx: conversations.keep_address(tx, moved, OLU.key, NOW))
    found = await look(lambda reader: conversations.find(reader, KEY))
    assert (found.version, found.address["service_url"]) == (1, "http://127.0.0.2")


async def test_a_turn_may_enter_its_message_before_its_conversation_is_known(store, look):
    def first_turn(tx):
        said(tx, "a1")
        met(tx)

    await store.transaction(first_turn)
    assert (await look(lambda reader: conversations.find(reader, KEY))).last_seq == 1

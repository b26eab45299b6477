"""Whatever receivers answer, whenever Spot is killed, however the clock jumps: nothing lost or out of order."""

import asyncio
from collections import defaultdict
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as some

from bot.hooks.post import PostResult
from bot.hooks.sender import LONGEST_WAIT, WebhookSender
from bot.hooks.signature import secrets_of
from bot.store.edges import deliveries
from bot.store.edges.deliveries import TRIED_FOR
from bot.store.sqlite import SqliteStore
from tests.bot.support.edge import Now
from tests.properties import examples

TAKEN = PostResult(status=200)
KILLED = PostResult(status=299)
"""The receiver takes it, and Spot dies before it can note that."""
ANSWERS = some.sampled_from(
    [
        TAKEN,
        KILLED,
        PostResult(status=500, error="it answered 500"),
        PostResult(status=429, error="it answered 429", retry_after="3600"),
        PostResult(error="no answer in 10 s"),
    ]
)
STEPS = some.lists(
    some.one_of(
        some.tuples(some.just("write"), some.sampled_from(["a", "aa", "ab", "bba"])),
        some.tuples(some.just("pass"), some.sampled_from([1, 60, 3600, 6 * 3600, -3600])),
        some.tuples(some.just("answer"), ANSWERS),
    ),
    min_size=4,
    max_size=20,
)


class Scripted:
    """A network: what was told to be answered next, then everything is taken."""

    def __init__(self):
        self.answers = []
        self.arrived = defaultdict(list)
        self.killed = set()

    async def send(self, url, headers, body):
        answer = self.answers.pop(0) if self.answers else TAKEN
        if answer.is_taken:
            self.arrived[url].append(headers["webhook-id"])
        if answer is KILLED:
            self.killed.add(headers["webhook-id"])
            raise asyncio.CancelledError
        return answer


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Yield one store for all stories; each begins by emptying it."""
    store = SqliteStore.open(tmp_path_factory.mktemp("stories") / "spot.sqlite")
    yield store
    store.close()


async def story(store, steps):
    now, network, written = Now(), Scripted(), defaultdict(list)
    await store.transaction(lambda tx: tx.execute("delete from deliveries"))

    async def look():
        courier = WebhookSender(store, network, lambda id: id, partial(secrets_of, [b"secret"]), now)
        await courier.round()
        await asyncio.gather(*courier._lanes.values(), return_exceptions=True)

    for step, told in steps:
        if step == "answer":
            network.answers.append(told)
        elif step == "pass":
            now.at += timedelta(seconds=told)
        else:
            for lane in told:
                work = partial(deliveries.deliver, organisation=lane, kind="case.asked", body={}, at=now())
                written[lane].append(await store.transaction(work))
        await look()
    network.answers.clear()
    for _ in range(8):
        now.at += timedelta(seconds=3 * LONGEST_WAIT)
        await look()
    rows = await asyncio.to_thread(store.read, deliveries.page)
    return written, network, {row.id: row.state.value for row in rows}


@examples(30, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_every_delivery_arrives_in_order_and_twice_only_after_a_kill(kept, steps):
    written, network, states = asyncio.run(story(kept, steps))
    lasted = sum(told for step, told in steps if step == "pass" and told > 0)
    for lane, ids in written.items():
        first = list(dict.fromkeys(network.arrived[lane]))
        if timedelta(seconds=lasted) < TRIED_FOR:
            assert first == ids
            assert {states[id] for id in ids} <= {"sent"}
        assert first == [id for id in ids if id in first]
        assert all(network.arrived[lane].count(id) == 1 for id in first if id not in network.killed)
        assert {id for id in ids if states[id] == "sent"} <= set(first)

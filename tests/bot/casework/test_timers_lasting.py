"""Ten thousand timers over twenty restarts, a kill, and clocks that jump by a day: each fires once."""

import asyncio
import random
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.casework.facts import ChangeFacts
from bot.casework.settlement import settle_change
from bot.desk.verbs import first_leg
from bot.store.desk import cases
from bot.store.sqlite import SqliteStore
from tests.bot.support.stored import NOW
from tests.bot.support.watched import RULES, Clock, asked, watching

CASES, A_CASE = 770, 13
"""A case that nobody takes has a warning, a slip and four rungs for its first response and for its resolution, and the
customer's clock a slip."""
RESTARTS = 20
LASTING = timedelta(days=3)
"""The cases are opened over so long; the clock goes on for a little longer."""
ROOT = Path(__file__).resolve().parents[3]
EVENTS = "select number, kind, detail from case_events where actor = 'spot'"

CHILD = """
import asyncio, sys
from datetime import datetime
from pathlib import Path
from bot.store.sqlite import SqliteStore
from bot.casework.timers import TimerWatch
from tests.bot.support.watched import LOADED

async def main(database, at):
    watch = TimerWatch(SqliteStore.open(Path(database)), lambda: LOADED, lambda: datetime.fromisoformat(at))
    while await watch.round():
        print("a round is done", flush=True)

asyncio.run(main(*sys.argv[1:]))
"""


def _open_all(tx):
    for each in range(CASES):
        at = NOW + each * LASTING / CASES
        change = first_leg.open(asked(f"k{each}", "A"), cases.next_number(tx), at)
        settle_change(tx, change, f"k{each}", ChangeFacts(at, RULES))


async def _cut_off(watch, chance):
    """Let the watch work, and end it in the middle of a round."""
    work = asyncio.create_task(watch.round())
    await asyncio.sleep(chance.random() / 20)
    work.cancel()


def _killed(database, at):
    """Let a process of its own work, and kill it when it has done something."""
    command = [sys.executable, "-c", CHILD, str(database), at.isoformat()]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout.readline()
        child.kill()


@pytest.mark.slow
async def test_ten_thousand_timers_fire_once_each_whatever_happens_to_process_and_clock(database):
    chance, clock = random.Random(5), Clock()
    for life in range(RESTARTS):
        store = SqliteStore.open(database)
        if not life:
            await store.transaction(_open_all)
        clock.at = NOW + LASTING * life / RESTARTS + chance.choice((-1, 0, 0, 1)) * timedelta(days=1)
        watch = watching(store, clock)
        await watch.round()
        await _cut_off(watch, chance)
        await asyncio.to_thread(store.close)
    clock.at = NOW + LASTING * 2
    await asyncio.to_thread(_killed, database, clock.at)
    store = SqliteStore.open(database)
    watch = watching(store, clock)
    while await watch.round():
        pass
    await asyncio.to_thread(store.read, _each_once)
    await asyncio.to_thread(store.close)


def _each_once(reader):
    assert not reader.query("select key from timers where fired is null and number is not null")
    [row] = reader.query("select count(*) as fired from timers where number is not null")
    assert row["fired"] == CASES * A_CASE >= 10_000
    happened = Counter((row["number"], row["kind"], row["detail"]) for row in reader.query(EVENTS))
    assert set(happened.values()) == {1}
    kinds = Counter(kind for _, kind, _ in happened)
    assert (kinds["slipped"], kinds["climbed"]) == (CASES * 3, CASES * 8)
    assert 0 < kinds["warned"] <= CASES * 2
    told = reader.query("select number, about, kind, to_kind, to_id from notices where number is not null")
    assert len(told) == CASES + happened.total()

"""What follows from a change is one list: named, in order, each seeing every change."""

import re

import pytest

from bot.casework import settlement
from bot.casework.facts import ChangeFacts
from bot.casework.settlement import FOLLOWERS, settle_change
from bot.desk.events import Happened
from bot.desk.verbs import first_leg
from tests.bot.support.stored import NOW, request
from tests.bot.support.watched import RULES


def test_the_docs_list_the_followers_in_their_order(root):
    page = (root / "docs" / "life-of-a-case.md").read_text(encoding="utf-8")
    walk = page[page.index("## One walk") : page.index("## A known issue")]
    assert re.findall(r"^   - \*\*(.+?)\*\*", walk, re.M) == list(FOLLOWERS)


async def test_every_follower_sees_a_change_once_and_in_order(store, monkeypatch):
    seen = []

    def noting(name):
        return lambda tx, change, facts: seen.append((name, change.event.kind, facts.at))

    monkeypatch.setattr(settlement, "FOLLOWERS", {name: noting(name) for name in FOLLOWERS})
    change = first_leg.open(request(), 1001, NOW)
    await store.transaction(lambda tx: settle_change(tx, change, "k1", ChangeFacts(NOW, RULES)))
    assert seen == [(name, Happened.OPENED, NOW) for name in FOLLOWERS]


async def test_a_follower_that_fails_leaves_nothing_of_the_change(store, look, monkeypatch):
    def fails(*_):
        raise ValueError("no")

    monkeypatch.setattr(settlement, "FOLLOWERS", FOLLOWERS | {"last": fails})
    change = first_leg.open(request(), 1001, NOW)
    with pytest.raises(ValueError, match="no"):
        await store.transaction(lambda tx: settle_change(tx, change, "k1", ChangeFacts(NOW, RULES)))
    for table in ("cases", "case_events", "timers", "audit"):
        [row] = await look(lambda reader, table=table: reader.query(f"select count(*) as many from {table}"))
        assert row["many"] == 0

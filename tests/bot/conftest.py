"""What the tests of the edge share: a real store in a file of its own, and nothing that needs a quick machine."""

import pytest

from bot.store.sqlite import SqliteStore


@pytest.fixture(autouse=True)
def never_typing(monkeypatch):
    """Show the typing sign in no turn, however slow the machine is: tests count what is sent."""
    monkeypatch.setattr("bot.channel.adapter.PATIENCE", 60.0)


@pytest.fixture
def database(tmp_path):
    return tmp_path / "spot.sqlite"


@pytest.fixture
def store(database):
    opened = SqliteStore.open(database)
    yield opened
    opened.close()


@pytest.fixture
def look(store):
    """Read from a test that runs on an event loop."""
    import asyncio

    async def read(work):
        return await asyncio.to_thread(store.read, work)

    return read

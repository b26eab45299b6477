"""The store that the tests of the edge write to: the real one, in a file of its own."""

import pytest

from bot.store.sqlite import SqliteStore


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

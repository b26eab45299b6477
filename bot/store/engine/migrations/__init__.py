"""The schema as a numbered diary: what was added when. A shipped migration is never edited, a new one is added.

Tables are strict and named in the plural. docs/data.md says what every column holds; a test compares the two.
"""

from functools import cache

from sqlite_utils import Database

# Importing writes a file's pages into the diary, in this order.
# isort: off
from bot.store.engine.migrations import first  # noqa: F401
from bot.store.engine.migrations import legs  # noqa: F401
from bot.store.engine.migrations import tokens  # noqa: F401
from bot.store.engine.migrations import deliveries  # noqa: F401
from bot.store.engine.migrations import rephrasings  # noqa: F401
from bot.store.engine.migrations import drafts  # noqa: F401
from bot.store.engine.migrations import problems  # noqa: F401
from bot.store.engine.migrations import timers  # noqa: F401
from bot.store.engine.migrations import reading  # noqa: F401
from bot.store.engine.migrations import own_conversations  # noqa: F401

# isort: on
from bot.store.engine.migrations.diary import migrations

__all__ = ["migrations", "names"]


@cache
def names() -> tuple[str, ...]:
    """Give the names of all migrations, in order."""
    return tuple(migration.name for migration in migrations.pending(Database(memory=True)))

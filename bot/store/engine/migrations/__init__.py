"""The schema as a numbered diary: a first state, and what was added since. A shipped migration is never edited.

Tables are strict and named in the plural. docs/data.md says what every column holds; a test compares the two.
"""

from functools import cache

from sqlite_utils import Database

# Importing a module writes its migrations into the diary, in this order.
# isort: off
from bot.store.engine.migrations import first_state  # noqa: F401

# isort: on
from bot.store.engine.migrations.diary import migrations

__all__ = ["migrations", "names"]


@cache
def names() -> tuple[str, ...]:
    """Return the names of all migrations, in order."""
    return tuple(migration.name for migration in migrations.pending(Database(memory=True)))

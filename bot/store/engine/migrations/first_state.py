"""0001: the schema of 0.2.0, in four parts."""

from sqlite_utils import Database

from bot.store.engine.migrations import first_chat, first_desk, first_edges, first_knowledge
from bot.store.engine.migrations.diary import migrations


@migrations(name="0001_first_state")
def first_state(db: Database) -> None:
    """Create every table; those that are referred to come first."""
    for part in (first_chat, first_knowledge, first_desk, first_edges):
        part.create_tables(db)

"""Migration 0016: when somebody last read a notice is found without going through all that they were told."""

from sqlite_utils import Database

from bot.store.engine.migrations.diary import migrations


@migrations(name="0016_notices_by_reading")
def notices_by_reading(db: Database) -> None:
    """Put notices in the order in which their recipients read them; what is unread comes first."""
    db.execute("create index notices_by_reading on notices (to_kind, to_id, read)")

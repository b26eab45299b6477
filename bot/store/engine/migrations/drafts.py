"""0014: what becomes of answered cases in the knowledge files."""

from sqlite_utils import Database

from bot.store.engine.migrations.diary import migrations
from bot.store.engine.migrations.tables import table


@migrations(name="0014_drafts")
def drafts(db: Database) -> None:
    """Lay down, for each answered case, how far its draft entry has come."""
    table(
        db,
        "drafts",
        {"number": int, "state": str, "at": str, "updated": str, "entry": str, "waits": str},
        optional={"entry", "waits"},
        foreign_keys=[("number", "cases", "number")],
    )
    db.execute("create index drafts_by_state on drafts (state, number)")
    db.execute("create index drafts_by_entry on drafts (entry)")

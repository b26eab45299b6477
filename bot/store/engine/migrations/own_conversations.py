"""0017: somebody's own conversation is found at once, where a case was opened for them elsewhere."""

from sqlite_utils import Database

from bot.store.engine.migrations.diary import migrations


@migrations(name="0017_whose_conversations")
def whose_conversations(db: Database) -> None:
    """Find the conversations of a person."""
    db.execute("create index conversations_by_person on conversations (person, last_seq)")

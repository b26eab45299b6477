"""A page of the diary: which question says which other in other words."""

from sqlite_utils import Database

from bot.store.engine.migrations.diary import migrations


@migrations(name="0015_rephrasings")
def rephrasings(db: Database) -> None:
    """Note the question that a question says in other words."""
    db.table("questions").add_column("rephrases", str)

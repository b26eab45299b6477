"""0012: problems, what was told of them, and who waits for them."""

from sqlite_utils import Database

from bot.store.engine.migrations.diary import migrations
from bot.store.engine.migrations.tables import table


@migrations(name="0012_problems")
def problems(db: Database) -> None:
    """Lay down problems with their updates and attachments, and the counter that numbers them."""
    db.execute("insert into counters (name, last) values ('problem', 0)")
    table(
        db,
        "problems",
        {
            "number": int,
            "state": str,
            "title": str,
            "text": str,
            "phrasings": str,
            "language": str,
            "partner": str,
            "product": str,
            "visibility": str,
            "declared_by": str,
            "declared_by_name": str,
            "version": int,
            "opened": str,
            "updated": str,
        },
        optional={"partner", "product", "declared_by", "declared_by_name"},
    )
    table(
        db,
        "problem_updates",
        {
            "seq": int,
            "number": int,
            "key": str,
            "at": str,
            "kind": str,
            "actor": str,
            "actor_name": str,
            "text": str,
        },
        foreign_keys=[("number", "problems", "number")],
    )
    table(
        db,
        "attachments",
        {
            "seq": int,
            "number": int,
            "kind": str,
            "ref": str,
            "conversation": str,
            "at": str,
            "told": str,
        },
        optional={"conversation", "told"},
        foreign_keys=[("number", "problems", "number"), ("conversation", "conversations", "key")],
    )
    for index in (
        "create index problems_by_state on problems (state, number)",
        "create unique index problem_updates_keys on problem_updates (key)",
        "create index problem_updates_by_number on problem_updates (number, seq)",
        "create unique index attachments_by_ref on attachments (number, kind, ref)",
        "create index attachments_of_ref on attachments (kind, ref)",
    ):
        db.execute(index)

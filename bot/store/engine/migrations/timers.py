"""Migration 0013: timers, and who is told of what."""

from sqlite_utils import Database

from bot.store.engine.migrations.diary import migrations
from bot.store.engine.migrations.tables import table


@migrations(name="0013_timers_and_notices")
def timers_and_notices(db: Database) -> None:
    """Lay down what is to happen at a moment, and what people and teams are told of cases."""
    table(
        db,
        "timers",
        {
            "key": str,
            "kind": str,
            "number": int,
            "leg": int,
            "about": str,
            "rung": int,
            "due": str,
            "fired": str,
        },
        optional={"number", "fired"},
        foreign_keys=[("number", "cases", "number")],
    )
    table(
        db,
        "notices",
        {
            "seq": int,
            "key": str,
            "to_kind": str,
            "to_id": str,
            "number": int,
            "leg": int,
            "kind": str,
            "about": str,
            "at": str,
            "read": str,
            "acknowledged": str,
        },
        optional={"number", "read", "acknowledged"},
        foreign_keys=[("number", "cases", "number")],
    )
    for index in (
        "create index timers_due on timers (due) where fired is null",
        "create index timers_by_case on timers (number)",
        "create unique index notices_keys on notices (key)",
        "create index notices_by_recipient on notices (to_kind, to_id, seq)",
        "create index notices_by_case on notices (number, seq)",
    ):
        db.execute(index)

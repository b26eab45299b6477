"""Migration 0011: what goes to organisations' webhooks."""

from sqlite_utils import Database

from bot.store.engine.migrations.diary import migrations
from bot.store.engine.migrations.tables import table


@migrations(name="0011_deliveries")
def deliveries(db: Database) -> None:
    """Lay down the outbox of the webhooks: one ordered lane an organisation."""
    table(
        db,
        "deliveries",
        {
            "seq": int,
            "id": str,
            "organisation": str,
            "kind": str,
            "body": str,
            "at": str,
            "due": str,
            "until": str,
            "attempts": int,
            "state": str,
            "status": int,
            "error": str,
            "ended": str,
        },
        optional={"status", "error", "ended"},
    )
    for index in (
        "create unique index deliveries_by_id on deliveries (id)",
        "create index deliveries_due on deliveries (organisation, seq) where state = 'due'",
        "create index deliveries_dead on deliveries (seq) where state = 'dead'",
    ):
        db.execute(index)

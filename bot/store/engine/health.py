"""How the store is: whether it can be written, whether its schema is up to date, what waits to be sent."""

from dataclasses import dataclass
from datetime import datetime

from bot.store.engine.columns import moment_or_none, stamp
from bot.store.engine.migrations import migrations, names
from bot.store.engine.store import Reader, Transaction


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """The store's figures of one moment."""

    oldest_due: datetime | None
    """When the oldest outgoing row that is still due was written; None when all has been sent."""
    due: int
    dead: int
    migrations: int
    """How many migrations have been applied."""
    migrated: bool
    """Whether all of them have."""


def beat(tx: Transaction, now: datetime) -> None:
    """Write the heartbeat, which proves that the database can be written."""
    tx.execute(
        "insert into heartbeat (id, at) values (1, :at) on conflict (id) do update set at = excluded.at",
        {"at": stamp(now)},
    )


def read(reader: Reader) -> StoreHealth:
    """Count what waits and what was given up, and see whether the schema is up to date."""
    [row] = reader.query(
        """select
             (select min(at) from transcript where state = 'due') as oldest_due,
             (select count(*) from transcript where state = 'due') as due,
             (select count(*) from transcript where state = 'dead') as dead"""
    )
    applied = reader.query("select name from _sqlite_migrations where migration_set = :set", {"set": migrations.name})
    migrated = {found["name"] for found in applied}.issuperset(names())
    return StoreHealth(moment_or_none(row["oldest_due"]), row["due"], row["dead"], len(applied), migrated)

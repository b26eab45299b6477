"""How a migration makes a table, strict and with its first column as its key, and the indexes of it."""

from typing import Any

from sqlite_utils import Database


def table(
    db: Database,
    name: str,
    columns: dict[str, type],
    *,
    optional: frozenset[str] | set[str] = frozenset(),
    foreign_keys: list[tuple[str, str, str]] | None = None,
    defaults: dict[str, Any] | None = None,
) -> None:
    """Create a strict table whose first column is its key and whose columns must be there unless optional."""
    key = next(iter(columns))
    db.create_table(
        name,
        columns,
        pk=key,
        not_null=set(columns) - optional - {key},
        foreign_keys=foreign_keys or [],
        defaults=defaults or {},
        strict=True,
    )


def index(db: Database, *statements: str) -> None:
    """Create indexes, each given as a `create index` statement."""
    for statement in statements:
        db.execute(statement)

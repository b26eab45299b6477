"""How a migration makes a table: strict, its first column its key."""

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

"""Tokens of the REST API, and what was answered under an idempotency key."""

from sqlite_utils import Database

from bot.store.engine.migrations.diary import migrations
from bot.store.engine.migrations.tables import table


@migrations(name="0010_tokens")
def tokens(db: Database) -> None:
    """Lay down the tokens that programs speak with, and the answers that a repeated request gets again."""
    table(
        db,
        "tokens",
        {
            "id": str,
            "hash": str,
            "person": str,
            "scopes": str,
            "created": str,
            "expires": str,
            "revoked": str,
            "used": str,
        },
        optional={"revoked", "used"},
    )
    table(
        db,
        "answers",
        {
            "seq": int,
            "token": str,
            "key": str,
            "request": str,
            "at": str,
            "status": int,
            "location": str,
            "body": str,
        },
        optional={"location"},
        foreign_keys=[("token", "tokens", "id")],
    )
    for index in (
        "create unique index tokens_hashes on tokens (hash)",
        "create unique index answers_keys on answers (token, key)",
        "create index answers_by_time on answers (at)",
    ):
        db.execute(index)

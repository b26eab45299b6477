"""The first state of the audit, sessions, tokens, webhook deliveries, and the heartbeat of the disk."""

from sqlite_utils import Database

from bot.store.engine.migrations.tables import index, table


def create_tables(db: Database) -> None:
    """Create the tables of this room, with their indexes."""
    table(
        db,
        "audit",
        {"seq": int, "at": str, "actor": str, "action": str, "object": str, "result": str, "detail": str},
    )
    index(
        db,
        "create index audit_by_object on audit (object, seq)",
    )
    table(
        db,
        "sessions",
        {"id": str, "data": str, "opened": str, "expires": str},
    )
    index(
        db,
        "create index sessions_by_expiry on sessions (expires)",
    )
    table(
        db,
        "heartbeat",
        {"id": int, "at": str},
    )
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
    index(
        db,
        "create unique index tokens_hashes on tokens (hash)",
    )
    table(
        db,
        "answers",
        {"seq": int, "token": str, "key": str, "request": str, "at": str, "status": int, "location": str, "body": str},
        optional={"location"},
        foreign_keys=[("token", "tokens", "id")],
    )
    index(
        db,
        "create unique index answers_keys on answers (token, key)",
        "create index answers_by_time on answers (at)",
    )
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
    index(
        db,
        "create unique index deliveries_by_id on deliveries (id)",
        "create index deliveries_due on deliveries (organisation, seq) where state = 'due'",
        "create index deliveries_dead on deliveries (seq) where state = 'dead'",
    )

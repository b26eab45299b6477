"""The first state of conversations, and of the transcript that is inbox and outbox."""

from sqlite_utils import Database

from bot.store.engine.migrations.tables import index, table


def create_tables(db: Database) -> None:
    """Create the tables of this room, with their indexes."""
    table(
        db,
        "conversations",
        {
            "key": str,
            "channel": str,
            "address": str,
            "state": str,
            "version": int,
            "person": str,
            "partner": str,
            "opened": str,
            "updated": str,
            "last_seq": int,
        },
        optional={"state", "partner"},
        defaults={"version": 0, "last_seq": 0},
    )
    index(
        db,
        "create index conversations_by_last_seq on conversations (last_seq)",
        "create index conversations_by_person on conversations (person, last_seq)",
    )
    table(
        db,
        "transcript",
        {
            "seq": int,
            "conversation": str,
            "op": str,
            "at": str,
            "kind": str,
            "text": str,
            "person": str,
            "handle": str,
            "slot": str,
            "target": str,
            "activity": str,
            "body": str,
            "state": str,
            "due": str,
            "attempts": int,
            "error": str,
            "response_status": int,
            "response_body": str,
        },
        optional={"person", "slot", "target", "activity", "state", "due", "error", "response_status", "response_body"},
        foreign_keys=[("conversation", "conversations", "key")],
    )
    index(
        db,
        "create index transcript_by_conversation on transcript (conversation, seq)",
        "create unique index transcript_handles on transcript (handle)",
        "create unique index transcript_inbox on transcript (conversation, activity) where op = 'in'",
        "create index transcript_outbox on transcript (conversation, seq, due) where state = 'due'",
        "create index transcript_dead on transcript (seq) where state = 'dead'",
        "create unique index transcript_slots on transcript (conversation, slot) where op = 'send' and state <> 'dead'",
        "create index transcript_by_person on transcript (person, at) where op = 'in'",
    )

"""The first state of questions, what leads judge of them, and the receipts of what went live."""

from sqlite_utils import Database

from bot.store.engine.migrations.tables import index, table


def create_tables(db: Database) -> None:
    """Create the tables of this room, with their indexes."""
    table(
        db,
        "questions",
        {
            "id": str,
            "conversation": str,
            "incoming_seq": int,
            "at": str,
            "person": str,
            "partner": str,
            "text": str,
            "language": str,
            "verdict": str,
            "confidence": float,
            "kind": str,
            "entry": str,
            "candidates": str,
            "explanation": str,
            "knowledge": str,
            "outcome": str,
            "outcome_at": str,
            "chosen": str,
            "audience": str,
            "refused": str,
            "base": str,
            "revision": str,
            "rephrases": str,
        },
        optional={"partner", "entry", "outcome_at", "chosen", "audience", "refused", "base", "revision", "rephrases"},
        foreign_keys=[("conversation", "conversations", "key"), ("incoming_seq", "transcript", "seq")],
    )
    index(
        db,
        "create index questions_by_conversation on questions (conversation, incoming_seq)",
        "create index questions_by_row on questions (incoming_seq)",
    )
    table(
        db,
        "judgements",
        {
            "seq": int,
            "key": str,
            "question": str,
            "at": str,
            "judge": str,
            "text": str,
            "audience": str,
            "says": str,
            "entries": str,
            "by_lot": int,
            "knowledge": str,
        },
        optional={"question"},
        foreign_keys=[("question", "questions", "id")],
    )
    index(
        db,
        "create index judgements_by_key on judgements (key, seq)",
        "create index judgements_by_question on judgements (question)",
    )
    table(
        db,
        "receipts",
        {"seq": int, "at": str, "version": str, "told": str},
    )

"""The diary's first pages: conversations, questions, cases, the audit, judgements and receipts."""

from sqlite_utils import Database

from bot.store.engine.migrations.diary import migrations
from bot.store.engine.migrations.tables import table

FIRST_CASE = 1001


@migrations(name="0001_conversations_and_their_transcript")
def conversations_and_their_transcript(db: Database) -> None:
    """Lay down conversations, and the transcript that is inbox and outbox."""
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
        optional={
            "person",
            "slot",
            "target",
            "activity",
            "state",
            "due",
            "error",
            "response_status",
            "response_body",
        },
        foreign_keys=[("conversation", "conversations", "key")],
    )
    for index in (
        "create index conversations_by_last_seq on conversations (last_seq)",
        "create index transcript_by_conversation on transcript (conversation, seq)",
        "create unique index transcript_handles on transcript (handle)",
        "create unique index transcript_inbox on transcript (conversation, activity) where op = 'in'",
        "create index transcript_outbox on transcript (conversation, seq, due) where state = 'due'",
        "create index transcript_dead on transcript (seq) where state = 'dead'",
        "create unique index transcript_slots on transcript (conversation, slot) where op = 'send' and state <> 'dead'",
        "create index transcript_by_person on transcript (person, at) where op = 'in'",
    ):
        db.execute(index)


@migrations(name="0002_questions")
def questions(db: Database) -> None:
    """Lay down what was asked, with everything that explains what was answered."""
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
        },
        optional={"partner", "entry", "outcome_at", "chosen"},
        foreign_keys=[("conversation", "conversations", "key"), ("incoming_seq", "transcript", "seq")],
    )
    db.execute("create index questions_by_conversation on questions (conversation, incoming_seq)")
    db.execute("create index questions_by_row on questions (incoming_seq)")


@migrations(name="0003_cases_and_their_events")
def cases_and_their_events(db: Database) -> None:
    """Lay down cases, what happened to them, and the counter that numbers them."""
    table(db, "counters", {"name": str, "last": int})
    db.execute("insert into counters (name, last) values ('case', :last)", {"last": FIRST_CASE - 1})
    table(
        db,
        "cases",
        {
            "number": int,
            "key": str,
            "kind": str,
            "state": str,
            "wait": str,
            "severity": str,
            "title": str,
            "requester": str,
            "requester_tenant": str,
            "requester_object": str,
            "requester_name": str,
            "organisation": str,
            "partner": str,
            "product": str,
            "conversation": str,
            "question": str,
            "transcript_end": int,
            "version": int,
            "opened": str,
            "updated": str,
        },
        optional={"partner", "product", "conversation", "question"},
        foreign_keys=[("conversation", "conversations", "key"), ("question", "questions", "id")],
    )
    table(
        db,
        "case_events",
        {
            "seq": int,
            "number": int,
            "key": str,
            "at": str,
            "kind": str,
            "actor": str,
            "actor_name": str,
            "visibility": str,
            "text": str,
        },
        foreign_keys=[("number", "cases", "number")],
    )
    for index in (
        "create unique index cases_keys on cases (key)",
        "create index cases_by_requester on cases (requester, number)",
        "create index cases_by_state on cases (state, number)",
        "create index cases_by_question on cases (question)",
        "create index cases_by_conversation on cases (conversation)",
        "create unique index case_events_keys on case_events (key)",
        "create index case_events_by_case on case_events (number, seq)",
    ):
        db.execute(index)


@migrations(name="0004_audit_sessions_and_heartbeat")
def audit_sessions_and_heartbeat(db: Database) -> None:
    """Lay down who did what, who is signed in to the console, and the row that proves the file can be written."""
    table(
        db,
        "audit",
        {"seq": int, "at": str, "actor": str, "action": str, "object": str, "result": str, "detail": str},
    )
    db.execute("create index audit_by_object on audit (object, seq)")
    table(db, "sessions", {"id": str, "data": str, "opened": str, "expires": str})
    db.execute("create index sessions_by_expiry on sessions (expires)")
    table(db, "heartbeat", {"id": int, "at": str})


@migrations(name="0005_judgements")
def judgements(db: Database) -> None:
    """Lay down what leads say of questions, and what the asker of a question might see."""
    db.table("questions").add_column("audience", str)
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
    for index in (
        "create index judgements_by_key on judgements (key, seq)",
        "create index judgements_by_question on judgements (question)",
    ):
        db.execute(index)


@migrations(name="0006_refusals")
def refusals(db: Database) -> None:
    """Note which entries the asker of a question said are no help with it."""
    db.table("questions").add_column("refused", str)


@migrations(name="0007_which_knowledge")
def which_knowledge(db: Database) -> None:
    """Note which knowledge base as a whole answered a question, and the git commit that its files stood at."""
    db.table("questions").add_column("base", str)
    db.table("questions").add_column("revision", str)


@migrations(name="0008_receipts")
def receipts(db: Database) -> None:
    """Lay down the receipts of what went live."""
    table(db, "receipts", {"seq": int, "at": str, "version": str, "told": str})

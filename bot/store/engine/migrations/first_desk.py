"""The first state of cases with their events, legs, waits and people, of known issues, timers and notices."""

from sqlite_utils import Database

from bot.store.engine.migrations.tables import index, table

FIRST_CASE = 1001


def create_tables(db: Database) -> None:
    """Create the tables of this room, with their indexes."""
    table(
        db,
        "counters",
        {"name": str, "last": int},
    )
    for name, last in (("case", FIRST_CASE - 1), ("problem", 0)):
        db.execute("insert into counters (name, last) values (:name, :last)", {"name": name, "last": last})
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
            "ended": str,
            "details": str,
            "attachments": str,
            "rating": int,
            "merged_into": int,
            "language": str,
        },
        optional={
            "partner",
            "product",
            "conversation",
            "question",
            "ended",
            "details",
            "attachments",
            "rating",
            "merged_into",
            "language",
        },
        foreign_keys=[("conversation", "conversations", "key"), ("question", "questions", "id")],
    )
    index(
        db,
        "create unique index cases_keys on cases (key)",
        "create index cases_by_requester on cases (requester, number)",
        "create index cases_by_state on cases (state, number)",
        "create index cases_by_question on cases (question)",
        "create index cases_by_conversation on cases (conversation)",
        "create index cases_by_partner on cases (partner, number)",
        "create index cases_by_organisation on cases (organisation, number)",
        "create index cases_by_updated on cases (updated)",
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
            "organisation": str,
            "leg": int,
            "detail": str,
        },
        optional={"organisation", "leg", "detail"},
        foreign_keys=[("number", "cases", "number")],
    )
    index(
        db,
        "create unique index case_events_keys on case_events (key)",
        "create index case_events_by_case on case_events (number, seq)",
    )
    table(
        db,
        "legs",
        {
            "seq": int,
            "number": int,
            "ordinal": int,
            "party": str,
            "organisation": str,
            "state": str,
            "owner": str,
            "owner_name": str,
            "opened": str,
            "acknowledged": str,
            "closed": str,
            "reason": str,
            "promise": str,
        },
        optional={"owner", "owner_name", "acknowledged", "closed"},
        foreign_keys=[("number", "cases", "number")],
    )
    index(
        db,
        "create unique index legs_by_case on legs (number, ordinal)",
        "create index legs_by_organisation on legs (organisation, party, number)",
    )
    table(
        db,
        "waits",
        {"seq": int, "number": int, "ordinal": int, "party": str, "leg": int, "since": str, "until": str},
        optional={"until"},
        foreign_keys=[("number", "cases", "number")],
    )
    index(
        db,
        "create unique index waits_by_case on waits (number, ordinal)",
    )
    table(
        db,
        "participants",
        {"seq": int, "number": int, "key": str, "name": str},
        foreign_keys=[("number", "cases", "number")],
    )
    index(
        db,
        "create unique index participants_by_case on participants (number, key)",
        "create index participants_by_key on participants (key, number)",
    )
    table(
        db,
        "relations",
        {"seq": int, "number": int, "other": int},
        foreign_keys=[("number", "cases", "number")],
    )
    index(
        db,
        "create unique index relations_by_case on relations (number, other)",
    )
    table(
        db,
        "drafts",
        {"number": int, "state": str, "at": str, "updated": str, "entry": str, "waits": str},
        optional={"entry", "waits"},
        foreign_keys=[("number", "cases", "number")],
    )
    index(
        db,
        "create index drafts_by_state on drafts (state, number)",
        "create index drafts_by_entry on drafts (entry)",
    )
    table(
        db,
        "problems",
        {
            "number": int,
            "state": str,
            "title": str,
            "text": str,
            "phrasings": str,
            "language": str,
            "partner": str,
            "product": str,
            "visibility": str,
            "declared_by": str,
            "declared_by_name": str,
            "version": int,
            "opened": str,
            "updated": str,
        },
        optional={"partner", "product", "declared_by", "declared_by_name"},
    )
    index(
        db,
        "create index problems_by_state on problems (state, number)",
    )
    table(
        db,
        "problem_updates",
        {"seq": int, "number": int, "key": str, "at": str, "kind": str, "actor": str, "actor_name": str, "text": str},
        foreign_keys=[("number", "problems", "number")],
    )
    index(
        db,
        "create unique index problem_updates_keys on problem_updates (key)",
        "create index problem_updates_by_number on problem_updates (number, seq)",
    )
    table(
        db,
        "attachments",
        {"seq": int, "number": int, "kind": str, "ref": str, "conversation": str, "at": str, "told": str},
        optional={"conversation", "told"},
        foreign_keys=[("number", "problems", "number"), ("conversation", "conversations", "key")],
    )
    index(
        db,
        "create unique index attachments_by_ref on attachments (number, kind, ref)",
        "create index attachments_of_ref on attachments (kind, ref)",
    )
    table(
        db,
        "timers",
        {"key": str, "kind": str, "number": int, "leg": int, "about": str, "rung": int, "due": str, "fired": str},
        optional={"number", "fired"},
        foreign_keys=[("number", "cases", "number")],
    )
    index(
        db,
        "create index timers_due on timers (due) where fired is null",
        "create index timers_by_case on timers (number)",
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
    index(
        db,
        "create unique index notices_keys on notices (key)",
        "create index notices_by_recipient on notices (to_kind, to_id, seq)",
        "create index notices_by_case on notices (number, seq)",
        "create index notices_by_reading on notices (to_kind, to_id, read)",
    )

"""0009: a case gets legs, the ball its history, events more to tell."""

from typing import Any

from sqlite_utils import Database

from bot.store.engine.columns import pack
from bot.store.engine.migrations.diary import migrations
from bot.store.engine.migrations.tables import table

BALL_TO_CUSTOMER = ("replied", "resolved")
BALL_TO_TEAM = ("commented", "reopened")
END = ("withdrawn", "closed")
"""What the events of older cases did to the ball."""


@migrations(name="0009_legs_and_who_held_the_ball")
def legs_and_who_held_the_ball(db: Database) -> None:
    """Lay down legs, who held the ball when, participants and relations, and fill them in for older cases."""
    for column in ("ended", "details", "attachments"):
        db.table("cases").add_column(column, str)
    for column in ("rating", "merged_into"):
        db.table("cases").add_column(column, int)
    db.table("cases").add_column("language", str)
    for column, kind in (("organisation", str), ("leg", int), ("detail", str)):
        db.table("case_events").add_column(column, kind)
    of_case = [("number", "cases", "number")]
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
        foreign_keys=of_case,
    )
    table(
        db,
        "waits",
        {"seq": int, "number": int, "ordinal": int, "party": str, "leg": int, "since": str, "until": str},
        optional={"until"},
        foreign_keys=of_case,
    )
    table(
        db,
        "participants",
        {"seq": int, "number": int, "key": str, "name": str},
        foreign_keys=of_case,
    )
    table(db, "relations", {"seq": int, "number": int, "other": int}, foreign_keys=of_case)
    for index in (
        "create unique index legs_by_case on legs (number, ordinal)",
        "create index legs_by_organisation on legs (organisation, party, number)",
        "create unique index waits_by_case on waits (number, ordinal)",
        "create unique index participants_by_case on participants (number, key)",
        "create index participants_by_key on participants (key, number)",
        "create unique index relations_by_case on relations (number, other)",
        "create index cases_by_partner on cases (partner, number)",
        "create index cases_by_organisation on cases (organisation, number)",
        "create index cases_by_updated on cases (updated)",
    ):
        db.execute(index)
    for case in list(db.query("select * from cases")):
        _fill_in(db, case)


def _fill_in(db: Database, case: dict[str, Any]) -> None:
    """Give an older case its first leg, and book its time by its events."""
    events = list(db.query("select * from case_events where number = ? order by seq", [case["number"]]))
    word = next((event for event in events if event["kind"] in BALL_TO_CUSTOMER), None)
    over = case["state"] in ("withdrawn", "closed", "merged")
    state = "closed" if over or case["state"] == "resolved" else "accepted" if word else "open"
    db.table("legs").insert(
        {
            "number": case["number"],
            "ordinal": 1,
            "party": "partner" if case["partner"] else "vendor",
            "organisation": case["partner"] or "",
            "state": state,
            "owner": word and word["actor"],
            "owner_name": word and word["actor_name"],
            "opened": case["opened"],
            "acknowledged": word and word["at"],
            "closed": case["updated"] if state == "closed" else None,
            "reason": "",
            "promise": pack({}),
        }
    )
    _book(db, case, events)
    if over:
        db.table("cases").update(case["number"], {"ended": case["updated"]})


def _book(db: Database, case: dict[str, Any], events: list[dict[str, Any]]) -> None:
    first = "partner" if case["partner"] else "vendor"
    waits: list[dict[str, Any]] = [{"party": first, "leg": 1, "since": case["opened"], "until": None}]
    for event in events[1:]:
        last = waits[-1]
        to = first if event["kind"] in BALL_TO_TEAM else last["party"]
        to = "customer" if event["kind"] in BALL_TO_CUSTOMER else to
        ends = event["kind"] in END
        if last["until"] is None and (ends or to != last["party"]):
            last["until"] = event["at"]
        if waits[-1]["until"] is not None and not ends:
            waits.append({"party": to, "leg": int(to != "customer"), "since": event["at"], "until": None})
    for ordinal, wait in enumerate(waits, start=1):
        db.table("waits").insert({"number": case["number"], "ordinal": ordinal, **wait})

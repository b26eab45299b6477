"""How what goes out is shaped, for ticket systems and for agent hubs, and read again while it waits."""

from collections.abc import Mapping
from typing import Any

from bot.activities import handoff
from bot.desk.case import Case
from bot.desk.case_data import case_data
from bot.desk.events import CaseEvent, Happened
from bot.desk.packages.markdown import markdown
from bot.desk.packages.package import VERSION, PackageLine, line

EVENT = "spot-event/1"


def event_of(case: Case, event: CaseEvent, seq: int) -> dict[str, Any]:
    """Return what happened, with how the case stands after it."""
    by = "customer" if event.actor.key == case.requester.key else event.organisation or "spot"
    happened = line(PackageLine(event.at, by, event.actor.name, event.kind.value, event.text, seq))
    return {
        "package": EVENT,
        "event": f"case.{event.kind.value}",
        "case": case_data(case, ("number", "title", "state", "severity", "wait")),
        "leg": event.leg,
        "happened": happened | ({"of": event.detail["of"]} if event.kind is Happened.RETRACTED else {}),
    }


def as_handoff(body: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a body as an agent hub reads it: a case handed over, what was said about one, or taken back; else None."""
    if body["package"] != EVENT:
        return handoff.initiation(body, markdown(body))
    number, happened = body["case"]["number"], body["happened"]
    if happened["kind"] == Happened.RETRACTED:
        return handoff.retraction(number, happened)
    return handoff.message(number, happened) if happened["text"] else None


def package_in(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the package that a body is or carries, as far as it carries it; None for anything else."""
    if body.get("package") == VERSION:
        return body
    value = body.get("value")
    return value if isinstance(value, Mapping) and value.get("package") == VERSION else None


def comment_in(body: Mapping[str, Any]) -> int | None:
    """Return the seq of the event that a body tells of; None for a package."""
    told = body.get("happened") or body.get("channelData") or {}
    return told.get("seq")

"""A case as plain data: what API, console, packages, webhooks, reports, commands and the chat each take theirs from."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from bot.desk.actor import Actor, CasePerson, Party
from bot.desk.case import Case, written
from bot.desk.leg import Leg
from bot.desk.visibility import sees_leg, sees_owner
from bot.desk.wait_times import whole_seconds

Times = Callable[[datetime], Any]
"""How a time is given: as ISO 8601 to programs, as it is to a page that knows where its reader lives."""


def iso(at: datetime) -> str:
    """Return a time as ISO 8601, to the microsecond."""
    return at.isoformat()


def word(party: Party) -> str:
    """Return a party as one word: `product_group`."""
    return party.name.lower()


FIELDS: dict[str, Callable[[Case], Any]] = {
    "number": lambda case: case.name,
    "kind": lambda case: case.kind.value,
    "state": lambda case: case.state.value,
    "severity": lambda case: case.severity,
    "title": lambda case: case.title,
    "account": lambda case: case.organisation,
    "partner": lambda case: case.partner,
    "product": lambda case: case.product,
    "language": lambda case: case.language,
    "wait": lambda case: word(case.wait),
    "opened": lambda case: case.opened,
    "updated": lambda case: case.updated,
    "merged_into": lambda case: written(case.merged_into) if case.merged_into else None,
    "attachments": lambda case: [{"name": each.name, "link": each.link} for each in case.attachments],
}
"""What everybody who sees a case may know of it."""
LEG_FIELDS: dict[str, Callable[[Leg], Any]] = {
    "leg": lambda leg: leg.ordinal,
    "party": lambda leg: word(leg.party),
    "organisation": lambda leg: leg.organisation,
    "state": lambda leg: leg.state.value,
    "opened": lambda leg: leg.opened,
    "acknowledged": lambda leg: leg.acknowledged,
    "closed": lambda leg: leg.closed,
}


def case_data(case: Case, fields: Iterable[str], times: Times = iso) -> dict[str, Any]:
    """Return these fields of a case, in this order."""
    return {name: _plain(FIELDS[name](case), times) for name in fields}


def leg_data(leg: Leg, fields: Iterable[str], times: Times = iso) -> dict[str, Any]:
    """Return these fields of a leg, in this order."""
    return {name: _plain(LEG_FIELDS[name](leg), times) for name in fields}


def legs_seen(case: Case, viewer: Actor) -> tuple[tuple[Leg, CasePerson | None], ...]:
    """Return the legs that the viewer sees, each with its owner where the viewer sees who it is."""
    seen = (leg for leg in case.legs if sees_leg(viewer, leg))
    return tuple((leg, leg.owner if sees_owner(viewer, leg) else None) for leg in seen)


def booked_seconds(case: Case, at: datetime) -> dict[str, int]:
    """Return how many whole seconds each party has had the case until then, by its word."""
    return {word(party): seconds for party, seconds in whole_seconds(case, at).items()}


def _plain(value: Any, times: Times) -> Any:
    return times(value) if isinstance(value, datetime) else value

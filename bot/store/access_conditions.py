"""What somebody may see, as conditions of queries: whatever is read for a person goes through one of these."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.desk import visibility
from bot.desk.actor import Actor, Side

Condition = tuple[str, Mapping[str, Any]]
"""SQL that is true of a row that may be seen, and the values of its parameters."""

_REQUESTED = """(requester = :viewer or exists
  (select 1 from participants p where p.number = cases.number and p.key = :viewer))"""
_VENDOR_LEG = "exists (select 1 from legs l where l.number = cases.number and l.party in ('vendor', 'product group'))"

_GROUP_LEG = "l.number = cases.number and l.party = 'product group'"


def of_cases(viewer: Actor) -> Condition:
    """Return the condition on `cases` for those the viewer may see: another's is as if it were not there.

    Customers see what they asked for or take part in, a partner its own customers' cases, the vendor what was
    escalated to it or came to it first (its account team only the engagements), a product group what was escalated to
    it, a lead everything.
    """
    if viewer.side in (Side.LEAD, Side.SPOT):
        return "1 = 1", {}
    mine = {"viewer": viewer.key}
    if viewer.side is Side.PARTNER:
        return f"({_REQUESTED} or partner = :viewers)", {**mine, "viewers": viewer.organisation}
    if viewer.side is Side.VENDOR:
        return _of_vendor(viewer, mine)
    return _REQUESTED, mine


def _of_vendor(viewer: Actor, mine: Mapping[str, Any]) -> Condition:
    """Return what somebody of the vendor sees: support all its legs, the account team engagements, groups theirs."""
    conditions, values = [_REQUESTED], dict(mine)
    if viewer.is_support:
        conditions.append(_VENDOR_LEG)
    elif viewer.sells:
        conditions.append(f"(kind = 'sales' and {_VENDOR_LEG})")
    if viewer.groups:
        names, groups = _named("group", sorted(viewer.groups))
        conditions.append(f"exists (select 1 from legs l where {_GROUP_LEG} and l.organisation in ({names}))")  # noqa: S608
        values |= groups
    return f"({' or '.join(conditions)})", values


def of_events(viewer: Actor) -> Condition:
    """Return the condition on `case_events` for those the viewer may see: of a case of theirs, and of their classes."""
    of_case, values = of_cases(viewer)
    names, classes = _named("class", visibility.classes(viewer))
    seen = f"visibility in ({names})"
    if viewer.organisation and viewer.side is not Side.CUSTOMER:
        seen = f"({seen} or (visibility = 'internal' and organisation = :viewers))"
        values = {**values, "viewers": viewer.organisation}
    case = f"exists (select 1 from cases where cases.number = case_events.number and {of_case})"  # noqa: S608 (ours)
    return f"({case} and {seen})", {**values, **classes}


def _named(name: str, values: Iterable[str]) -> tuple[str, dict[str, str]]:
    held = {f"{name}{place}": str(value) for place, value in enumerate(values)}
    return ", ".join(f":{each}" for each in held), held

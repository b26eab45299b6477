"""Reads the calendars of a policy: zone, week, holidays."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo, available_timezones

from knowledge.agreed.calendar import DAYS_A_WEEK, WEEKDAYS, Calendar, Span
from knowledge.formats import fields, values
from knowledge.formats.nodes import MapNode, Node
from knowledge.formats.parts import itself, keyed
from knowledge.formats.policy.days_off import days_off
from knowledge.formats.policy.spans import span
from knowledge.problems.nearest import did_you_mean, shown
from knowledge.problems.report import Refused, Report

UTC = "UTC"


def zone(node: Node) -> str:
    """Return a time zone by the name that IANA gives it."""
    value = values.line(node)
    try:
        ZoneInfo(value)
    except (LookupError, ValueError, OSError):
        remedy = did_you_mean(value, available_timezones(), "write it like Europe/Berlin or UTC")
        raise Refused("KB632", node.line, f"the time zone {shown(value)} is unknown", remedy) from None
    return value


CALENDAR: Mapping[str, fields.Read] = {"zone": zone, "week": itself, "holidays": itself}
DAYS: Mapping[str, range] = {
    first if first == last else f"{first}_{last}": range(WEEKDAYS.index(first), WEEKDAYS.index(last) + 1)
    for first in WEEKDAYS
    for last in WEEKDAYS[WEEKDAYS.index(first) :]
}
"""Days of the week, alone or as `monday_friday`."""
WEEK: Mapping[str, fields.Read] = dict.fromkeys(DAYS, values.many(span))


def calendar(name: str, node: Node, line: int, report: Report) -> Calendar | None:
    """Make a calendar of its keys; None, with the reason in the report, for one that never opens."""
    mapped = keyed(node, "a calendar", "write zone:, week:, holidays:", report)
    if mapped is None:
        return None
    own = fields.read_keys(mapped, CALENDAR, report)
    days = week(own.values.get("week"), report)
    off = days_off(own.values.get("holidays"), report)
    if days is None or off is None or own.faulty or own.has_unknown:
        return None
    made = Calendar(name, own.values.get("zone", UTC), days, off.dates, off.public, off.working)
    if not made.opens:
        remedy = "write week: and below it days with hours, such as monday-friday: 08:00-17:00"
        report.add("KB633", line, f"the calendar {name} never opens", remedy)
        return None
    return made


def week(node: Node | None, report: Report) -> tuple[tuple[Span, ...], ...] | None:
    """Return the hours of each day, Monday first; None, with the reason in the report, for hours that cannot be."""
    mapped = keyed(node, "a week", "write monday-friday: 08:00-17:00", report) if node else MapNode({}, 0)
    if mapped is None:
        return None
    own = fields.read_keys(mapped, WEEK, report)
    found: list[tuple[Span, ...]] = [()] * DAYS_A_WEEK
    faults = [*twice(own), *(fault for days in own.values for fault in overlaps(own, days))]
    for fault in faults:
        report.refused(fault)
    for days, spans in own.values.items():
        for day in DAYS[days]:
            found[day] = tuple(sorted(spans))
    return None if faults or own.faulty or own.has_unknown else tuple(found)


def twice(own: fields.EntryKeys) -> Iterator[Refused]:
    """Yield days whose hours are written twice."""
    written: dict[int, str] = {}
    for days in own.lines:
        for day in DAYS[days]:
            other = written.setdefault(day, days)
            if other != days:
                what = f"the hours of {WEEKDAYS[day]} stand here and on line {own.lines[other]}"
                yield Refused("KB205", own.lines[days], what, "keep one of the two")


def overlaps(own: fields.EntryKeys, days: str) -> Iterator[Refused]:
    """Yield hours of a day that meet other hours of it."""
    spans = list(own.placed(days))
    for place, (each, line) in enumerate(spans):
        if any(each.meets(other) for other, _ in spans[:place]):
            what = f"the hours {each.start:%H:%M}-{each.end:%H:%M} overlap others of {days.replace('_', '-')}"
            yield Refused("KB634", line, what, "make one span of the two, or let one begin when the other ends")

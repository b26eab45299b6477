"""Reads the holidays of a calendar: dates, or a country whose public holidays they are, with dates written by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.agreed.public_holidays import PublicHolidays, regions_by_country
from knowledge.formats import fields, values
from knowledge.formats.nodes import MapNode, Node
from knowledge.problems.nearest import nearest, shown
from knowledge.problems.report import Refused, Report

SUGGESTED = 20
"""Codes that a remedy names."""
SIMILAR = 50
"""The rapidfuzz ratio from which a region's code is near: of two letters, one is the same."""


@dataclass(frozen=True, slots=True)
class DaysOff:
    """What a calendar says of its holidays."""

    dates: frozenset[date] = frozenset()
    public: PublicHolidays | None = None
    working: frozenset[date] = frozenset()


def country(node: Node) -> str:
    """Return the code of a country whose public holidays are known."""
    value, known = values.line(node), regions_by_country()
    if (code := value.upper()) in known:
        return code
    near = sorted(each for each in known if each[0] == code[0]) if len(code) == 2 else []
    remedy = f"write one of {', '.join(near)}" if near else "write its two letters, such as DE, GB or US"
    raise Refused("KB304", node.line, f"no public holidays are known of the country {shown(value)}", remedy)


HOLIDAYS: Mapping[str, fields.Read] = {
    "country": country,
    "region": values.optional_line,
    "dates": values.many(values.day),
    "working": values.many(values.day),
}
DATES = values.many(values.day)


def days_off(node: Node | None, report: Report) -> DaysOff | None:
    """Return the holidays; None, with the reason in the report, for some that cannot be."""
    if node is None:
        return DaysOff()
    try:
        return _computed(node, report) if isinstance(node, MapNode) else DaysOff(frozenset(DATES(node)))
    except Refused as fault:
        report.refused(fault)
        return None


def _computed(node: MapNode, report: Report) -> DaysOff | None:
    own = fields.read_keys(node, HOLIDAYS, report)
    if own.faulty or own.has_unknown:
        return None
    if not (code := own.values.get("country")):
        raise Refused("KB304", node.line, "holidays without a country", "write country: DE, or a list of dates alone")
    region = _region(code, own)
    dates, working = (frozenset(own.values.get(key, ())) for key in ("dates", "working"))
    for day, line in own.placed("working"):
        if day in dates:
            raise Refused("KB304", line, f"{day} stands below dates: and below working:", "keep it in one of them")
    return DaysOff(dates, PublicHolidays(code, region), working)


def _region(country: str, own: fields.EntryKeys) -> str | None:
    """Return the code of a region of the country as it is known; Refused for an unknown one."""
    if not (value := own.values.get("region")):
        return None
    known = regions_by_country()[country]
    found = next((each for each in known if each.casefold() == value.casefold()), None)
    if found is None:
        what = f"no public holidays are known of the region {shown(value)} of {country}"
        raise Refused("KB304", own.lines["region"], what, _regions(value, country, known))
    return found


def _regions(value: str, country: str, known: Iterable[str]) -> str:
    """Return the remedy: the regions of the country, of many those that are near."""
    codes = sorted(known)
    if not codes:
        return f"leave region: out; all of {country} has the same"
    if len(codes) > SUGGESTED:
        codes = nearest(value, codes, SUGGESTED, SIMILAR) or [*codes[:SUGGESTED], "…"]
    return f"write one of {', '.join(codes)}"

"""Reads a file below `policy/` into settings, each with the line it stands on."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.agreed.policy import SEVERITIES
from knowledge.agreed.setting import PolicyPart, Setting
from knowledge.formats import fields, values
from knowledge.formats.nodes import MapNode, Node, kind
from knowledge.formats.parts import itself, keyed
from knowledge.formats.policy.calendars import calendar
from knowledge.formats.policy.plans import Said, by_severity, plan, severity
from knowledge.formats.policy.routing import ladder, routing
from knowledge.formats.policy.spans import duration, some_time
from knowledge.formats.yaml.yaml_reader import read_yaml
from knowledge.problems.mention import NameKind
from knowledge.problems.nearest import shown
from knowledge.problems.report import Refused, Report


@dataclass(frozen=True, slots=True)
class CountUpTo:
    """Reads a number from one up to a most."""

    most: int

    def __call__(self, node: Node) -> int:
        """Return the number."""
        value = values.text(node)
        number = int(value) if re.fullmatch(r"\d{1,9}", value) else 0
        if not 1 <= number <= self.most:
            raise Refused("KB304", node.line, f"{shown(value)} is no number from 1 to {self.most:,}", "write it like 5")
        return number


SEVERITY: Mapping[str, fields.Read] = {"definition": values.line, "duty": values.line, "reachable": some_time}
LIMITS: Mapping[str, fields.Read] = {
    "open_cases": CountUpTo(20),
    "cases_a_day": CountUpTo(1_000),
    "messages_a_minute": CountUpTo(1_000),
}
"""The most are what a chat can show of one person's cases, and what no person writes."""
KNOWN_ISSUE: Mapping[str, fields.Read] = {"similar": CountUpTo(1_000), "window": some_time}
WHOLE: Mapping[str, fields.Read] = {
    "warn_before": duration,
    "silence": some_time,
    "agreement_warning": duration,
    "straight_through": values.many(values.identifier),
    "default_severity": severity,
}
"""What is one value."""
KEYS: Mapping[str, fields.Read] = {
    **dict.fromkeys(("severities", "plans", "calendars", "routing", "ladder", "limits", "known_issue"), itself),
    **WHOLE,
}


def read(text: str, report: Report) -> list[Setting]:
    """Return what the file says; raise Refused when it cannot be read at all."""
    node = read_yaml(text)
    if node is None or fields.nothing(node):
        return []
    if not isinstance(node, MapNode):
        raise Refused("KB208", node.line, f"{kind(node)} where keys belong", "write plans:, calendars:, ladder: …")
    own = fields.read_keys(node, KEYS, report)
    said = [*parts(own, report), *lists(own, report), *wholes(own, report)]
    return [Setting(tuple(map(str, key)), value, report.file, line) for key, value, line in said]


def parts(own: fields.EntryKeys, report: Report) -> Iterator[Said]:
    """Yield what is said of the parts that have names below them."""
    for key, read_part in PARTS.items():
        if key in own.values:
            mapped = keyed(own.values[key], key, f"write names below {key}:, each with its keys", report)
            yield from read_part(mapped, report) if mapped else ()


def lists(own: fields.EntryKeys, report: Report) -> Iterator[Said]:
    """Yield what is a list as a whole."""
    for key, read_list in (("routing", routing), ("ladder", ladder)):
        if key in own.values:
            yield (key,), read_list(own.values[key], report), own.lines[key]


def wholes(own: fields.EntryKeys, report: Report) -> Iterator[Said]:
    """Yield what is one value."""
    for partner, line in own.placed("straight_through"):
        report.mention(NameKind.PARTNER, partner, line, "straight-through")
    if "default_severity" in own.values:
        line = own.lines["default_severity"]
        report.mention(NameKind.SEVERITY, own.values["default_severity"], line, "default-severity")
    for key in WHOLE:
        if key in own.values:
            value = own.values[key]
            yield (key,), frozenset(value) if key == "straight_through" else value, own.lines[key]


def severities(node: MapNode, report: Report) -> Iterator[Said]:
    """Yield what is said of the severities, gravest first; one that Spot does not bring along needs a definition."""
    for name, below, line in by_severity(node, report):
        mapped = keyed(below, "a severity", "write definition: and duty:", report)
        said = list(table(mapped, (PolicyPart.SEVERITY, name), SEVERITY, report)) if mapped else []
        if mapped and name not in SEVERITIES and not any(key[-1] == "definition" for key, _, _ in said):
            report.add("KB641", line, f"the severity {name} has no definition", "write definition: when a case has it")
        yield from said


def table(node: MapNode, above: tuple[str, ...], keys: Mapping[str, fields.Read], report: Report) -> Iterator[Said]:
    """Yield the values of a table of keys."""
    own = fields.read_keys(node, keys, report)
    for key, value in own.values.items():
        yield (*above, key), value, own.lines[key]


def named(node: MapNode, report: Report) -> Iterator[tuple[str, Node, int]]:
    """Yield what curators gave names to; a name that cannot be one is reported."""
    for key, below in node.values.items():
        if values.ID.fullmatch(key):
            yield key, below, node.line_of(key)
        else:
            what = f"{shown(key)} cannot be a name"
            report.add("KB306", node.line_of(key), what, "use letters, digits and hyphens, no spaces")


def calendars(node: MapNode, report: Report) -> Iterator[Said]:
    for name, below, line in named(node, report):
        if made := calendar(name, below, line, report):
            yield (PolicyPart.CALENDAR, name), made, line


def plans(node: MapNode, report: Report) -> Iterator[Said]:
    """Yield what the plans say."""
    for name, below, _ in named(node, report):
        yield from plan(name, below, report)


def limits(node: MapNode, report: Report) -> Iterator[Said]:
    """Return an iterator over the limits."""
    return table(node, (PolicyPart.LIMIT,), LIMITS, report)


def known_issue(node: MapNode, report: Report) -> Iterator[Said]:
    """Return an iterator over what makes a known issue."""
    return table(node, (PolicyPart.KNOWN_ISSUE,), KNOWN_ISSUE, report)


PARTS: Mapping[str, Callable[[MapNode, Report], Iterator[Said]]] = {
    "severities": severities,
    "plans": plans,
    "calendars": calendars,
    "limits": limits,
    "known_issue": known_issue,
}

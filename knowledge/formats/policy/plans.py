"""Reads the plans of a policy: how far a case may go, of which severity, and the targets of each leg."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from knowledge.agreed.policy import PARTIES, Target
from knowledge.agreed.setting import PolicyPart
from knowledge.formats import fields, values
from knowledge.formats.nodes import MapNode, Node
from knowledge.formats.parts import itself, keyed
from knowledge.formats.policy.spans import working_time
from knowledge.problems.mention import NameKind
from knowledge.problems.nearest import shown
from knowledge.problems.report import Refused, Report

Said = tuple[tuple[str, ...], Any, int]
"""The key of a setting, its value, its line."""


class EscalationParty(StrEnum):
    """Whom a case may reach."""

    PARTNER, VENDOR, PRODUCT_GROUP = PARTIES


SEVERITY_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,19}")


def severity(node: Node) -> str:
    """Read the name of a severity; raise Refused for what cannot be one."""
    return severity_name(values.text(node), node.line)


def severity_name(written: str, line: int) -> str:
    """Return the name of a severity as the policy keeps it; a single letter is a capital."""
    if not SEVERITY_NAME.fullmatch(written):
        what = f"{shown(written)} cannot be a severity"
        raise Refused("KB304", line, what, "use up to 20 letters, digits and hyphens, such as A or critical")
    return written.upper() if len(written) == 1 else written


PLAN: Mapping[str, fields.Read] = {
    "escalates_to": values.OneOf(EscalationParty),
    "severities": values.many(severity),
    "targets": itself,
}
BY_PARTY: Mapping[str, fields.Read] = {fields.normal(each): itself for each in PARTIES}
TARGET: Mapping[str, fields.Read] = dict.fromkeys(("first", "update", "solve"), working_time)


def plan(name: str, node: Node, report: Report) -> Iterator[Said]:
    """Yield what a plan says."""
    mapped = keyed(node, "a plan", "write escalates-to:, severities:, targets:", report)
    if mapped is None:
        return
    own = fields.read_keys(mapped, PLAN, report)
    told = own.values
    if "escalates_to" in told:
        legs = PARTIES[: PARTIES.index(told["escalates_to"]) + 1]
        yield (PolicyPart.ENTITLEMENT, name, "legs"), legs, own.lines["escalates_to"]
    if "severities" in told:
        for each, line in own.placed("severities"):
            report.mention(NameKind.SEVERITY, each, line, f"the plan {name}")
        yield (
            (PolicyPart.ENTITLEMENT, name, "severities"),
            tuple(dict.fromkeys(told["severities"])),
            own.lines["severities"],
        )
    if "targets" in told:
        yield from targets(name, told["targets"], report)


def targets(plan: str, node: Node, report: Report) -> Iterator[Said]:
    """Yield the targets of a plan, by severity and party."""
    mapped = keyed(node, "targets", "write a severity and below it partner:, vendor:, product group:", report)
    for name, below, line in by_severity(mapped, report) if mapped else ():
        report.mention(NameKind.SEVERITY, name, line, f"the plan {plan}")
        by_party = keyed(below, "a party", "write partner:, vendor: or product group:", report)
        told = fields.read_keys(by_party, BY_PARTY, report) if by_party else fields.EntryKeys({}, {})
        for party in PARTIES:
            key = fields.normal(party)
            made = target(told.values[key], report) if key in told.values else None
            if made:
                yield (PolicyPart.TARGET, plan, name, party), made, told.lines[key]


def by_severity(node: MapNode, report: Report) -> Iterator[tuple[str, Node, int]]:
    """Yield the severities of a map with what stands below each, and its line; what cannot be one is reported."""
    lines: dict[str, int] = {}
    for key, below in node.values.items():
        line = node.line_of(key)
        try:
            name = severity_name(key.strip(), line)
        except Refused as fault:
            report.add(fault.code, fault.line, fault.what, fault.remedy)
            continue
        if name in lines:
            report.add("KB205", line, f"{shown(key)} stands here and on line {lines[name]}", "keep one of the two")
        else:
            lines[name] = line
            yield name, below, line


def target(node: Node, report: Report) -> Target | None:
    """Make a target of its three times; None, with the reason in the report, for one that cannot be."""
    mapped = keyed(node, "a target", "write {first: 1 h, update: 2 h, solve: 8 h}", report)
    return whole(fields.read_keys(mapped, TARGET, report), mapped, report) if mapped else None


def whole(own: fields.EntryKeys, node: MapNode, report: Report) -> Target | None:
    """Return the target where all of it is there, and the first response is not later than the solution."""
    missing = [key for key in TARGET if key not in own.values and key not in own.faulty]
    if missing and not own.has_unknown:
        what = f"a target without {' and '.join(missing)}"
        report.add("KB636", node.line, what, "write all three: {first: 1 h, update: 2 h, solve: 8 h}")
    if missing or own.faulty:
        return None
    made = Target(**own.values)
    if made.first > made.solve:
        what = "the first response is promised later than the solution"
        report.add("KB636", own.lines["first"], what, "make first: the shorter of the two")
        return None
    return made

"""Reads the plans of a policy: how far a case may go, of which severity, and the targets of each leg."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from knowledge.agreed.policy import PARTIES, Target
from knowledge.agreed.setting import Part
from knowledge.formats import fields, values
from knowledge.formats.nodes import MapNode, Node
from knowledge.formats.parts import itself, keyed
from knowledge.formats.policy.spans import working_time
from knowledge.problems.nearest import shown
from knowledge.problems.report import Refused, Report

Said = tuple[tuple[str, ...], Any, int]
"""The key of a setting, its value, its line."""


class Party(StrEnum):
    """Whom a case may reach."""

    PARTNER, VENDOR, PRODUCT_GROUP = PARTIES


LETTERS = ("A", "B", "C")


def letter(node: Node) -> str:
    """Give a severity."""
    value = values.text(node).upper()
    if value not in LETTERS:
        raise Refused("KB304", node.line, f"{shown(value)} is no severity", "write A, B or C")
    return value


PLAN: Mapping[str, fields.Read] = {
    "escalates_to": values.OneOf(Party),
    "severities": values.many(letter),
    "targets": itself,
}
BY_SEVERITY: Mapping[str, fields.Read] = dict.fromkeys([each.casefold() for each in LETTERS], itself)
BY_PARTY: Mapping[str, fields.Read] = {fields.normal(each): itself for each in PARTIES}
TARGET: Mapping[str, fields.Read] = dict.fromkeys(("first", "update", "solve"), working_time)


def plan(name: str, node: Node, report: Report) -> Iterator[Said]:
    """Go over what a plan says."""
    mapped = keyed(node, "a plan", "write escalates-to:, severities:, targets:", report)
    if mapped is None:
        return
    own = fields.given(mapped, PLAN, report)
    told = own.values
    if "escalates_to" in told:
        legs = PARTIES[: PARTIES.index(told["escalates_to"]) + 1]
        yield (Part.ENTITLEMENT, name, "legs"), legs, own.lines["escalates_to"]
    if "severities" in told:
        letters = tuple(sorted(set(told["severities"])))
        yield (Part.ENTITLEMENT, name, "severities"), letters, own.lines["severities"]
    if "targets" in told:
        yield from targets(name, told["targets"], report)


def targets(plan: str, node: Node, report: Report) -> Iterator[Said]:
    """Go over the targets of a plan, by severity and party."""
    mapped = keyed(node, "targets", "write A:, B: or C: and below it partner:, vendor:, product group:", report)
    own = fields.given(mapped, BY_SEVERITY, report) if mapped else fields.Given({}, {})
    for letter, below in own.values.items():
        by_party = keyed(below, "a party", "write partner:, vendor: or product group:", report)
        told = fields.given(by_party, BY_PARTY, report) if by_party else fields.Given({}, {})
        for party in PARTIES:
            key = fields.normal(party)
            made = target(told.values[key], report) if key in told.values else None
            if made:
                yield (Part.TARGET, plan, letter.upper(), party), made, told.lines[key]


def target(node: Node, report: Report) -> Target | None:
    """Make a target of its three times; None, with the reason in the report, for one that cannot be."""
    mapped = keyed(node, "a target", "write {first: 1 h, update: 2 h, solve: 8 h}", report)
    return whole(fields.given(mapped, TARGET, report), mapped, report) if mapped else None


def whole(own: fields.Given, node: MapNode, report: Report) -> Target | None:
    """Give the target where all of it is there, and the first response is not later than the solution."""
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

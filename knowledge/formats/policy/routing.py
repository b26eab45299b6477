"""Reads the routing of a policy, rule by rule, and the ladder, rung by rung."""

from collections.abc import Mapping
from itertools import pairwise

from knowledge.agreed.policy import LEADS, TELLS, Route, Rule, Rung
from knowledge.formats import fields, values
from knowledge.formats.directory.people import written
from knowledge.formats.nodes import ListNode, Node
from knowledge.formats.parts import keyed, listed
from knowledge.formats.policy.spans import duration
from knowledge.problems.mention import NameKind
from knowledge.problems.nearest import did_you_mean, shown
from knowledge.problems.report import Refused, Report

WHERE: Mapping[str, fields.Read] = {"team": values.identifier, "owner": written, "group": values.identifier}
RULE: Mapping[str, fields.Read] = {
    "product": values.many(values.line),
    "account": values.many(values.identifier),
    "language": values.many(values.language),
    **WHERE,
}
NAMES = {"product": NameKind.PRODUCT, "account": NameKind.ACCOUNT}
PLACES = {"team": NameKind.TEAM, "owner": NameKind.PERSON, "group": NameKind.GROUP}


def told(node: Node) -> str:
    """Return whom a rung tells: owner, team, deputy, leads or a person."""
    value = values.line(node)
    if value.casefold() in TELLS:
        return value.casefold()
    if "/" in value:
        return written(node)
    remedy = did_you_mean(value, TELLS, f"write {', '.join(TELLS)} or a person, organisation/id")
    raise Refused("KB304", node.line, f"{shown(value)} is nobody who can be told", remedy)


RUNG: Mapping[str, fields.Read] = {"after": duration, "tell": told}


def routing(node: Node, report: Report) -> tuple[Rule, ...]:
    """Return the rules in the order written."""
    rules = (rule(each, report) for each in listed(node, "routing", "start each rule with a hyphen", report))
    return tuple(each for each in rules if each)


def rule(node: Node, report: Report) -> Rule | None:
    """Make a rule of its keys; None, with the reason in the report, for one that leads nowhere."""
    mapped = keyed(node, "a rule", "write product:, account: or language:, and owner:, team: or group:", report)
    if mapped is None:
        return None
    own = fields.read_keys(mapped, RULE, report)
    mention(own, report)
    route = Route(**{key: own.values[key] for key in WHERE if key in own.values})
    if route == Route():
        if not own.faulty and not own.has_unknown:
            report.add("KB638", node.line, "a rule that leads nowhere", "write owner:, team: or group:")
        return None
    told = own.values
    return Rule(told.get("product", ()), told.get("account", ()), told.get("language", ()), route)


def mention(own: fields.EntryKeys, report: Report) -> None:
    """Note what the rule names that must stand elsewhere."""
    for key, named in NAMES.items():
        for name, line in own.placed(key):
            report.mention(named, name, line, "a rule of routing")
    for key, named in PLACES.items():
        if key in own.values:
            report.mention(named, own.values[key], own.lines[key], "a rule of routing")


def ladder(node: Node, report: Report) -> tuple[Rung, ...]:
    """Return the rungs; each must be later than the one before, and the last one leads to somebody who is there."""
    rungs: list[tuple[Rung, int]] = []
    for each in listed(node, "ladder", "start each rung with a hyphen", report):
        mapped = keyed(each, "a rung", "write {after: 30 min, tell: team}", report)
        if mapped and (made := rung(fields.read_keys(mapped, RUNG, report), each.line, report)):
            rungs.append((made, each.line))
    check_order(rungs, report)
    if isinstance(node, ListNode) and len(rungs) == len(node.items):
        check_end(rungs, node.line, report)
    return tuple(each for each, _ in rungs)


def rung(own: fields.EntryKeys, line: int, report: Report) -> Rung | None:
    """Make a rung of its keys; None, with the reason in the report, where one is missing."""
    missing = [key for key in RUNG if key not in own.values and key not in own.faulty]
    if missing and not own.has_unknown:
        report.add("KB635", line, f"a rung without {' and '.join(missing)}", "write {after: 30 min, tell: team}")
    if missing or own.faulty:
        return None
    made = Rung(**own.values)
    if "/" in made.tell:
        report.mention(NameKind.PERSON, made.tell, own.lines["tell"], "the ladder")
    return made


def check_order(rungs: list[tuple[Rung, int]], report: Report) -> None:
    """Report rungs that are not later than the one before."""
    for (lower, _), (higher, line) in pairwise(rungs):
        if higher.after <= lower.after:
            report.add("KB635", line, "a rung that is not later than the one before", "sort them by after:")


def check_end(rungs: list[tuple[Rung, int]], line: int, report: Report) -> None:
    """Report a ladder whose last rung may lead to nobody."""
    if not rungs:
        report.add("KB635", line, "a ladder without a rung", f"write {{after: 1 h, tell: {LEADS}}}, or delete the key")
    elif (last := rungs[-1][0].tell) != LEADS and "/" not in last:
        what = f"the ladder has no end: it stops at the {last}, where nobody may be"
        report.add("KB635", rungs[-1][1], what, f"end it with tell: {LEADS}, or with a person")

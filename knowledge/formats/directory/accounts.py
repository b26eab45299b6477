"""Reads what only an account has: its touch point, the deputy, and the items of its plan."""

from collections.abc import Mapping

from knowledge.formats import fields, values
from knowledge.formats.directory.people import written
from knowledge.formats.nodes import MapNode, Node, TextNode
from knowledge.formats.parts import keyed, listed
from knowledge.people.organisation import PlanItem, Progress, TouchPoint
from knowledge.problems.mention import NameKind
from knowledge.problems.report import Report
from knowledge.slug import slug

TOUCH_POINT: Mapping[str, fields.Read] = {
    "person": written,
    "name": values.line,
    "role": values.line,
    "contact": values.line,
}
ITEM: Mapping[str, fields.Read] = {
    "id": values.identifier,
    "what": values.line,
    "owner": written,
    "due": values.day,
    "state": values.OneOf(Progress),
}


def touch_point(own: fields.EntryKeys, key: str, account: str, report: Report) -> TouchPoint | None:
    """Make a touch point of who it is, or of its keys; it must be somebody of a partner that serves the account."""
    node = own.values.get(key)
    if node is None:
        return None
    if isinstance(node, TextNode):
        node = MapNode({"person": node}, node.line)
    mapped = keyed(node, "a person", "write person:, role:, contact:", report)
    if mapped is None:
        return None
    told = fields.read_keys(mapped, TOUCH_POINT, report)
    what = key.replace("_", " ")
    if "person" not in told.values:
        if not told.faulty and not told.has_unknown:
            report.add("KB601", node.line, f"a {what} without a person", "write person: and organisation/id")
        return None
    line = told.lines["person"]
    report.mention(
        NameKind.PERSON, told.values["person"], line, f"the {what} of {account}", own.values.get("partners", ())
    )
    return TouchPoint(**told.values)


def items(node: Node | None, account: str, report: Report) -> tuple[PlanItem, ...]:
    """Return the items of the account's plan; no two may have the same id."""
    found: dict[str, PlanItem] = {}
    for each in listed(node, "plan-items", "start each item with a hyphen", report):
        mapped = keyed(each, "a plan item", "write what:, owner:, due:", report)
        made = item(fields.read_keys(mapped, ITEM, report), each.line, account, report) if mapped else None
        if made and found.setdefault(made.id, made) is not made:
            report.add("KB627", each.line, f"the plan item {made.id} is there already", "give one another id")
    return tuple(found.values())


def item(own: fields.EntryKeys, line: int, account: str, report: Report) -> PlanItem | None:
    """Make a plan item of its keys; None, with the reason in the report, where something is missing."""
    told = own.values
    missing = [key for key in ("what", "owner", "due") if not told.get(key) and key not in own.faulty]
    for key in missing if not own.has_unknown else ():
        report.add("KB627", line, f"a plan item without {MISSING[key]}", f"write {key}:")
    identity = told.get("id") or slug(told.get("what", ""))
    if missing or own.faulty:
        return None
    if not identity:
        report.add("KB306", line, "no id can be made of what the item is", "give it an id")
        return None
    report.mention(NameKind.PERSON, told["owner"], own.lines["owner"], f"a plan item of {account}")
    return PlanItem(identity, told["what"], told["owner"], told["due"], told.get("state", Progress.OPEN))


MISSING = {"what": "what is to be done", "owner": "an owner", "due": "a day on which it is due"}

"""Reads `directory/*.yaml`: the vendor, the partners with their agreements, the accounts, and the people of each."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from knowledge.audience import Role
from knowledge.directory import STRANGER
from knowledge.entry import VENDOR_FOLDER
from knowledge.files.nearest import shown
from knowledge.files.report import Refused, Report
from knowledge.formats import fields, values
from knowledge.formats.nodes import ListNode, MapNode, Node, kind
from knowledge.formats.yaml_reader import read_yaml
from knowledge.organisation import Agreement, Organisation, Person

GUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


def node_itself(node: Node) -> Node:
    """Give the node, to be read later."""
    return node


COMMON: Mapping[str, fields.Read] = {
    "id": values.identifier,
    "name": values.line,
    "tenants": values.many(values.line),
    "people": node_itself,
}
KEYS: Mapping[Role, Mapping[str, fields.Read]] = {
    Role.VENDOR: COMMON,
    Role.PARTNER: {**COMMON, "agreement": node_itself},
    Role.CUSTOMER: {**COMMON, "partners": values.many(values.identifier)},
}
SECTIONS = {"vendor": Role.VENDOR, "partners": Role.PARTNER, "accounts": Role.CUSTOMER}
TAKEN: dict[Role, tuple[str, ...]] = {
    Role.VENDOR: (),
    Role.PARTNER: (VENDOR_FOLDER, "directory", "policy"),
    Role.CUSTOMER: (VENDOR_FOLDER,),
}
"""Ids that an organisation cannot have, because a folder of that name is not its own."""
WORDS = {Role.VENDOR: "vendor", Role.PARTNER: "partner", Role.CUSTOMER: "account"}
PERSON: Mapping[str, fields.Read] = {"id": values.identifier, "name": values.line, "object": values.line}
AGREEMENT: Mapping[str, fields.Read] = {"signed": values.day, "expires": values.day}


def read(text: str, report: Report) -> list[Organisation]:
    """Give the organisations of a directory file; raise Refused when it cannot be read at all."""
    node = read_yaml(text)
    if node is None or fields.nothing(node):
        return []
    if not isinstance(node, MapNode):
        raise Refused("KB208", node.line, f"{kind(node)} where keys belong", "write vendor:, partners: and accounts:")
    sections = fields.given(node, dict.fromkeys(SECTIONS, node_itself), report)
    found = (
        organisation(each, SECTIONS[name], report)
        for name in SECTIONS
        for each in listed(sections.values.get(name), name, report)
    )
    return [each for each in found if each]


def listed(node: Node | None, name: str, report: Report) -> Iterable[Node]:
    """Give the organisations of a section: the vendor alone, the others as a list."""
    if node is None:
        return ()
    if name == "vendor":
        return (node,)
    if isinstance(node, ListNode):
        return node.items
    report.add("KB208", node.line, f"{name}: {kind(node)} where a list belongs", "start each with a hyphen")
    return ()


def organisation(node: Node, role: Role, report: Report) -> Organisation | None:
    """Make an organisation of its keys; None, with the reason in the report, when it has no id."""
    if not isinstance(node, MapNode):
        report.add("KB208", node.line, f"{kind(node)} where an organisation belongs", "write id:, name:, tenants:")
        return None
    own = fields.given(node, KEYS[role], report)
    line = own.lines.get("id", node.line)
    identity = own.values.get("id", VENDOR_FOLDER if role is Role.VENDOR else "")
    if not usable(identity, role, line, report) or own.faulty:
        return None
    return Organisation(
        role=role,
        id=identity,
        name=own.values.get("name") or identity,
        tenants=guids(own, "tenants", report),
        people=people(own.values.get("people"), report),
        partners=own.values.get("partners", ()),
        agreement=agreement(own.values.get("agreement"), report),
        file=report.file,
        line=line,
    )


def usable(identity: str, role: Role, line: int, report: Report) -> bool:
    """Say whether an organisation can have this id."""
    if not identity:
        report.add("KB601", line, f"a {WORDS[role]} without an id", "write id: and a short name, as people type it")
    elif identity == STRANGER or identity in TAKEN[role]:
        report.add("KB601", line, f"no {WORDS[role]} can be called {identity}", "choose another id")
    else:
        return True
    return False


def guids(own: fields.Given, key: str, report: Report) -> tuple[str, ...]:
    """Give tenants; one that cannot be a tenant id is pointed out."""
    found: tuple[str, ...] = own.values.get(key, ())
    for each in found:
        check_guid(each, key.rstrip("s"), own.lines[key], report)
    return found


def check_guid(value: str, what: str, line: int, report: Report) -> None:
    """Warn of an id that is not one of Entra's."""
    if not re.fullmatch(GUID, value):
        report.add("KB607", line, f"{shown(value)} is no {what} id", "copy the id from the Entra admin centre")


def people(node: Node | None, report: Report) -> tuple[Person, ...]:
    """Give the people of an organisation; nobody may stand there twice."""
    if node is None:
        return ()
    if not isinstance(node, ListNode):
        report.add("KB208", node.line, f"people: {kind(node)} where a list belongs", "start each person with a hyphen")
        return ()
    found: list[Person] = []
    for each in node.items:
        if read_person := person(each, report):
            refuse_twice(read_person, found, report)
            found.append(read_person)
    return tuple(found)


def person(node: Node, report: Report) -> Person | None:
    """Make a person of their keys."""
    if not isinstance(node, MapNode):
        report.add("KB208", node.line, f"{kind(node)} where a person belongs", "write id:, name:, object:")
        return None
    own = fields.given(node, PERSON, report)
    if "id" not in own.values:
        if not own.faulty:
            report.add("KB601", node.line, "a person without an id", "write id: and a short name, as people type it")
        return None
    identity, known = own.values["id"], own.values.get("object", "")
    if known:
        check_guid(known, "object", own.lines["object"], report)
    return Person(identity, own.values.get("name") or identity, known, own.lines["id"])


def refuse_twice(new: Person, found: list[Person], report: Report) -> None:
    """Report a person whose id or object id is somebody's already."""
    for other in found:
        if other.id == new.id:
            report.add("KB603", new.line, f"{new.id} stands here and on line {other.line}", "give one another id")
        elif new.object and other.object.casefold() == new.object.casefold():
            what = f"{new.id} has the object id of {other.id} on line {other.line}"
            report.add("KB603", new.line, what, "keep one of the two")


def agreement(node: Node | None, report: Report) -> Agreement | None:
    """Make an agreement of its two dates."""
    if node is None:
        return None
    if not isinstance(node, MapNode):
        report.add("KB208", node.line, f"agreement: {kind(node)} where dates belong", "write signed: and expires:")
        return None
    dates = fields.given(node, AGREEMENT, report)
    signed: date | None = dates.values.get("signed")
    expires: date | None = dates.values.get("expires")
    if signed and expires and signed <= expires:
        return Agreement(signed, expires)
    if not dates.faulty:
        what = (
            "an agreement that expires before it is signed"
            if signed and expires
            else "an agreement with a date missing"
        )
        report.add("KB606", node.line, what, "write signed: and expires:, the day it ends")
    return None

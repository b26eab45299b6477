"""Reads the people of an organisation, and ids of Entra's."""

import re
from collections.abc import Iterable, Mapping

from knowledge.formats import fields, values
from knowledge.formats.nodes import Node
from knowledge.formats.parts import keyed, listed
from knowledge.people.organisation import Person
from knowledge.problems.mention import NameKind
from knowledge.problems.nearest import shown
from knowledge.problems.report import Refused, Report

GUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
PERSON: Mapping[str, fields.Read] = {
    "id": values.identifier,
    "name": values.line,
    "object": values.line,
    "roles": values.many(values.line),
}


def written(node: Node) -> str:
    """Return a person as people write them: `organisation/id`."""
    value = values.reference(node)
    if "/" not in value:
        raise Refused("KB306", node.line, f"{shown(value)} is no person", "write organisation/id, such as bakery/olu")
    return value


def guids(own: fields.EntryKeys, key: str, report: Report) -> tuple[str, ...]:
    """Return tenants; one that cannot be a tenant id is pointed out."""
    found: tuple[str, ...] = own.values.get(key, ())
    for each, line in own.placed(key):
        check_guid(each, key.rstrip("s"), line, report)
    return found


def check_guid(value: str, what: str, line: int, report: Report) -> None:
    """Warn of an id that is not one of Entra's."""
    if not re.fullmatch(GUID, value):
        report.add("KB607", line, f"{shown(value)} is no {what} id", "copy the id from the Entra admin centre")


def people(node: Node | None, report: Report) -> tuple[Person, ...]:
    """Return the people of an organisation; nobody may stand there twice."""
    found: list[Person] = []
    for each in listed(node, "people", "start each person with a hyphen", report):
        if read_person := person(each, report):
            refuse_twice(read_person, found, report)
            found.append(read_person)
    return tuple(found)


def person(node: Node, report: Report) -> Person | None:
    """Make a person of their keys."""
    mapped = keyed(node, "a person", "write id:, name:, object:", report)
    if mapped is None:
        return None
    own = fields.read_keys(mapped, PERSON, report)
    if "id" not in own.values:
        if not own.faulty:
            report.add("KB601", node.line, "a person without an id", "write id: and a short name, as people type it")
        return None
    identity, known = own.values["id"], own.values.get("object", "")
    if known:
        check_guid(known, "object", own.lines["object"], report)
    return Person(identity, own.values.get("name") or identity, known, own.lines["id"], own.values.get("roles", ()))


def refuse_twice(new: Person, found: list[Person], report: Report) -> None:
    """Report a person whose id or object id is somebody's already."""
    for other in found:
        if other.id == new.id:
            report.add("KB603", new.line, f"{new.id} stands here and on line {other.line}", "give one another id")
        elif new.object and other.object.casefold() == new.object.casefold():
            what = f"{new.id} has the object id of {other.id} on line {other.line}"
            report.add("KB603", new.line, what, "keep one of the two")


def mention_own(own: fields.EntryKeys, keys: Iterable[tuple[str, str]], organisation: str, report: Report) -> None:
    """Note people of the organisation's own, named by their ids at these keys, each with who names them."""
    for key, by in keys:
        for each, line in own.placed(key):
            report.mention(NameKind.PERSON, f"{organisation}/{each}", line, by)

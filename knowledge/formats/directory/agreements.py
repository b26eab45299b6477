"""Reads a partner's agreement: its dates, what it opens, who renews it."""

from collections.abc import Mapping
from datetime import date

from knowledge.formats import fields, values
from knowledge.formats.directory.people import written
from knowledge.formats.nodes import Node
from knowledge.formats.parts import keyed
from knowledge.people.organisation import Agreement
from knowledge.problems.mention import NameKind
from knowledge.problems.report import Report

AGREEMENT: Mapping[str, fields.Read] = {
    "signed": values.day,
    "expires": values.day,
    "opens": values.many(values.identifier),
    "renewed_by": written,
}


def agreement(node: Node | None, partner: str, report: Report) -> Agreement | None:
    """Make an agreement of its keys; both dates must be there."""
    if node is None:
        return None
    mapped = keyed(node, "an agreement", "write signed: and expires:", report)
    if mapped is None:
        return None
    own = fields.read_keys(mapped, AGREEMENT, report)
    mention(own, partner, report)
    signed: date | None = own.values.get("signed")
    expires: date | None = own.values.get("expires")
    if signed and expires and signed <= expires:
        return Agreement(signed, expires, own.values.get("opens", ()), own.values.get("renewed_by", ""))
    if not own.faulty:
        both = signed and expires
        what = "an agreement that expires before it is signed" if both else "an agreement with a date missing"
        report.add("KB606", node.line, what, "write signed: and expires:, the day it ends")
    return None


def mention(own: fields.EntryKeys, partner: str, report: Report) -> None:
    """Note the groups that it opens, and who renews it."""
    for each, line in own.placed("opens"):
        report.mention(NameKind.GROUP, each, line, f"the agreement of {partner}")
    if renewer := own.values.get("renewed_by"):
        report.mention(NameKind.PERSON, renewer, own.lines["renewed_by"], f"the agreement of {partner}")

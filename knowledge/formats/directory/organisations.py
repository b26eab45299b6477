"""Reads `directory/*.yaml`: the vendor, the partners and the accounts, each by the keys that it may have."""

from collections.abc import Iterable, Mapping

from knowledge.entry import VENDOR_FOLDER
from knowledge.formats import fields, values
from knowledge.formats.directory.accounts import items, touch_point
from knowledge.formats.directory.agreements import agreement
from knowledge.formats.directory.groups import groups
from knowledge.formats.directory.people import guids, mention_own, people
from knowledge.formats.directory.reached import REACHED, mention_hours, webhook
from knowledge.formats.nodes import MapNode, Node, kind
from knowledge.formats.parts import itself, keyed, listed
from knowledge.formats.yaml.yaml_reader import read_yaml
from knowledge.people.audience import Role
from knowledge.people.directory import STRANGER
from knowledge.people.organisation import PRODUCT_GROUP, Organisation
from knowledge.problems.mention import NameKind
from knowledge.problems.report import Refused, Report

COMMON: Mapping[str, fields.Read] = {
    "id": values.identifier,
    "name": values.line,
    "tenants": values.many(values.line),
    "people": itself,
    "hours": values.identifier,
}
TEAM: Mapping[str, fields.Read] = {**COMMON, **REACHED, "support": values.many(values.identifier)}
KEYS: Mapping[Role, Mapping[str, fields.Read]] = {
    Role.VENDOR: {**TEAM, "product_groups": itself, "account_team": values.many(values.identifier)},
    Role.PARTNER: {**TEAM, "agreement": itself, "plan": values.identifier},
    Role.CUSTOMER: {
        **COMMON,
        "partners": values.many(values.identifier),
        "plan": values.identifier,
        "products": values.many(values.line),
        "managed": values.boolean,
        "languages": values.many(values.language),
        "touch_point": itself,
        "deputy": itself,
        "plan_items": itself,
    },
}
SECTIONS = {"vendor": Role.VENDOR, "partners": Role.PARTNER, "accounts": Role.CUSTOMER}
TAKEN: dict[Role, tuple[str, ...]] = {
    Role.VENDOR: (),
    Role.PARTNER: (VENDOR_FOLDER, "directory", "policy", PRODUCT_GROUP),
    Role.CUSTOMER: (VENDOR_FOLDER, PRODUCT_GROUP),
}
"""Ids that an organisation cannot have: a folder of that name is not its own, or another is called so."""
WORDS = {Role.VENDOR: "vendor", Role.PARTNER: "partner", Role.CUSTOMER: "account"}


def read(text: str, report: Report) -> list[Organisation]:
    """Return the organisations of a directory file; raise Refused when it cannot be read at all."""
    node = read_yaml(text)
    if node is None or fields.nothing(node):
        return []
    if not isinstance(node, MapNode):
        raise Refused("KB208", node.line, f"{kind(node)} where keys belong", "write vendor:, partners: and accounts:")
    sections = fields.read_keys(node, dict.fromkeys(SECTIONS, itself), report)
    found = (
        organisation(each, SECTIONS[name], report)
        for name in SECTIONS
        for each in listed_in(sections.values.get(name), name, report)
    )
    return [each for each in found if each]


def listed_in(node: Node | None, name: str, report: Report) -> Iterable[Node]:
    """Return the organisations of a section: the vendor alone, the others as a list."""
    if name == "vendor":
        return () if node is None else (node,)
    return listed(node, name, "start each with a hyphen", report)


def organisation(node: Node, role: Role, report: Report) -> Organisation | None:
    """Make an organisation of its keys; None, with the reason in the report, when it has no id."""
    mapped = keyed(node, "an organisation", "write id:, name:, tenants:", report)
    if mapped is None:
        return None
    own = fields.read_keys(mapped, KEYS[role], report)
    line = own.lines.get("id", node.line)
    identity = own.values.get("id", VENDOR_FOLDER if role is Role.VENDOR else "")
    if not usable(identity, role, line, report) or own.faulty:
        return None
    mention(own, identity, report)
    return made(own, role, identity, line, report)


def made(own: fields.EntryKeys, role: Role, identity: str, line: int, report: Report) -> Organisation:
    """Put the organisation together."""
    told = own.values
    return Organisation(
        role=role,
        id=identity,
        name=told.get("name") or identity,
        tenants=guids(own, "tenants", report),
        people=people(told.get("people"), report),
        partners=told.get("partners", ()),
        agreement=agreement(told.get("agreement"), identity, report),
        file=report.file,
        line=line,
        hours=mention_hours(own, identity, report),
        channel=told.get("channel", ""),
        webhook=webhook(told.get("webhook"), report),
        support=told.get("support", ()),
        plan=told.get("plan", ""),
        groups=groups(told.get("product_groups"), identity, report),
        account_team=told.get("account_team", ()),
        products=told.get("products", ()),
        managed=told.get("managed", False),
        languages=told.get("languages", ()),
        touch_point=touch_point(own, "touch_point", identity, report),
        deputy=touch_point(own, "deputy", identity, report),
        items=items(told.get("plan_items"), identity, report),
    )


def mention(own: fields.EntryKeys, identity: str, report: Report) -> None:
    """Note what it names that must stand elsewhere: its plan, its products, the people of its teams."""
    teams = [("support", f"the support team of {identity}"), ("account_team", f"the account team of {identity}")]
    mention_own(own, teams, identity, report)
    for product, line in own.placed("products"):
        report.mention(NameKind.PRODUCT, product, line, identity)
    if plan := own.values.get("plan"):
        report.mention(NameKind.PLAN, plan, own.lines["plan"], identity)


def usable(identity: str, role: Role, line: int, report: Report) -> bool:
    """Return whether an organisation can have this id."""
    if not identity:
        report.add("KB601", line, f"a {WORDS[role]} without an id", "write id: and a short name, as people type it")
    elif identity == STRANGER or identity in TAKEN[role]:
        report.add("KB601", line, f"no {WORDS[role]} can be called {identity}", "choose another id")
    else:
        return True
    return False

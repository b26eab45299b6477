"""What one file names and another must hold: people, product groups, products, calendars, plans, organisations."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from knowledge.agreed.setting import policy_of
from knowledge.files.record import Record
from knowledge.files.survey import FileKind
from knowledge.people.audience import Role
from knowledge.people.organisation import PRODUCT_GROUP, Organisation
from knowledge.problems.mention import Mention, NameKind
from knowledge.problems.nearest import did_you_mean, shown
from knowledge.problems.problem import Problem
from knowledge.problems.report import problem


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names that there are, over all files."""

    partners: frozenset[str]
    """Those of the directory, and the folders."""
    accounts: frozenset[str]
    teams: frozenset[str]
    """Partners of the directory and the vendor."""
    people: frozenset[str]
    """As `organisation/id`."""
    groups: frozenset[str]
    products: Mapping[str, str]
    """The products of product groups as they are written, by their folded names; none where groups name none."""
    calendars: frozenset[str]
    plans: frozenset[str]
    severities: frozenset[str]
    unsure: frozenset[NameKind] = frozenset()
    """What files without a good version may hold more of; nobody knows which."""


HELD = {
    FileKind.POLICY: (NameKind.CALENDAR, NameKind.PLAN, NameKind.SEVERITY),
    FileKind.DIRECTORY: (
        NameKind.PERSON,
        NameKind.GROUP,
        NameKind.PRODUCT,
        NameKind.PARTNER,
        NameKind.ACCOUNT,
        NameKind.TEAM,
    ),
}
"""What names a kind of file holds."""


def known_to(records: Iterable[Record], partners: frozenset[str]) -> KnownNames:
    """Return the names that what was read now holds; of a file that has an error, those of its last good version."""
    read = list(records)
    contents = [each.content if each.is_good else each.good or each.content for each in read]
    lost = {each.found.kind for each in read if not each.is_good and each.good is None}
    organisations = [each for content in contents for each in content.organisations]
    policy = policy_of(each for content in contents for each in content.settings)
    groups = [group for each in organisations for group in each.groups]
    return KnownNames(
        partners=partners,
        accounts=of_role(organisations, Role.CUSTOMER),
        teams=of_role(organisations, Role.PARTNER, Role.VENDOR),
        people=frozenset(f"{each.id}/{person.id}" for each in organisations for person in each.people),
        groups=frozenset(each.id for each in groups) or frozenset({PRODUCT_GROUP}),
        products={name.casefold(): name for name in chain.from_iterable(each.products for each in groups)},
        calendars=frozenset(policy.calendars),
        plans=frozenset(policy.plans),
        severities=frozenset(policy.severities),
        unsure=frozenset(each for kind in lost for each in HELD.get(kind, ())),
    )


def of_role(organisations: Iterable[Organisation], *roles: Role) -> frozenset[str]:
    """Return the ids of the organisations of these roles."""
    return frozenset(each.id for each in organisations if each.role in roles)


@dataclass(frozen=True, slots=True)
class NameLookup:
    """Where a name is looked up, and what is said where it is not there."""

    code: str
    there: Callable[[KnownNames], Collection[str]]
    remedy: str


LOOKUPS: Mapping[NameKind, NameLookup] = {
    NameKind.PERSON: NameLookup("KB621", lambda known: known.people, "add them to the people of their organisation"),
    NameKind.GROUP: NameLookup("KB622", lambda known: known.groups, "add it to the product-groups of the vendor"),
    NameKind.CALENDAR: NameLookup(
        "KB623", lambda known: known.calendars, "add it to the calendars in a file below policy/"
    ),
    NameKind.PLAN: NameLookup("KB624", lambda known: known.plans, "add it to the plans in a file below policy/"),
    NameKind.SEVERITY: NameLookup(
        "KB640", lambda known: known.severities, "add it to the severities in a file below policy/"
    ),
    NameKind.PRODUCT: NameLookup(
        "KB625", lambda known: known.products.values(), "add it to the products of a product group of the vendor"
    ),
    NameKind.PARTNER: NameLookup("KB637", lambda known: known.partners, "add the partner to the directory"),
    NameKind.ACCOUNT: NameLookup("KB637", lambda known: known.accounts, "add the account to the directory"),
    NameKind.TEAM: NameLookup("KB637", lambda known: known.teams, "write the id of a partner or of the vendor"),
}


def unknown(mentions: Iterable[Mention], known: KnownNames) -> Iterator[Problem]:
    """Yield names that stand nowhere, and touch points who are nobody of the account's partners."""
    for each in mentions:
        lookup = LOOKUPS[each.named]
        there = lookup.there(known)
        if not is_there(each, known, there):
            what = f"{each.by}: the {each.named} {shown(each.name)} is unknown"
            yield problem(each.file, each.line, lookup.code, what, did_you_mean(each.name, there, lookup.remedy))
        elif each.within and each.name.partition("/")[0] not in each.within:
            what = f"{each.by} is {each.name}, who is nobody of {' or '.join(each.within)}"
            yield problem(each.file, each.line, "KB626", what, "name somebody of a partner that serves the account")


def is_there(mention: Mention, known: KnownNames, there: Collection[str]) -> bool:
    """Return whether the name is one, or may be; products are free while no product group names any."""
    if mention.named in known.unsure:
        return True
    if mention.named is NameKind.PRODUCT:
        return not known.products or mention.name.casefold() in known.products
    return mention.name in there

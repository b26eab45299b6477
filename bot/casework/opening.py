"""What a new case is made of: whose it is, which leg is the first, who takes it, and what it is promised."""

from dataclasses import dataclass, replace
from datetime import date

from bot.casework.people import person_of
from bot.desk.actor import Actor, CasePerson, Side
from bot.desk.case import Attachment, CaseKind, Origin, Requester, first_party
from bot.desk.promises import known_severity, promised
from bot.desk.refusals import Impossible
from bot.desk.rules import Rules
from bot.desk.verbs.first_leg import Request
from knowledge.people.audience import Asker, Role
from knowledge.people.directory import Directory, UnknownPerson
from knowledge.people.organisation import Organisation
from knowledge.problems.nearest import nearest

MOST_NAMED = 10
"""Products that a refusal names."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What somebody says of a case that they want."""

    title: str
    kind: CaseKind = CaseKind.SUPPORT
    severity: str = ""
    """Empty is the policy's default."""
    product: str | None = None
    account: str = ""
    """The account that it is about, where it is not the asker's own."""
    requester: str = ""
    """On whose behalf, as `organisation/id`; empty is the asker."""
    language: str = ""
    attachments: tuple[Attachment, ...] = ()
    text: str = ""
    """What it is about, in the requester's words."""


def request(opening: Opening, asker: Asker, origin: Origin, key: str, rules: Rules) -> Request:
    """Return the request for a case that becomes this asker's, about their own organisation or the account named."""
    directory, policy = rules.directory, rules.policy
    about = opening.account or asker.organisation
    _check_product(opening.product, about, directory)
    account = directory.by_id.get(about)
    route = policy.route(opening.product, about, opening.language)
    partner = route.team if account and route.team in account.partners else asker.partner
    severity = known_severity(opening.severity or policy.default_severity, rules)
    vendor = directory.vendor
    first = partner or (vendor.id if vendor else "")
    asked = Request(
        key=key,
        title=opening.title,
        requester=Requester(asker.tenant, asker.object, asker.name),
        organisation=about,
        partner=partner,
        origin=origin,
        severity=severity,
        kind=opening.kind,
        product=opening.product,
        language=opening.language,
        attachments=opening.attachments,
        text=opening.text,
        vendor=vendor.id if vendor else "",
    )
    promise = promised(rules, about, first_party(partner), first, severity)
    return replace(asked, promise=promise)


def _check_product(product: str | None, account: str, directory: Directory) -> None:
    """Refuse a product that nobody builds and the account does not have, where the directory names any."""
    organisation = directory.by_id.get(account)
    built = (name for group in directory.product_groups() for name in group.products)
    known = dict.fromkeys((*(organisation.products if organisation else ()), *built))
    if product and known and product.casefold() not in (name.casefold() for name in known):
        near = nearest(product, known, limit=3) or tuple(known)[:MOST_NAMED]
        raise Impossible("product", f"there is no product {product[:80]!r}; there is {', '.join(near)}")


def taken_by(asked: Request, rules: Rules, today: date) -> Request:
    """Return the request with who is to take it."""
    return replace(asked, owner=owner_of(asked, rules, today))


def owner_of(asked: Request, rules: Rules, today: date) -> CasePerson | None:
    """Return who is to take a new case: the touch point of an engagement, else whom the policy routes it to."""
    directory = rules.directory
    point = directory.touch_point(asked.organisation) if asked.kind is CaseKind.SALES else None
    routed = rules.policy.route(asked.product, asked.organisation, asked.language).owner
    return person_of(point.person if point else "", directory, today) or person_of(routed or "", directory, today)


def on_behalf(opening: Opening, asker: Asker, actor: Actor, rules: Rules, today: date) -> tuple[Asker, str]:
    """Return whose case it becomes and which account it is about; refuse who may not open it for them.

    A partner opens one for the people of the accounts that it serves, or for itself about such an account, which is
    how an engagement without a customer in it begins; the vendor only for itself.
    """
    if opening.requester:
        requester = _requester(opening.requester, rules, today)
        if requester.key != asker.key and not _serves(actor, rules.directory.by_id.get(requester.organisation)):
            raise Impossible("requester", _nobody(opening.requester))
        return requester, requester.organisation
    if opening.account and opening.account != asker.organisation:
        if not _serves(actor, rules.directory.by_id.get(opening.account)):
            raise Impossible("account", f"there is no account {opening.account[:80]!r} that is served by you")
        return asker, opening.account
    return asker, asker.organisation


def _requester(written: str, rules: Rules, today: date) -> Asker:
    try:
        return rules.directory.person(written, today=today)
    except UnknownPerson as fault:
        raise Impossible("requester", _nobody(written)) from fault


def _nobody(written: str) -> str:
    return f"nobody of an account that you serve is written {written[:80]!r}"


def _serves(actor: Actor, account: Organisation | None) -> bool:
    """Return whether somebody may open a case for this account."""
    if account is None or account.role is not Role.CUSTOMER:
        return False
    return actor.side is Side.LEAD or (actor.side is Side.PARTNER and actor.organisation in account.partners)

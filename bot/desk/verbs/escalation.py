"""May a case go one leg further, and where: the agreement, the plan, what has to be known, and who takes it."""

from dataclasses import fields
from datetime import date

from bot.desk.actor import Party
from bot.desk.case import LONGEST_DETAIL, Case, CaseKind, Details
from bot.desk.leg import Leg
from bot.desk.moves import Verb
from bot.desk.promises import payer_of, promised
from bot.desk.refusals import AgreementLapsed, IllegalMove, Impossible, NotEntitled, NotReady, TooLong
from bot.desk.rules import Rules
from bot.desk.verbs.between_legs import Next
from knowledge.people.directory import Directory
from knowledge.people.organisation import Organisation

ASKED: dict[CaseKind, tuple[str, ...]] = {
    CaseKind.SUPPORT: tuple(field.name for field in fields(Details)),
    CaseKind.SALES: (),
}
"""What has to be known of a case before it goes on, by its kind."""


def next_party(own: Leg) -> Party:
    """Return whose leg follows on this one."""
    return Party.VENDOR if own.party is Party.PARTNER else Party.PRODUCT_GROUP


def checked_agreement(case: Case, directory: Directory, group: str | None, today: date) -> None:
    """Refuse a case of a partner that has no agreement in force, or none that opens this product group."""
    if case.partner is None:
        return
    partner = directory.by_id.get(case.partner)
    agreement = partner.agreement if partner else None
    name = partner.name if partner else case.partner
    who = renewer(directory, partner)
    if agreement is None:
        raise AgreementLapsed(f"{name} has no agreement with the vendor", who)
    if not agreement.is_current(today):
        when = "expired on" if agreement.expires < today else "begins on"
        day = agreement.expires if agreement.expires < today else agreement.signed
        raise AgreementLapsed(f"the agreement of {name} {when} {day.isoformat()}", who)
    if group and not agreement.opens(group):
        raise AgreementLapsed(f"the agreement of {name} does not open {group}", who)


def renewer(directory: Directory, partner: Organisation | None) -> str:
    """Return the name of who can renew a partner's agreement: who is written, else the vendor's account team."""
    vendor = directory.vendor
    named = partner.agreement.renewed_by if partner and partner.agreement else ""
    team = vendor.account_team if vendor else ()
    for written in (named, *(f"{vendor.id}/{each}" for each in team if vendor)):
        organisation_id, _, person_id = written.partition("/")
        organisation = directory.by_id.get(organisation_id)
        if person := organisation.person(person_id) if organisation else None:
            return f"{person.name} ({organisation.name if organisation else ''})"
    return vendor.name if vendor else "the vendor"


def checked_plan(case: Case, rules: Rules, party: Party, severity: str) -> None:
    """Refuse what the plan does not reach; the partner's plan with the vendor counts."""
    payer = rules.directory.by_id.get(case.partner or case.organisation)
    if payer is None:
        return
    entitlement = rules.policy.entitlement(payer.plan)
    if not entitlement.reaches(party.value):
        raise NotEntitled(f"the plan of {payer.name} does not reach the {party}; a larger one does")
    if not entitlement.covers(severity):
        allowed = ", ".join(name for name in rules.policy.severities if entitlement.covers(name))
        raise NotEntitled(f"the plan of {payer.name} covers severity {allowed}, not {severity}")


def checked_readiness(case: Case, given: Details) -> Details:
    """Return what is known of the case with what was told now; NotReady names what is missing, and only that."""
    known: dict[str, str] = {}
    for field in fields(Details):
        told = " ".join(getattr(given, field.name).split("\x00")).strip()
        if len(told) > LONGEST_DETAIL:
            raise TooLong(f"{field.name}: {len(told)} characters are more than {LONGEST_DETAIL}; shorten it")
        known[field.name] = told or getattr(case.details, field.name)
    if missing := [name for name in ASKED[case.kind] if not known[name]]:
        raise NotReady(missing)
    return Details(**known)


def next_leg(case: Case, own: Leg, rules: Rules, wanted: str | None, severity: str) -> Next:
    """Return the leg that follows on this one: the vendor's, or that of the product group that is meant."""
    party = next_party(own)
    organisation = _vendor(case, rules.directory) if party is Party.VENDOR else _group(case, rules, wanted)
    promise = promised(rules, payer_of(case, own.ordinal + 1), party, organisation, severity)
    return Next(party, organisation, promise=promise)


def _vendor(case: Case, directory: Directory) -> str:
    if directory.vendor is None:
        why = "the directory names no vendor to escalate to; write one under vendor:"
        raise IllegalMove(case, Verb.ESCALATE, why)
    return directory.vendor.id


def _group(case: Case, rules: Rules, wanted: str | None) -> str:
    """Return the product group that is wanted, that the policy routes the case to, or that builds its product."""
    groups = rules.directory.product_groups()
    if wanted and wanted not in [group.id for group in groups]:
        known = ", ".join(group.id for group in groups) or "none"
        raise Impossible("group", f"there is no product group {wanted[:80]!r}; there is {known}")
    routed = rules.policy.route(case.product, case.organisation, case.language).group
    built = rules.directory.product_group(case.product)
    found = wanted or routed or (built.id if built else "")
    if not found:
        raise Impossible("group", "the directory names no vendor, so there is no product group")
    return found

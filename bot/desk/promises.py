"""What a leg is promised when it opens, by the policy and the plan that pays for it."""

from dataclasses import replace
from datetime import timedelta

from bot.desk.actor import Party
from bot.desk.case import Case
from bot.desk.leg import Leg, Promise
from bot.desk.refusals import Impossible
from bot.desk.rules import Rules
from knowledge.people.directory import Directory


def known_severity(name: str, rules: Rules) -> str:
    """Return the severity, or raise Impossible for one that the policy does not list."""
    if name not in rules.policy.severities:
        raise Impossible(
            "severity", f"there is no severity {name[:20]!r}; there is {', '.join(rules.policy.severities)}"
        )
    return name


def promised(rules: Rules, payer: str | None, party: Party, organisation: str, severity: str) -> Promise:
    """Return the promise of a leg that this organisation's plan pays for, on the calendar of whose leg it is."""
    paying = rules.directory.by_id.get(payer or "")
    target = rules.policy.target(paying.plan if paying else "", severity, party.value)
    calendar = rules.policy.calendar(hours_of(rules.directory, party, organisation)).name
    return Promise(_minutes(target.first), _minutes(target.update), _minutes(target.solve), calendar)


def payer_of(case: Case, ordinal: int) -> str:
    """Return whose plan pays for a leg: the account's for the first, the partner's with the vendor for those beyond."""
    return case.organisation if ordinal == 1 or case.partner is None else case.partner


def regraded(rules: Rules, case: Case, severity: str) -> tuple[Leg, ...]:
    """Return the case's legs with the promises of another severity; those that are over keep theirs."""
    return tuple(
        replace(leg, promise=promised(rules, payer_of(case, leg.ordinal), leg.party, leg.organisation, severity))
        if leg.is_active
        else leg
        for leg in case.legs
    )


def hours_of(directory: Directory, party: Party, organisation: str) -> str:
    """Return the name of the calendar by which a leg's party works, empty where nothing is said of it."""
    if party is Party.PRODUCT_GROUP:
        group = next((each for each in directory.product_groups() if each.id == organisation), None)
        return group.hours if group else ""
    found = directory.by_id.get(organisation)
    return found.hours if found else ""


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)

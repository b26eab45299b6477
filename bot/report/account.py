"""An account as those who look after it see it, and who may see how much of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.desk.case import Case
from bot.report.experience import Experience
from knowledge.people.audience import Asker, Role
from knowledge.people.directory import Directory
from knowledge.people.organisation import Agreement, Organisation, PlanItem, Progress, TouchPoint

UNDONE = (Progress.OPEN, Progress.UNDERWAY)
"""What of a plan is still to do."""


class AccountLevel(StrEnum):
    """How much of an account somebody sees."""

    WHOLE = "whole"
    """Everything that those who serve it have."""
    SHARED = "shared"
    """What its partner shares with the vendor under their agreement: not what its people asked, word for word."""
    NAMES = "names"
    """That it is there, and who serves it: no agreement is in force."""


@dataclass(frozen=True, slots=True)
class AccountReach:
    """How far somebody sees into an account."""

    level: AccountLevel
    partners: frozenset[str] | None = None
    """Whose cases and questions: of these partners; None for everybody's."""

    def reaches(self, partner: str | None) -> bool:
        """Return whether what belongs to this partner is within reach; None is what the vendor serves itself."""
        return self.partners is None or (partner or "") in self.partners


def reach(asker: Asker | None, account: Organisation, directory: Directory, today: date) -> AccountReach | None:
    """Return how far somebody sees into an account, None where it is as if absent; no asker is a lead, who sees all.

    Its partners see all of theirs. The vendor's support and account team see what is shared, as long as the agreement
    of one of its partners is in force, and else its name; an account that no partner serves is the vendor's own.
    """
    if account.role is not Role.CUSTOMER:
        return None
    if asker is None:
        return AccountReach(AccountLevel.WHOLE)
    if asker.role is Role.PARTNER and asker.organisation in account.partners:
        return AccountReach(AccountLevel.WHOLE, frozenset({asker.organisation}))
    if asker.role is Role.VENDOR and _looks_after_accounts(asker, directory.by_id.get(asker.organisation)):
        if not account.partners:
            return AccountReach(AccountLevel.WHOLE)
        sharing = frozenset(each for each in account.partners if _is_current(directory.by_id.get(each), today))
        return (
            AccountReach(AccountLevel.SHARED, sharing | {""}) if sharing else AccountReach(AccountLevel.NAMES, sharing)
        )
    return None


def _looks_after_accounts(asker: Asker, vendor: Organisation | None) -> bool:
    return vendor is not None and (vendor.supports(asker.person) or asker.person in vendor.account_team)


def _is_current(partner: Organisation | None, today: date) -> bool:
    return partner is not None and partner.agreement is not None and partner.agreement.is_current(today)


class Standing(StrEnum):
    """How an agreement stands."""

    CURRENT = "current"
    ENDING = "ending"
    """It lapses soon."""
    LAPSED = "lapsed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ServingPartner:
    """A partner that serves an account, and how its agreement with the vendor stands."""

    id: str
    name: str
    standing: Standing
    expires: date | None = None
    renewed_by: str = ""
    """Who renews it, by name; empty where nobody is named."""


def serving(account: Organisation, directory: Directory, today: date, warning: timedelta) -> tuple[ServingPartner, ...]:
    """Return the partners that serve an account, the first one first."""
    found = ((each, directory.by_id.get(each)) for each in account.partners)
    return tuple(_served_by(id, partner, directory, today, warning) for id, partner in found)


def _served_by(
    id: str, partner: Organisation | None, directory: Directory, today: date, warning: timedelta
) -> ServingPartner:
    agreement = partner.agreement if partner else None
    name = partner.name if partner else id
    if agreement is None:
        return ServingPartner(id, name, Standing.NONE)
    renewed_by = directory.name_of(agreement.renewed_by) if agreement.renewed_by else ""
    return ServingPartner(id, name, standing(agreement, today, warning), agreement.expires, renewed_by)


def standing(agreement: Agreement, today: date, warning: timedelta) -> Standing:
    """Say how an agreement stands on this day."""
    if not agreement.is_current(today):
        return Standing.LAPSED
    return Standing.ENDING if agreement.expires - today <= warning else Standing.CURRENT


@dataclass(frozen=True, slots=True)
class RecurringGap:
    """Something that the account's people asked more than once and nobody answered."""

    example: str
    times: int
    last: date


@dataclass(frozen=True, slots=True)
class AccountPage:
    """What somebody sees of an account; what is not theirs to see is empty."""

    id: str
    name: str
    level: AccountLevel
    partners: tuple[ServingPartner, ...]
    products: tuple[str, ...] = ()
    plan: str = ""
    managed: bool = False
    languages: tuple[str, ...] = ()
    touch_point: TouchPoint | None = None
    deputy: TouchPoint | None = None
    cases: tuple[Case, ...] = ()
    """Open ones of support, the longest open first."""
    engagements: tuple[Case, ...] = ()
    """Open ones of sales, the longest open first."""
    items: tuple[PlanItem, ...] = ()
    """The account's plan: what is to do by its day, then what is done or dropped."""
    gaps: tuple[RecurringGap, ...] = ()
    """The most asked first; word for word only for those who see the whole."""
    gaps_in_all: int = 0
    """How many gaps recur."""
    experience: Experience | None = None


def in_order(items: Sequence[PlanItem]) -> tuple[PlanItem, ...]:
    """Return plan items by their day, those still to do before the others."""
    return tuple(sorted(items, key=lambda each: (each.state not in UNDONE, each.due, each.id)))


def is_late(item: PlanItem, today: date) -> bool:
    """Return whether something planned should have been done by now."""
    return item.state in UNDONE and item.due < today

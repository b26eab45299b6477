"""Puts the page of an account together: what is open, what recurs, what is planned, how its people fared."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.casework.people import actor_of
from bot.desk.actor import Actor, CasePerson, lead
from bot.desk.case import Case, CaseKind
from bot.report.account import AccountLevel, AccountPage, AccountReach, RecurringGap, in_order, reach, serving
from bot.report.experience import Experience, experience
from bot.report.matters import MatterLookup, matters, products_of
from bot.store.engine.store import Reader
from bot.store.knowledge import question_log
from bot.store.report import accounts
from knowledge.base import KnowledgeBase
from knowledge.entry import VENDOR_FOLDER
from knowledge.improve.gaps import Gap, gaps
from knowledge.improve.logs.logged import Logged
from knowledge.people.audience import Asker
from knowledge.people.directory import Directory, known_under
from knowledge.people.organisation import Organisation

LOOKED_BACK = timedelta(days=90)
"""How far back the experience and the gaps of an account reach."""
MOST_ASKED = 300
"""Unanswered questions, the newest, in which gaps are looked for."""
RECURRING = 2
"""How often something was asked that recurs."""
MOST_GAPS = 10
"""Recurring gaps that a page names."""


LEAD = lead(CasePerson("lead", "lead"))


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks, when, and into which knowledge."""

    base: KnowledgeBase
    asker: Asker | None
    """None is a lead."""
    now: datetime

    @property
    def directory(self) -> Directory:
        return self.base.directory

    @property
    def viewer(self) -> Actor:
        """Return who looks as the desk knows them; of an account the account team sees the cases that support does."""
        if self.asker is None:
            return LEAD
        vendor, asker = self.directory.vendor, self.asker
        actor = actor_of(asker, self.directory, self.now.date())
        is_of_team = vendor is not None and vendor.id == asker.organisation and asker.person in vendor.account_team
        return replace(actor, is_support=True) if is_of_team else actor

    def reach(self, organisation: Organisation) -> AccountReach | None:
        """Return how far they see into an account, None where it is as if absent."""
        return reach(self.asker, organisation, self.directory, self.now.date())


def visible(look: Look) -> list[Organisation]:
    """Return the accounts that somebody may know of, in the order written."""
    return [each for each in look.directory.accounts if look.reach(each)]


def page(reader: Reader, look: Look, id: str) -> AccountPage | None:
    """Return the page of an account as far as it is theirs to see; None where it is absent for them."""
    organisation = look.directory.by_id.get(id)
    far = look.reach(organisation) if organisation else None
    if organisation is None or far is None:
        return None
    bare = AccountPage(
        id=organisation.id,
        name=organisation.name,
        level=far.level,
        partners=serving(organisation, look.directory, look.now.date(), look.base.policy.agreement_warning),
    )
    return bare if far.level is AccountLevel.NAMES else _filled(reader, look, organisation, far, bare)


def _filled(
    reader: Reader, look: Look, organisation: Organisation, far: AccountReach, bare: AccountPage
) -> AccountPage:
    open_cases = [
        case for case in accounts.open_cases(reader, organisation.id, look.viewer) if far.reaches(case.partner)
    ]
    recurring = _recurring(reader, look, organisation, far)
    return replace(
        bare,
        products=organisation.products,
        plan=organisation.plan,
        managed=organisation.managed,
        languages=organisation.languages,
        touch_point=look.directory.touch_point(organisation.id),
        deputy=look.directory.deputy(organisation.id),
        cases=_of_kind(open_cases, CaseKind.SUPPORT),
        engagements=_of_kind(open_cases, CaseKind.SALES),
        items=in_order(organisation.items),
        gaps=recurring[:MOST_GAPS] if far.level is AccountLevel.WHOLE else (),
        gaps_in_all=len(recurring),
        experience=_experience(reader, look, organisation, far),
    )


def _of_kind(cases: Iterable[Case], kind: CaseKind) -> tuple[Case, ...]:
    return tuple(case for case in cases if case.kind is kind)


def _experience(reader: Reader, look: Look, organisation: Organisation, far: AccountReach) -> Experience:
    names = MatterLookup(look.directory, products_of(look.base.entries), look.base.policy)
    found = matters(reader, names, look.now, look.now - LOOKED_BACK, organisation)
    return experience([each for each in found if far.reaches(_served_by(each.partner))], organisation.id)


def _recurring(reader: Reader, look: Look, organisation: Organisation, far: AccountReach) -> tuple[RecurringGap, ...]:
    """Return what was asked more than once and nobody answers even today, the most asked first."""
    log = question_log.log(reader, look.now, look.now - LOOKED_BACK, known_under(organisation))
    theirs: list[Logged] = [each for each, _ in log if each.is_unanswered and far.reaches(each.partner)]
    found = gaps(look.base, theirs[-MOST_ASKED:])
    return tuple(_told(each) for each in found.gaps if each.times >= RECURRING)


def _told(gap: Gap) -> RecurringGap:
    return RecurringGap(gap.example.text, gap.times, gap.last)


def _served_by(partner: str) -> str | None:
    return None if partner == VENDOR_FOLDER else partner

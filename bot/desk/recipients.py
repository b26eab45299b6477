"""Who is told of something: a person, a team, or the leads."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.desk.actor import CasePerson
from bot.desk.case import Case
from bot.desk.leg import Leg
from knowledge.agreed.policy import DEPUTY, LEADS, OWNER, TEAM
from knowledge.people.directory import Directory, UnknownPerson


class To(StrEnum):
    """What a recipient is."""

    PERSON = "person"
    TEAM = "team"
    LEADS = "leads"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is told."""

    kind: To
    id: str = ""
    """The person's key, or the id of the organisation or the product group; empty for the leads."""


EVERY_LEAD = Recipient(To.LEADS)


def team(organisation: str) -> Recipient:
    """Return the team of an organisation or a product group; the leads where the directory names none."""
    return Recipient(To.TEAM, organisation) if organisation else EVERY_LEAD


def owner(leg: Leg) -> Recipient:
    """Return who has the leg, or its team while nobody has."""
    return of_person(leg.owner) if leg.owner else team(leg.organisation)


def of_person(person: CasePerson) -> Recipient:
    return Recipient(To.PERSON, person.key)


def named(written: str, directory: Directory, today: date) -> Recipient | None:
    """Return the person written as `organisation/id`, None where nobody is."""
    try:
        return Recipient(To.PERSON, directory.person(written, today=today).key)
    except UnknownPerson:
        return None


def on_rung(tell: str, case: Case, leg: Leg, directory: Directory, today: date) -> Recipient:
    """Return whom a rung of the ladder tells; the leads where it names somebody who is not there."""
    if tell == OWNER:
        return owner(leg)
    if tell == TEAM:
        return team(leg.organisation)
    if tell == DEPUTY:
        deputy = directory.deputy(case.organisation) if leg.ordinal == 1 else None
        return (named(deputy.person, directory, today) if deputy else None) or EVERY_LEAD
    return EVERY_LEAD if tell == LEADS else named(tell, directory, today) or EVERY_LEAD

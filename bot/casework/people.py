"""Somebody of the directory as an actor of the desk, and the person that a written name means."""

from datetime import date

from bot.desk.actor import Actor, CasePerson, Side
from knowledge.people.audience import Asker, Role
from knowledge.people.directory import Directory, UnknownPerson
from knowledge.people.organisation import Organisation

SIDES = {
    Role.STRANGER: Side.CUSTOMER,
    Role.CUSTOMER: Side.CUSTOMER,
    Role.PARTNER: Side.PARTNER,
    Role.VENDOR: Side.VENDOR,
}


def actor_of(asker: Asker, directory: Directory, today: date) -> Actor:
    """Return somebody as the desk knows them on this day."""
    organisation = directory.by_id.get(asker.organisation)
    agreement = organisation.agreement if organisation else None
    is_known = asker.role is not Role.STRANGER
    return Actor(
        person=CasePerson(asker.key, asker.name),
        side=SIDES[asker.role],
        organisation=asker.organisation if is_known else "",
        groups=directory.groups_of(asker.organisation, asker.person),
        is_support=organisation is None or organisation.supports(asker.person),
        sells=organisation is None or _sells(organisation, asker.person),
        nda=asker.role is Role.VENDOR or (agreement is not None and agreement.is_current(today)),
    )


def _sells(organisation: Organisation, person: str) -> bool:
    return person in organisation.account_team if organisation.account_team else organisation.supports(person)


def person_of(written: str, directory: Directory, today: date) -> CasePerson | None:
    """Return the person written as `organisation/id`, or None where nobody is."""
    if not written:
        return None
    try:
        asker = directory.person(written, today=today)
    except UnknownPerson:
        return None
    return CasePerson(asker.key, asker.name)

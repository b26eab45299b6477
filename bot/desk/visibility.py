"""Who sees what of a case: the one table, which the store's queries enforce."""

from bot.desk.actor import Actor, Party, Side
from bot.desk.case import Case
from bot.desk.events import Seen
from bot.desk.leg import Leg

SEES: dict[Side, tuple[Seen, ...]] = {
    Side.CUSTOMER: (Seen.CUSTOMER,),
    Side.PARTNER: (Seen.CUSTOMER, Seen.PARTNER),
    Side.VENDOR: (Seen.CUSTOMER, Seen.PARTNER, Seen.NDA, Seen.VENDOR),
    Side.LEAD: tuple(Seen),
    Side.SPOT: tuple(Seen),
}
"""The events that each side sees of a case that it may see at all; what is internal, its own organisation sees too."""


def classes(viewer: Actor) -> tuple[Seen, ...]:
    """Return the classes that somebody sees, whoever did it; nda ones under an agreement in force."""
    under_nda = (Seen.NDA,) if viewer.nda and viewer.side is Side.PARTNER else ()
    return (*SEES[viewer.side], *under_nda)


def may_see(viewer: Actor, visibility: Seen, organisation: str) -> bool:
    """Return whether somebody sees an event of this class that a person of that organisation did."""
    own = bool(viewer.organisation) and viewer.organisation == organisation and viewer.side is not Side.CUSTOMER
    return visibility in classes(viewer) or (visibility is Seen.INTERNAL and own)


def sees_leg(viewer: Actor, leg: Leg) -> bool:
    """Return whether somebody sees a leg of a case that they may see; a customer sees the one that answers them."""
    return viewer.side is not Side.CUSTOMER or leg.ordinal == 1


def sees_owner(viewer: Actor, leg: Leg) -> bool:
    """Return whether somebody sees who has a leg that they see: of a product group only under nda."""
    return leg.party is not Party.PRODUCT_GROUP or viewer.nda


def sees_actor(viewer: Actor, case: Case, organisation: str) -> bool:
    """Return whether somebody sees who of an organisation did what they see; a customer knows those who answer them."""
    near = ("", case.organisation, case.first.organisation)
    return viewer.side is not Side.CUSTOMER or organisation in near

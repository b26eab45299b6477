"""Who sees what of a case: the one table, which the store's queries enforce."""

from bot.desk.actor import Actor, Side
from bot.desk.events import Seen

SEES: dict[Side, tuple[Seen, ...]] = {
    Side.CUSTOMER: (Seen.CUSTOMER,),
    Side.PARTNER: (Seen.CUSTOMER, Seen.PARTNER),
    Side.VENDOR: (Seen.CUSTOMER, Seen.PARTNER, Seen.NDA, Seen.VENDOR),
    Side.LEAD: tuple(Seen),
    Side.SPOT: tuple(Seen),
}
"""The events that each side sees of a case that it may see at all; what is internal, its own organisation sees too."""


def classes(viewer: Actor) -> tuple[Seen, ...]:
    """Give the classes that somebody sees, whoever did it; nda ones under an agreement in force."""
    under_nda = (Seen.NDA,) if viewer.nda and viewer.side is Side.PARTNER else ()
    return (*SEES[viewer.side], *under_nda)


def may_see(viewer: Actor, visibility: Seen, organisation: str) -> bool:
    """Say whether somebody sees an event of this class that a person of that organisation did."""
    own = bool(viewer.organisation) and viewer.organisation == organisation and viewer.side is not Side.CUSTOMER
    return visibility in classes(viewer) or (visibility is Seen.INTERNAL and own)

"""Who does something to a case: a person, the side they stand on, and the legs they may act for."""

from dataclasses import dataclass
from enum import StrEnum


class Party(StrEnum):
    """Who can be waited on; a leg is the part of a case that one of the last three holds."""

    CUSTOMER = "customer"
    PARTNER = "partner"
    VENDOR = "vendor"
    PRODUCT_GROUP = "product group"


class Side(StrEnum):
    """Where somebody stands."""

    CUSTOMER = "customer"
    PARTNER = "partner"
    VENDOR = "vendor"
    LEAD = "lead"
    """Reviews every case, and acts for whichever leg a verb is about."""
    SPOT = "spot"
    """Spot itself, when a timer fires."""


@dataclass(frozen=True, slots=True)
class CasePerson:
    """Somebody who does something to a case: the key that limits and rights hang on, and a name to show."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody as the directory knows them on the day they act, or look."""

    person: CasePerson
    side: Side
    organisation: str = ""
    """The id of the account, the partner or the vendor; empty for a lead, a stranger and Spot."""
    groups: frozenset[str] = frozenset()
    """The product groups that they are in."""
    is_support: bool = True
    """Whether they are of the vendor's support, and not of product groups alone."""
    sells: bool = False
    """Whether they answer what only the vendor can sell: of its account team, or of its support where it has none."""
    nda: bool = False
    """Whether they are under an agreement that is in force: of the vendor, or of a partner whose agreement is."""

    @property
    def key(self) -> str:
        """Return the identity: tenant and object, never a name."""
        return self.person.key


SPOT = Actor(CasePerson("spot", "Spot"), Side.SPOT)


def lead(person: CasePerson) -> Actor:
    """Return a lead, who sees everything."""
    return Actor(person, Side.LEAD, nda=True)

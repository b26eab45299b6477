"""Who asks and what follows from it: the asker, and the audience their answers are drawn from."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.entry import Entry, Status, Visibility


class Role(StrEnum):
    """What somebody is to Spot."""

    STRANGER = "stranger"
    CUSTOMER = "customer"
    PARTNER = "partner"
    VENDOR = "vendor"


@dataclass(frozen=True, slots=True)
class Audience:
    """The entries somebody may be answered from: these folders, up to this visibility, nda or not."""

    partners: tuple[str, ...]
    """Folder names in order of precedence, the asker's own partner first, the vendor's folder last."""
    visibility: Visibility
    nda: bool = False

    def admits(self, entry: Entry) -> bool:
        """Return whether the entry is published and this audience may see it."""
        return entry.status is Status.PUBLISHED and self.reaches(entry.partner, entry.visibility, entry.nda)

    def reaches(self, partner: str, visibility: Visibility, nda: bool) -> bool:
        """Return whether this audience sees what stands in that folder with that visibility."""
        return partner in self.partners and self.visibility.includes(visibility) and (self.nda or not nda)

    def covers(self, other: "Audience") -> bool:
        """Return whether this audience may see everything that the other may."""
        return (
            set(other.partners) <= set(self.partners)
            and self.visibility.includes(other.visibility)
            and (self.nda or not other.nda)
        )


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who asks, as the directory knows them."""

    role: Role
    organisation: str
    """The id of the account, partner or vendor; `stranger` for nobody known."""
    person: str
    """The id within the organisation; the object id for somebody who is not listed."""
    name: str
    """What to call them."""
    audience: Audience
    partner: str | None
    """The partner that serves them (or that they work for); a case goes there first."""
    tenant: str = ""
    object: str = ""

    @property
    def key(self) -> str:
        """Return the identity that limits and cases hang on: tenant and object, never a name."""
        return f"{self.tenant}/{self.object}"

    @property
    def written(self) -> str:
        """Return the person as people write it: `bakery/olu`."""
        return f"{self.organisation}/{self.person}"

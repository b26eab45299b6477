"""An entry: one answer with its question and other phrasings, as a curator wrote it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Visibility(StrEnum):
    """Who may see an entry; each level includes the ones before it."""

    PUBLIC = "public"
    CUSTOMER = "customer"
    PARTNER = "partner"
    VENDOR = "vendor"

    @property
    def rank(self) -> int:
        """Return the place in public < customer < partner < vendor, from 0."""
        return _RANKS[self]

    def includes(self, other: "Visibility") -> bool:
        """Return whether somebody entitled to this level may see the other."""
        return other.rank <= self.rank


_RANKS = {each: rank for rank, each in enumerate(Visibility)}


class Status(StrEnum):
    """Where an entry is in its life; only a published one is answered."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


WAITING = {Status.DRAFT: "a draft", Status.RETIRED: "retired"}
"""What an entry is that nobody is answered with."""
VENDOR_FOLDER = "vendor"
"""The folder of the vendor's own entries, which every asker's audience includes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer with everything a curator said about it and the line it stands on."""

    partner: str
    """The folder it lives in, which is the partner's id, or `vendor`."""
    id: str
    question: str
    answer: str
    """Markdown; what Spot does not render is shown as text."""
    also: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    product: str | None = None
    language: str = "en"
    visibility: Visibility = Visibility.CUSTOMER
    nda: bool = False
    owner: str | None = None
    review: date | None = None
    status: Status = Status.PUBLISHED
    kind: str | None = None
    threshold: float | None = None
    follow_ups: tuple[str, ...] = ()
    """Full names, `partner/id`, of entries to offer next."""
    source: str | None = None
    """Where the answer comes from, as a person reads it: a page, a link, a document."""
    file: str = ""
    """Relative to the content folder, with forward slashes."""
    line: int = 0

    @property
    def name(self) -> str:
        """Return the full name, unique in the knowledge base: `partner/id`."""
        return f"{self.partner}/{self.id}"

    @property
    def phrasings(self) -> tuple[str, ...]:
        """Return the question and every other way of asking it."""
        return (self.question, *self.also)

"""A draft of an entry: what is written into a file for a person to finish."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.entry import Status, Visibility
from knowledge.formats.entry_keys import LITERAL
from knowledge.formats.yaml.yaml_text import scalar

TO_BE_WRITTEN = "Write the answer here."


class CannotAppend(Exception):
    """There is no safe place in the file for another entry; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry that nobody is answered with until somebody publishes it."""

    id: str
    question: str
    answer: str = TO_BE_WRITTEN
    also: tuple[str, ...] = ()
    owner: str | None = None
    """Who looks after it; None where the file or its folder says so, empty where somebody must still be named."""
    review: date | None = None
    language: str | None = None
    """None for that of the file or its folder."""
    source: str | None = None
    visibility: Visibility | None = None
    """None for that of the file or its folder."""
    nda: bool = False
    product: str | None = None

    @property
    def keys(self) -> Iterator[tuple[str, str]]:
        """Yield the keys that stand between the question and the answer, with their values as YAML holds them."""
        told = {
            "id": self.id,
            "status": Status.DRAFT.value,
            "language": self.language or None,
            "visibility": self.visibility,
            "nda": "true" if self.nda else None,
            "product": self.product,
            "owner": self.owner,
            "review": self.review.isoformat() if self.review else None,
            "source": self.source,
        }
        for key, value in told.items():
            if value is not None:
                yield key, value if key in LITERAL or not value else scalar(value)

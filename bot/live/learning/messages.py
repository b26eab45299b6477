"""What the server and its learning child say to each other."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.entry import Entry
from knowledge.matching.encoder.semantic_extra import EncoderFiles, SemanticExtra
from knowledge.matching.query.thesaurus import Thesaurus


class What(StrEnum):
    """What a task is to work out."""

    INDEX = "index"
    LESSONS = "lessons"


@dataclass(frozen=True, slots=True)
class Hold:
    """Entries that are new or changed."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class With:
    """The extra to learn with."""

    encoder: str
    """The name of the encoder that the server asks."""
    source: EncoderFiles

    @classmethod
    def of(cls, extra: SemanticExtra) -> "With | None":
        """Return what another process opens the extra with; None where it came from nowhere that can be named."""
        return cls(extra.name, extra.source) if extra.source else None


@dataclass(frozen=True, slots=True)
class Encode:
    """Encode texts."""

    texts: tuple[str, ...]
    extra: With


@dataclass(frozen=True, slots=True)
class Task:
    """Work out the index or the lessons of a view, from entries that were sent before."""

    what: What
    names: tuple[str, ...]
    thesaurus: Thesaurus
    partners: tuple[str, ...] = ()
    extra: With | None = None


@dataclass(frozen=True, slots=True)
class TaskOutcome:
    """A task or an encoding is done."""

    troubles: tuple[str, ...] = ()
    """What stood in the way of keeping it."""


@dataclass(frozen=True, slots=True)
class Beat:
    """The child is at its task, and runs."""


Message = Hold | Encode | Task | TaskOutcome | Beat

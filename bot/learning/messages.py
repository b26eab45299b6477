"""What the server and its learning child say to each other."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.entry import Entry
from knowledge.matching.thesaurus import Thesaurus


class What(StrEnum):
    """What a task is to work out."""

    INDEX = "index"
    LESSONS = "lessons"


@dataclass(frozen=True, slots=True)
class Hold:
    """Entries that are new or changed."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """Work out the index or the lessons of a view, from entries that were sent before."""

    what: What
    names: tuple[str, ...]
    thesaurus: Thesaurus
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A task is done."""

    troubles: tuple[str, ...] = ()
    """What stood in the way of keeping it."""

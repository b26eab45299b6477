"""What a reader gives: the entries of one file as written, and the problems met on the way."""

from dataclasses import dataclass

from knowledge.entry import Entry, Visibility
from knowledge.formats.nodes import TextNode


@dataclass(frozen=True, slots=True)
class FilePlace:
    """Where a file stands and what its folder says about entries that say nothing themselves."""

    partner: str
    file: str
    """Relative to the content folder, with forward slashes."""
    visibility: Visibility = Visibility.CUSTOMER
    language: str = "en"
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """An entry with the text of its answer as it stands in the file, for problems that name a line in it."""

    entry: Entry
    answer: TextNode

"""The formats that entries are written in, and what each of them did not hold."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib import import_module

from knowledge.entry import Entry
from knowledge.formats import readers
from knowledge.formats.entry_keys import BY_NAME
from knowledge.formats.reading import FilePlace
from knowledge.formats.source import FileSource
from knowledge.problems.report import Refused, Report, has_error

Write = Callable[[Sequence[Entry], str], bytes]


class OutputFormat(StrEnum):
    """A format that entries are written in."""

    MARKDOWN = "markdown"
    YAML = "yaml"
    XLSX = "xlsx"
    QNAMAKER = "qnamaker"


WRITERS = {
    OutputFormat.MARKDOWN: ("markdown", ".md"),
    OutputFormat.YAML: ("yaml_entries", ".yaml"),
    OutputFormat.XLSX: ("workbook", ".xlsx"),
    OutputFormat.QNAMAKER: ("qna_tsv", ".tsv"),
}
"""Format → its module in this folder, and the ending of its files."""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that was written, and what reading it does not give back."""

    data: bytes
    dropped: tuple[str, ...]
    """Such as `the threshold of 3 entries`; empty where it holds everything."""


def ending(format: OutputFormat) -> str:
    """Return the ending of files in a format, with its dot."""
    return WRITERS[format][1]


def write(entries: Sequence[Entry], format: OutputFormat, note: str = "") -> WrittenFile:
    """Return entries of one partner as a file, read again to see what it does not hold."""
    module, _ = WRITERS[format]
    data: bytes = import_module(f"knowledge.writing.{module}").write(entries, note)
    return WrittenFile(
        data, tuple(differences(entries, read(data, format, entries[0].partner if entries else "partner")))
    )


def read(data: bytes, format: OutputFormat, partner: str) -> list[Entry]:
    """Return the entries of a file as they would be read in that partner's folder; none where it has an error."""
    report = Report(f"written{ending(format)}")
    place = FilePlace(partner, report.file)
    try:
        found = [each.entry for each in readers.read(FileSource(data), place, report, readers.ENTRIES)]
    except Refused:
        return []
    return [] if has_error(report.problems) else found


def differences(entries: Sequence[Entry], again: Sequence[Entry]) -> list[str]:
    """Say what reading a file again does not give back of what was written, by key."""
    if len(entries) != len(again):
        return [f"{len(entries) - len(again)} of {len(entries)} entries"]
    pairs = list(zip(entries, again, strict=True))
    names = {one.name: other.name for one, other in pairs}
    lost = Counter(key for one, other in pairs for key in differing(one, other, names))
    return [f"{named(key)} of {counted(number)}" for key, number in lost.items()]


def differing(one: Entry, other: Entry, names: Mapping[str, str]) -> list[str]:
    """Return the keys in which two entries differ; where they stand, and that what follows is renamed, are none."""
    first, second = asdict(one), asdict(other)
    first["follow_ups"] = tuple(names.get(each, each) for each in one.follow_ups)
    return [key for key in first if key in BY_NAME and first[key] != second[key]]


def named(key: str) -> str:
    """Return a key as people read it."""
    return BY_NAME[key].noun or f"the {BY_NAME[key].hyphenated}"


def counted(number: int) -> str:
    """Return a number of entries."""
    return f"{number:,} {'entry' if number == 1 else 'entries'}"

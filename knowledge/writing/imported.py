"""An import: a file of any format that Spot reads, on its way to be a page or a YAML file in a partner's folder."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from knowledge.checking.check import check_file
from knowledge.entry import Entry
from knowledge.filenames import shown_path
from knowledge.formats import readers
from knowledge.formats.nodes import TextNode
from knowledge.formats.reading import FilePlace, WrittenEntry
from knowledge.formats.source import contents
from knowledge.problems.problem import Problem
from knowledge.problems.report import Refused, Report
from knowledge.writing.cleaned import cleaned
from knowledge.writing.formats import OutputFormat, WrittenFile, counted, write


@dataclass(frozen=True, slots=True)
class Import:
    """What a file comes to."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    """Of the file as it was; those that the import mends are not among them."""
    done: tuple[str, ...]
    """What was changed on the way, a line each."""
    note: str
    """Where the entries come from: stands in the file as a comment."""


def read(path: Path, place: FilePlace, taken: Collection[str], today: date) -> Import:
    """Read the file for the place it goes to; ids that are `taken` there get a number behind them.

    Nothing raises for what stands in the file: a file that cannot be read has a problem and no entries.
    """
    report = Report(path.name)
    try:
        data = contents(path, readers.largest(path.name, readers.ENTRIES))
        source = readers.open_source(data, path.name, readers.ENTRIES)
        given = readers.read(source, replace(place, file=path.name), report, readers.ENTRIES)
    except Refused as fault:
        report.refused(fault)
        return Import((), tuple(report.problems), (), "")
    written, done = mended(given)
    check_file(written, report)
    entries, renamed = with_free_ids([each.entry for each in written], taken)
    note = f"Imported from {shown_path(path.name)} on {today} (SHA-256 {sha256(data).hexdigest()[:16]})"
    return Import(tuple(entries), tuple(report.problems), (*done, *renamed), note)


def is_readable(name: str) -> bool:
    """Return whether Spot reads files of such a name."""
    return bool(readers.formats_of(name, readers.ENTRIES))


def mended(given: Sequence[WrittenEntry]) -> tuple[list[WrittenEntry], list[str]]:
    """Return the entries with Markdown in the place of HTML, and what was changed in how many answers."""
    done: Counter[str] = Counter()
    written = []
    for each in given:
        answer, changed = cleaned(each.entry.answer)
        done.update(set(changed))
        kept = each.answer if answer == each.entry.answer else TextNode(answer, each.answer.line)
        written.append(WrittenEntry(replace(each.entry, answer=answer), kept))
    return written, [f"in {number:,} {'answer' if number == 1 else 'answers'} {what}" for what, number in done.items()]


def with_free_ids(entries: Sequence[Entry], taken: Collection[str]) -> tuple[list[Entry], list[str]]:
    """Return the entries under ids that are free, follow-ups with them, and a line for each that had to change."""
    ids: dict[str, str] = {}
    used = set(taken)
    for each in entries:
        new = free(each.id, used)
        used.add(new)
        ids[each.name] = new
    named = {name: f"{entries[0].partner}/{new}" for name, new in ids.items()}
    renamed = [f"{each.id} is {ids[each.name]} now: the id was taken" for each in entries if ids[each.name] != each.id]
    return [
        replace(each, id=ids[each.name], follow_ups=tuple(named.get(to, to) for to in each.follow_ups))
        for each in entries
    ], renamed


def free(id: str, taken: Collection[str]) -> str:
    """Return the id, or with the first number behind it that is free."""
    candidates = (id, *(f"{id[:90]}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in candidates if each not in taken)


def made(imported: Import, format: OutputFormat | None) -> tuple[OutputFormat, WrittenFile]:
    """Return the file in the format, or in the one that holds everything: a page where it can be, else YAML."""
    chosen = format or OutputFormat.MARKDOWN
    file = write(imported.entries, chosen, imported.note)
    if format is None and file.dropped:
        return OutputFormat.YAML, write(imported.entries, OutputFormat.YAML, imported.note)
    return chosen, file


def summary(entries: Sequence[Entry]) -> str:
    """Say in one line how much there is."""
    phrasings = sum(len(each.phrasings) for each in entries)
    return f"{counted(len(entries))} with {phrasings:,} {'phrasing' if phrasings == 1 else 'phrasings'}"

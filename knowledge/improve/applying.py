"""Applies suggestions to the curators' files: each is written whole, checked again, and put back where it got worse."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.entry import Entry
from knowledge.files import saving
from knowledge.formats.editing.adding import added
from knowledge.formats.editing.cannot_add import CannotAdd
from knowledge.formats.source import contents
from knowledge.improve.suggestions import Suggestion, by_file
from knowledge.load import Loaded, load
from knowledge.problems.problem import on_disk
from knowledge.problems.report import Refused


@dataclass(frozen=True, slots=True)
class FileEdit:
    """A file with the suggestions for it, as it is and as it would be."""

    file: str
    """Relative to the folder."""
    suggestions: tuple[Suggestion, ...]
    before: bytes = b""
    after: bytes = b""
    fault: str = ""
    """Why it cannot be edited, or was put back; empty where all is well."""
    left_out: tuple[str, ...] = ()
    """What has no safe place in it, and why."""


def edits(folder: Path, suggestions: Iterable[Suggestion]) -> list[FileEdit]:
    """Return the edit of each file; what has no safe place is left out, and a file with nothing left has a fault."""
    return [edit(folder, file, many) for file, many in by_file(suggestions)]


def edit(folder: Path, file: str, suggestions: Sequence[Suggestion]) -> FileEdit:
    try:
        before = contents(folder / on_disk(file))
    except Refused as fault:
        return FileEdit(file, tuple(suggestions), fault=fault.what)
    data, done, faults = before, list[Suggestion](), list[str]()
    for entry, texts in bottom_up(suggestions):
        try:
            data = added(data, entry, texts)
            done += [each for each in suggestions if each.entry.name == entry.name]
        except CannotAdd as fault:
            faults.append(f"{entry.id}: {fault}")
    kept = [each for each in suggestions if each in done]
    if not kept:
        return FileEdit(file, tuple(suggestions), before, before, "; ".join(faults))
    return FileEdit(file, tuple(kept), before, data, left_out=tuple(faults))


def bottom_up(suggestions: Sequence[Suggestion]) -> list[tuple[Entry, list[str]]]:
    """Return the entries with what they get, the last in the file first, so that the lines above stay
    where they are.
    """
    texts: dict[str, list[str]] = defaultdict(list)
    entries = {each.entry.name: each.entry for each in suggestions}
    for each in suggestions:
        texts[each.entry.name].append(each.text)
    ordered = sorted(entries.values(), key=lambda entry: -entry.line)
    return [(entry, texts[entry.name]) for entry in ordered]


def apply(folder: Path, planned: Sequence[FileEdit]) -> list[FileEdit]:
    """Write every edit and give it back, with a fault where it was not written or was put back."""
    done: list[FileEdit] = []
    before = load(folder)
    for each in planned:
        if each.fault:
            done.append(each)
            continue
        fault = written(folder, each)
        after = load(folder, before)
        if not fault and (fault := worse(before, after, each)):
            saving.replace(folder / each.file, each.before)
            after = load(folder, before)
        done.append(replace(each, fault=fault))
        before = after
    return done


def written(folder: Path, edit: FileEdit) -> str:
    """Write one file; give why it could not be, or nothing."""
    path = folder / edit.file
    try:
        if contents(path) != edit.before:
            return "it changed meanwhile: run it again"
        saving.replace(path, edit.after)
    except Refused as fault:
        return fault.what
    except OSError as fault:
        return f"it cannot be written ({fault.strerror}): check its rights"
    return ""


PLACE = re.compile(r"(?<=:)\d+|(?<=line )\d+")
"""Line numbers in what a problem says, which an edit moves."""


def worse(before: Loaded, after: Loaded, edit: FileEdit) -> str:
    """Return what got worse by an edit, or nothing: a new problem, or an entry that changed otherwise than
    it should.
    """
    new = Counter((each.code, each.file, PLACE.sub("", each.what)) for each in after.problems)
    new -= Counter((each.code, each.file, PLACE.sub("", each.what)) for each in before.problems)
    for code, file, what in sorted(new):
        return f"it was put back, for check would say {code} in {file}: {what}"
    wanted = {each.name: plain(each) for each in before.entries}
    for each in edit.suggestions:
        wanted[each.entry.name] = with_more(wanted[each.entry.name], each.text)
    found = {each.name: plain(each) for each in after.entries}
    return "" if found == wanted else "it was put back, for it would change more than it should: add it by hand"


def plain(entry: Entry) -> Entry:
    """Return an entry without where it stands."""
    return replace(entry, line=0)


def with_more(entry: Entry, text: str) -> Entry:
    """Return an entry with one phrasing more."""
    return replace(entry, also=(*entry.also, text))

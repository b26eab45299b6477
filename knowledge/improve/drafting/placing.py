"""Places a draft in a file: whole or not at all, and only where everything that stands there reads as before."""

from dataclasses import replace
from pathlib import Path

from knowledge.entry import Entry
from knowledge.files import saving
from knowledge.files.record import place_of
from knowledge.files.survey import FileKind, FoundFile
from knowledge.formats import readers
from knowledge.formats.editing import appending
from knowledge.formats.editing.draft import CannotAppend, EntryDraft
from knowledge.formats.source import FileSource, contents
from knowledge.load import Loaded
from knowledge.problems.problem import ProblemLevel
from knowledge.problems.report import Report, has_error
from knowledge.writing.target import TargetFile

NOBODY_YET = ""
"""Stands for the owner where neither the file nor its folder names one."""


def write(folder: Path, loaded: Loaded, target: TargetFile, draft: EntryDraft) -> Entry:
    """Write the draft into its file and give the entry it is read as; raise CannotAppend where it has no safe place."""
    path = folder / target.file
    if any((folder / each).is_symlink() for each in Path(target.file).parents):
        raise CannotAppend(f"{target.file} lies behind a link, which Spot does not follow: name another file")
    before = contents(path) if path.exists() or path.is_symlink() else None
    there = read(before, loaded, target) if before else []
    data = appending.appended(before or b"", target.file, draft)
    *others, new = read(data, loaded, target)
    if others != there or (new.id, new.question) != (draft.id, draft.question):
        raise CannotAppend(
            f"the end of {target.file} would swallow a new entry: end what is open there, or name another file"
        )
    if not new.owner and draft.owner is None:
        return write(folder, loaded, target, replace(draft, owner=NOBODY_YET))
    put(path, before, data, target)
    return new


def put(path: Path, before: bytes | None, data: bytes, target: TargetFile) -> None:
    """Put the data in the file's place, unless somebody saved it meanwhile; make its folder where there is none."""
    if before is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        saving.create(path, data)
        return
    if contents(path) != before:
        raise CannotAppend(f"{target.file} was saved meanwhile: run it again")
    saving.replace(path, data)


def read(data: bytes, loaded: Loaded, target: TargetFile) -> list[Entry]:
    """Return the entries of a file; raise CannotAppend when it has an error."""
    found = FoundFile(Path(target.file), target.file, target.partner, FileKind.ENTRIES)
    report = Report(target.file)
    place = place_of(found, loaded.partners.get(target.partner))
    entries = [each.entry for each in readers.read(FileSource(data), place, report, readers.ENTRIES)]
    if has_error(report.problems):
        fault = next(each for each in report.problems if each.level is ProblemLevel.ERROR)
        raise CannotAppend(f"{fault}: mend that first")
    return entries

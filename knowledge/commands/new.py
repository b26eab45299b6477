"""`new`: writes a draft for a question into a partner's file, for somebody to finish."""

import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from knowledge.commands.reporting import COULD_NOT_RUN, FINE, cannot, show, written
from knowledge.entry import Entry
from knowledge.files import saving
from knowledge.files.nearest import shown
from knowledge.files.record import place_of
from knowledge.files.report import Refused, Report, has_error
from knowledge.files.slug import slug
from knowledge.files.source import Source, contents
from knowledge.files.survey import Found, Kind
from knowledge.files.target import Target, target_of
from knowledge.formats import readers, values
from knowledge.formats.editing import appending
from knowledge.formats.editing.draft import CannotAppend, Draft
from knowledge.load import FolderMissing, Loaded, load
from knowledge.problem import Level

NOBODY_YET = ""
"""Stands for the owner where neither the file nor its folder names one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to have written, and where."""

    question: str
    into: str
    """`partner/file`, or either of them."""
    id: str | None = None
    owner: str | None = None
    folder: Path | None = None
    """The folder as somebody wrote it; None for the content folder."""


def run(folder: Path, wanted: Wanted, today: date) -> int:
    """Write the draft and say how to go on; give 2, having written nothing, when that cannot be."""
    try:
        loaded = load(folder)
        target = target_of(loaded, wanted.into)
        draft = draft_of(loaded, target, wanted, today)
        line = write(folder, loaded, target, draft)
    except FolderMissing as fault:
        return cannot(fault)
    except (CannotAppend, Refused) as fault:
        print(told(fault), file=sys.stderr)
        return COULD_NOT_RUN
    except OSError as fault:
        where = written(folder, target.file)
        print(f"{where}: it cannot be written ({fault.strerror}): check its rights", file=sys.stderr)
        return COULD_NOT_RUN
    show(how_to_go_on(f"{written(folder, target.file)}:{line}", f"{target.partner}/{draft.id}", wanted.folder))
    return FINE


def told(fault: Exception) -> str:
    """Give what is wrong and what to do, on one line."""
    return f"{fault.what}: {fault.remedy}" if isinstance(fault, Refused) else str(fault)


def draft_of(loaded: Loaded, target: Target, wanted: Wanted, today: date) -> Draft:
    """Give the draft; raise CannotAppend when its id is taken or none can be made of the question."""
    question = " ".join(wanted.question.split())
    id = wanted.id or slug(question)
    if not question or not question.isprintable():
        raise CannotAppend("there is no question: write what people ask, in quotes")
    if not values.ID.fullmatch(id) or id == values.NOBODY:
        raise CannotAppend(f"{shown(id)} cannot be an id: give one with --id, of letters, digits and hyphens")
    if taken := next((each for each in loaded.entries if each.name == f"{target.partner}/{id}"), None):
        raise CannotAppend(
            f"the id {id} stands in {taken.file}:{taken.line} already: add to it, or give another with --id"
        )
    return Draft(id, question, owner=wanted.owner, review=in_a_year(today))


def in_a_year(today: date) -> date:
    """Give the same day of the next year; of a leap day, the last of February."""
    last = today.replace(day=28) if (today.month, today.day) == (2, 29) else today
    return last.replace(year=today.year + 1)


def write(folder: Path, loaded: Loaded, target: Target, draft: Draft) -> int:
    """Write the draft into its file, whole or not at all, and give its line; what stands there must read as before."""
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
    if before is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        saving.create(path, data)
    else:
        saving.replace(path, data)
    return new.line


def read(data: bytes, loaded: Loaded, target: Target) -> list[Entry]:
    """Give the entries of a file; raise CannotWrite when it has an error."""
    found = Found(Path(target.file), target.file, target.partner, Kind.ENTRIES)
    report = Report(target.file)
    place = place_of(found, loaded.partners.get(target.partner))
    entries = [each.entry for each in readers.read(Source(data), place, report, readers.ENTRIES)]
    if has_error(report.problems):
        fault = next(each for each in report.problems if each.level is Level.ERROR)
        raise CannotAppend(f"{fault}: mend that first")
    return entries


def how_to_go_on(place: str, name: str, folder: Path | None) -> str:
    """Give where the draft stands, and what comes next."""
    where = "" if folder is None else folder.as_posix()
    return (
        f"{place}: {name} is a draft now.\n\n"
        "1. Write the answer there, and below the question other ways of asking it.\n"
        f"2. python app.py check {where}".rstrip()
        + "\n"
        f"3. python app.py preview {name}{where and f' --folder {where}'}\n"
        "4. Delete the line with status: draft, and Spot answers with it.\n"
    )

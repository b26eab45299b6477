"""`export`: writes a partner's entries as a file for people, spreadsheets or other systems, and says what it drops."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knowledge.commands.inputs.deployment import Deployment
from knowledge.commands.inputs.options import InFolder
from knowledge.commands.reporting import COULD_NOT_RUN, FINE, FOUND, cannot
from knowledge.entry import Entry, Status, Visibility
from knowledge.files import saving
from knowledge.files.survey import FileKind
from knowledge.problems.nearest import did_you_mean
from knowledge.writing.formats import OutputFormat, counted, write

if TYPE_CHECKING:
    from knowledge.load import Loaded

HERE = Path("-")


class NoPartner(LookupError):
    """It is not clear whose entries are meant; the message says what to write."""


def command(
    context: typer.Context,
    format: Annotated[OutputFormat, typer.Option("--format", help="What to write.")],
    to: Annotated[Path, typer.Option(metavar="FILE", help="Where to; - for here.")] = HERE,
    partner: Annotated[str | None, typer.Option(metavar="ID", help="Whose entries, where there are several.")] = None,
    visibility: Annotated[
        Visibility | None,
        typer.Option(help="Only what these may see, and nothing under an agreement; else everything."),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file of that name.")] = False,
    folder: InFolder = None,
) -> None:
    """Write entries of the folder that is named, else of the content folder."""
    known: Deployment = context.obj
    content = folder or known.knowledge
    raise typer.Exit(run(content, partner, format, to, visibility, replaces=replace, today=known.today))


def run(
    folder: Path,
    partner: str | None,
    format: OutputFormat,
    to: Path,
    widest: Visibility | None,
    *,
    replaces: bool,
    today: date,
) -> int:
    """Write the entries, of those up to a visibility, and say on stderr what was written.

    Give 1 when a file of the partner has an error, so that what is in it is missing, and 2 when nothing was written.
    """
    from knowledge.load import FolderMissing, load

    if to != HERE and to.resolve().is_relative_to(folder.resolve()):
        return cannot(ValueError(f"{to}: Spot would read each entry twice there: name a file outside of {folder}"))
    try:
        loaded = load(folder)
        own = chosen_partner(loaded, partner)
        entries = entries_to_export(loaded, own, widest)
    except (FolderMissing, NoPartner) as fault:
        return cannot(fault)
    if to == HERE and format is OutputFormat.XLSX and sys.stdout.isatty():
        return cannot(ValueError("a workbook is no text for a terminal: name a file with --to"))
    if not entries:
        return cannot(ValueError("there is no such entry, so nothing was written"))
    made = write(entries, format, f"Exported from {folder.resolve().name}/{entries[0].partner} on {today}")
    if to == HERE:
        sys.stdout.buffer.write(made.data)
    elif (code := save(to, made.data, replaces)) != FINE:
        return code
    dropped = f"; {format.value} does not hold {', '.join(made.dropped)}" if made.dropped else ""
    print(f"{counted(len(entries))} written{'' if to == HERE else f' to {to}'}{dropped}.", file=sys.stderr)
    missing = not_in_it(loaded, own)
    for file in missing:
        print(f"{file}: not in it, since the file has an error: mend what check says of it", file=sys.stderr)
    return FOUND if missing else FINE


def not_in_it(loaded: "Loaded", partner: str) -> list[str]:
    """Return the partner's files of entries that have an error."""
    files = (each.found for each in loaded.behind)
    return [each.file for each in files if each.partner == partner and each.kind is FileKind.ENTRIES]


def chosen_partner(loaded: "Loaded", partner: str | None) -> str:
    """Return the folder that is meant; raise NoPartner where there are several, or no such one."""
    folders = sorted({each.partner for each in loaded.entries})
    if partner is None and len(folders) == 1:
        return folders[0]
    listed = f"the folders are {', '.join(folders)}"
    if not folders:
        raise NoPartner("there is no entry to write: check says what is read from the folder")
    if partner is None:
        raise NoPartner(f"say whose entries with --partner: {listed}")
    if partner not in folders:
        raise NoPartner(f"no entry is of {partner}: {did_you_mean(partner, folders, listed)}")
    return partner


def entries_to_export(loaded: "Loaded", partner: str, widest: Visibility | None) -> Sequence[Entry]:
    """Return the partner's entries as they stand in the files, or what may be handed to people of a visibility."""
    own = [each for each in loaded.entries if each.partner == partner]
    return own if widest is None else handed_out(own, loaded.entries, widest)


def handed_out(own: Iterable[Entry], everything: Iterable[Entry], widest: Visibility) -> list[Entry]:
    """Return what people of this visibility are answered from, naming no entry to them that they are not."""
    names = {each.name for each in everything if is_answered(each, widest)}
    seen = (each for each in own if each.name in names)
    return [replace(each, follow_ups=tuple(one for one in each.follow_ups if one in names)) for each in seen]


def is_answered(entry: Entry, widest: Visibility) -> bool:
    """Return whether everybody of this visibility is answered from the entry."""
    return widest.includes(entry.visibility) and not entry.nda and entry.status is Status.PUBLISHED


def save(to: Path, data: bytes, replaces: bool) -> int:
    """Write the file, whole or not at all."""
    try:
        if replaces and to.is_file():
            saving.replace(to, data)
        else:
            saving.create(to, data)
    except FileExistsError:
        print(f"{to}: there is such a file: give --replace, or another name", file=sys.stderr)
        return COULD_NOT_RUN
    except OSError as fault:
        print(f"{to}: it cannot be written ({fault.strerror}): name another place", file=sys.stderr)
        return COULD_NOT_RUN
    return FINE

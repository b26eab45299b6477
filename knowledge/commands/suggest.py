"""`suggest`: wordings that customers confirmed and entries lack, shown as a diff and applied as one."""

import json
import sys
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, Any

import typer

from knowledge.commands.columns import columns, plain
from knowledge.commands.inputs.deployment import Deployment, content_folder
from knowledge.commands.inputs.opening import MatchingOptions, opening
from knowledge.commands.inputs.options import AnyFolder, AsFormat, Log, ResultFormat, Since
from knowledge.commands.inputs.real import real
from knowledge.commands.reporting import FINE, FOUND, TEXT, cannot, counted, progress, show, tell, written
from knowledge.entry import VENDOR_FOLDER
from knowledge.printable import exact

if TYPE_CHECKING:
    from knowledge.improve.applying import FileEdit
    from knowledge.improve.logs.logged import Logged

COLOURS = {r"(?m)^\+(?!\+\+).*$": "green", r"(?m)^-(?!--).*$": "red", r"(?m)^@@.*$": "cyan"}
AROUND = 2
"""Lines of a file that are shown on either side of a change."""


def command(
    context: typer.Context,
    folder: AnyFolder = None,
    log: Log = None,
    since: Since = None,
    partner: Annotated[str | None, typer.Option(metavar="PARTNER", help="Only that partner's folder.")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Write them into the files.")] = False,
    format: AsFormat = ResultFormat.TEXT,
) -> None:
    """Hold what customers confirmed against the entries; of the vendor's entries everybody asks."""
    known: Deployment = context.obj
    asked = known.questions(log, since, None if partner == VENDOR_FOLDER else partner)
    place = content_folder(known, folder)
    raise typer.Exit(run(place, asked, format.value, opening(known), partner=partner, write=apply))


def run(
    folder: Path,
    logged: "Sequence[Logged]",
    format: str,
    by: MatchingOptions,
    *,
    partner: str | None = None,
    write: bool = False,
) -> int:
    """Print what is suggested, and apply it where that is wanted; give 1 when a file could not be edited.

    With `partner` only that partner's folder is touched.
    """
    from knowledge.improve.applying import apply, edits
    from knowledge.improve.suggestions import suggestions
    from knowledge.load import FolderMissing

    try:
        base = by.open(folder)
    except FolderMissing as fault:
        return cannot(fault)
    planned = edits(folder, suggestions(base, real(logged, base.partners), partner, progress))
    done = apply(folder, planned) if write else planned
    told = FORMATS[format](folder, done, write)
    tell(told, COLOURS) if format == TEXT else show(told)
    faults = [(each.file, why) for each in done for why in (each.fault, *each.left_out) if why]
    for file, why in faults:
        print(plain(f"{written(folder, file)}: {why}"), file=sys.stderr)
    return FOUND if write and faults else FINE


def as_text(folder: Path, done: "Sequence[FileEdit]", applied: bool) -> str:
    """Return each file's change as a diff, its lines cut to the terminal where there is one; then how many
    there are.
    """
    good = [each for each in done if not each.fault]
    given = [one for each in good for one in each.suggestions]
    if not given:
        return "Nothing to suggest: no confirmed wording is missing.\n"
    entries = counted(len({each.entry.name for each in given}), "entry")
    what = f"{counted(len(given), 'wording')} for {entries}"
    end = f"{what} added." if applied else f"{what}; --apply adds them."
    return "\n".join([*(fitting(line) for each in good for line in diff(folder, each)), "", end]) + "\n"


def diff(folder: Path, edit: "FileEdit") -> Iterator[str]:
    """Yield the lines of a file's change, as `patch` and `git apply` take it."""
    name = written(folder, edit.file)
    old, new = (split(data.decode("utf-8-sig").replace("\r\n", "\n")) for data in (edit.before, edit.after))
    for line in unified_diff(old, new, f"a/{name}", f"b/{name}", n=AROUND):
        yield line[0] + exact(line[1:].rstrip("\n"))
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


def split(text: str) -> list[str]:
    """Return the lines of a text with their ends; the last may have none."""
    *lines, last = text.split("\n")
    return [f"{each}\n" for each in lines] + ([last] if last else [])


def fitting(line: str) -> str:
    """Return a line as a terminal has room for it; whole where it goes into a file."""
    if not sys.stdout.isatty() or columns(line) <= (room := get_terminal_size().columns):
        return line
    while columns(line) > room - 1:
        line = line[:-1]
    return f"{line}…"


def as_json(folder: Path, done: "Sequence[FileEdit]", applied: bool) -> str:
    """Return every suggestion with what Spot does with it now."""
    listed = [one for each in done for one in as_data(folder, each)]
    return json.dumps({"suggestions": listed, "applied": applied}, indent=2) + "\n"


def as_data(folder: Path, edit: "FileEdit") -> Iterator[dict[str, Any]]:
    """Yield the suggestions of a file as plain JSON data."""
    for each in edit.suggestions:
        yield {
            "entry": each.entry.name,
            "file": written(folder, edit.file),
            "line": each.entry.line,
            "text": each.text,
            "times": each.times,
            "last": each.last.isoformat(),
            "verdict": each.before.verdict.value,
            "confidence": each.before.confidence,
            "fault": edit.fault or None,
        }


FORMATS = {"text": as_text, "json": as_json}

"""`import`: brings a file of another system, a table or a page into a partner's folder, as Markdown or YAML."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from knowledge.commands.inputs.deployment import Deployment
from knowledge.commands.inputs.options import InFolder
from knowledge.commands.reporting import COULD_NOT_RUN, FINE, FOUND, cannot, show, written
from knowledge.files import saving
from knowledge.files.survey import FileKind, FoundFile
from knowledge.formats.editing.draft import CannotAppend
from knowledge.formats.reading import FilePlace
from knowledge.problems.nearest import shown
from knowledge.problems.problem import Problem
from knowledge.problems.report import has_error
from knowledge.slug import slug
from knowledge.writing.formats import OutputFormat, WrittenFile, ending

if TYPE_CHECKING:
    from knowledge.load import Loaded
    from knowledge.writing.imported import Import
    from knowledge.writing.target import TargetFile

PREVIEWED, PROBLEMS = 3, 20
"""Entries that a preview shows, and problems that are named."""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What somebody wants to bring in, and how."""

    file: Path
    into: str
    format: OutputFormat | None = None
    """None for the one that holds everything."""
    name: str | None = None
    """Of the new file, without its folder; made of the old one if None."""
    dry_run: bool = False
    replace: bool = False
    folder: Path | None = None
    """The folder as somebody wrote it; None for the content folder."""


def command(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A table, a page or another system's export.")],
    into: Annotated[str, typer.Option(metavar="PARTNER", help="Whose folder it goes into.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would come of it and write nothing.")] = False,
    format: Annotated[
        Literal["markdown", "yaml"] | None,
        typer.Option("--format", help="What it becomes; if none, the one that holds everything."),
    ] = None,
    name: Annotated[str | None, typer.Option(metavar="FILE", help="The new file's name; else the old one's.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file of that name.")] = False,
    folder: InFolder = None,
) -> None:
    """Bring the file into the folder that is named, else into the content folder."""
    known: Deployment = context.obj
    request = ImportRequest(file, into, OutputFormat(format) if format else None, name, dry_run, replace, folder)
    raise typer.Exit(run(folder or known.knowledge, request, known.today))


def run(folder: Path, wanted: ImportRequest, today: date) -> int:
    """Bring the file in and say what came of it; give 1 for errors in it, 2 when it cannot be: nothing is written."""
    from knowledge.load import FolderMissing, load
    from knowledge.writing import imported
    from knowledge.writing.target import TargetFile, target_of

    try:
        loaded = load(folder)
        target = target_of(loaded, f"{wanted.into.strip('/')}/{wanted.name or first_name(wanted)}")
    except (FolderMissing, CannotAppend) as fault:
        return cannot(fault)
    if not wanted.file.is_file():
        return cannot(ValueError(f"{wanted.file}: there is no such file"))
    if not imported.is_readable(wanted.file.name):
        return cannot(ValueError(f"{wanted.file}: Spot does not read files of this kind"))
    taken = {each.id for each in loaded.entries if each.partner == target.partner and each.file != target.file}
    found = imported.read(wanted.file, place(loaded, target), taken, today)
    show("".join(f"{wanted.file.parent / each.file}:{problem_line(each)}\n" for each in found.problems[:PROBLEMS]))
    if has_error(found.problems) or not found.entries:
        print(refusal_message(wanted, found), file=sys.stderr)
        return FOUND
    format, made = imported.made(found, wanted.format)
    target = TargetFile(target.partner, str(Path(target.file).with_suffix(ending(format)).as_posix()))
    if made.dropped:
        print(cannot_hold(format, made), file=sys.stderr)
        return FOUND
    path = folder / target.file
    if path.exists() and not wanted.replace:
        return cannot(
            FileExistsError(f"{path}: there is such a file, so nothing was written: give --name or --replace")
        )
    if not wanted.dry_run and (code := save(path, made.data)) != FINE:
        return code
    show(report(found, written(folder, target.file), folder if wanted.folder else None, is_dry=wanted.dry_run))
    return FINE


def first_name(wanted: ImportRequest) -> str:
    """Return the name of the new file, by that of the old one."""
    return f"{slug(wanted.file.stem) or 'imported'}{ending(wanted.format or OutputFormat.MARKDOWN)}"


def place(loaded: "Loaded", target: "TargetFile") -> FilePlace:
    """Return where the entries go, and what the folder says of them."""
    from knowledge.files.record import place_of

    found = FoundFile(Path(target.file), target.file, target.partner, FileKind.ENTRIES)
    return place_of(found, loaded.partners.get(target.partner))


def problem_line(problem: Problem) -> str:
    """Return a problem of the file, after its name."""
    return f"{str(problem).removeprefix(problem.file).removeprefix(':')} ({problem.level} {problem.code})"


def refusal_message(wanted: ImportRequest, found: "Import") -> str:
    """Say why nothing was written."""
    if not found.entries:
        return f"{wanted.file}: there is no entry in it, so nothing was written"
    return f"{wanted.file}: nothing was written; mend what is an error, and import it again"


def cannot_hold(format: OutputFormat, made: WrittenFile) -> str:
    """Say what a format does not hold, and which does."""
    return f"{format.value} does not hold {as_list(made.dropped)}, so nothing was written: use --format yaml"


def as_list(parts: Sequence[str]) -> str:
    """Return parts as people list them."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def report(found: "Import", target: str, folder: Path | None, *, is_dry: bool) -> str:
    """Say what was brought in, what was changed on the way, and how to go on."""
    from knowledge.writing import imported

    lines = [
        f"{imported.summary(found.entries)} {'would go' if is_dry else 'went'} into {target}.",
        *(f"  {each}" for each in found.done[:PROBLEMS]),
        *([f"  and {len(found.done) - PROBLEMS:,} more"] if len(found.done) > PROBLEMS else []),
    ]
    if is_dry:
        lines += ["", *preview(found), "", "Nothing was written: leave out --dry-run to write it."]
    else:
        lines += ["", f"Look at it in your editor; then python app.py check{f' {folder}' if folder else ''}, and test."]
    return "\n".join(lines) + "\n"


def preview(found: "Import") -> Iterator[str]:
    """Yield the first entries, shortened."""
    for each in found.entries[:PREVIEWED]:
        yield f"  {each.id}: {each.question}"
        yield f"    {shown(each.answer)}"
    if len(found.entries) > PREVIEWED:
        yield f"  and {len(found.entries) - PREVIEWED:,} more"


def save(path: Path, data: bytes) -> int:
    """Write the file, whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and not path.is_symlink():
            saving.replace(path, data)
        else:
            saving.create(path, data)
    except OSError as fault:
        print(f"{path}: it cannot be written ({fault.strerror}): check its rights", file=sys.stderr)
        return COULD_NOT_RUN
    return FINE

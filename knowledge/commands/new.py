"""`new`: writes a draft for a question into a partner's file, for somebody to finish."""

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knowledge.commands.inputs.deployment import Deployment
from knowledge.commands.inputs.options import InFolder
from knowledge.commands.reporting import COULD_NOT_RUN, FINE, cannot, show, written
from knowledge.formats import values
from knowledge.formats.editing.draft import CannotAppend, EntryDraft
from knowledge.improve.drafting.review_date import in_a_year
from knowledge.printable import is_exact
from knowledge.problems.nearest import shown
from knowledge.problems.report import Refused
from knowledge.slug import slug

if TYPE_CHECKING:
    from knowledge.load import Loaded
    from knowledge.writing.target import TargetFile


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """What somebody wants to have written, and where."""

    question: str
    into: str
    """`partner/file`, or either of them."""
    id: str | None = None
    owner: str | None = None
    folder: Path | None = None
    """The folder as somebody wrote it; None for the content folder."""


def command(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="What people ask, in quotes.")],
    into: Annotated[str, typer.Option(metavar="PARTNER[/FILE]", help="Whose entry it is, and in which file.")],
    id_: Annotated[str | None, typer.Option("--id", metavar="ID", help="Made of the question if none.")] = None,
    owner: Annotated[str | None, typer.Option(help="Who looks after it; the file or folder says so if none.")] = None,
    folder: InFolder = None,
) -> None:
    """Write the draft into the folder that is named, else into the content folder."""
    known: Deployment = context.obj
    request = DraftRequest(question, into, id_, owner, folder)
    raise typer.Exit(run(folder or known.knowledge, request, known.today))


def run(folder: Path, wanted: DraftRequest, today: date) -> int:
    """Write the draft and say how to go on; give 2, having written nothing, when that cannot be."""
    from knowledge.improve.drafting.placing import write
    from knowledge.load import FolderMissing, load
    from knowledge.writing.target import target_of

    try:
        loaded = load(folder)
        target = target_of(loaded, wanted.into)
        draft = draft_of(loaded, target, wanted, today)
        line = write(folder, loaded, target, draft).line
    except FolderMissing as fault:
        return cannot(fault)
    except (CannotAppend, Refused) as fault:
        print(one_line(fault), file=sys.stderr)
        return COULD_NOT_RUN
    except OSError as fault:
        where = written(folder, target.file)
        print(f"{where}: it cannot be written ({fault.strerror}): check its rights", file=sys.stderr)
        return COULD_NOT_RUN
    show(how_to_go_on(f"{written(folder, target.file)}:{line}", f"{target.partner}/{draft.id}", wanted.folder))
    return FINE


def one_line(fault: Exception) -> str:
    """Return what is wrong and what to do, on one line."""
    return f"{fault.what}: {fault.remedy}" if isinstance(fault, Refused) else str(fault)


def draft_of(loaded: "Loaded", target: "TargetFile", wanted: DraftRequest, today: date) -> EntryDraft:
    """Return the draft; raise CannotAppend when its id is taken or none can be made of the question."""
    question = " ".join(wanted.question.split())
    id = wanted.id or slug(question)
    if not question or not is_exact(question):
        raise CannotAppend("there is no question: write what people ask, in quotes")
    if not values.ID.fullmatch(id) or id == values.NOBODY:
        raise CannotAppend(f"{shown(id)} cannot be an id: give one with --id, of letters, digits and hyphens")
    if taken := next((each for each in loaded.entries if each.name == f"{target.partner}/{id}"), None):
        raise CannotAppend(
            f"the id {id} stands in {taken.file}:{taken.line} already: add to it, or give another with --id"
        )
    return EntryDraft(id, question, owner=wanted.owner, review=in_a_year(today))


def how_to_go_on(place: str, name: str, folder: Path | None) -> str:
    """Return where the draft stands, and what comes next."""
    where = "" if folder is None else folder.as_posix()
    return (
        f"{place}: {name} is a draft now.\n\n"
        "1. Write the answer there, and below the question other ways of asking it.\n"
        f"2. python app.py check {where}".rstrip()
        + "\n"
        f"3. python app.py preview {name}{where and f' --folder {where}'}\n"
        "4. Delete the line with status: draft, and Spot answers with it.\n"
    )

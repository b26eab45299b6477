"""Who looks at cases: the option that names them, and their eyes."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.deployment import LocalDeployment
from knowledge.commands.inputs.options import ResultFormat

if TYPE_CHECKING:
    from bot.commands.case.case_view import Eyes

AsViewer = Annotated[
    str | None, typer.Option("--as", metavar="PERSON", help="As this person sees them; a lead if none.")
]


def eyes_for(known: LocalDeployment, person: str | None, format: ResultFormat) -> "Eyes | None":
    """Return whose eyes are needed: for nobody in particular only as data, which is as a lead sees it."""
    from bot.commands.case.case_view import lead_eyes

    if person:
        return eyes_of_viewer(known, person)
    return lead_eyes(known.knowledge) if format is ResultFormat.JSON else None


def eyes_of_viewer(known: LocalDeployment, person: str | None) -> "Eyes":
    """Return whose eyes a command looks through, or end with one line that says what is wrong."""
    from bot.commands.case.case_view import eyes_of

    found = eyes_of(known.knowledge, person)
    if found is None:
        raise typer.Exit(2)
    return found

"""Who looks at accounts, and into which knowledge."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.deployment import LocalDeployment
from bot.commands.terminal import printable

if TYPE_CHECKING:
    from bot.report.account_page import Look
    from knowledge.base import KnowledgeBase

COULD_NOT_RUN = 2
AsViewer = Annotated[str | None, typer.Option("--as", metavar="PERSON", help="As this person sees it; a lead if none.")]
Account = Annotated[str, typer.Argument(metavar="ACCOUNT", help="Its id in the directory, such as bakery.")]


def look_of_viewer(known: LocalDeployment, person: str | None) -> "Look":
    """Return who looks into which knowledge, or end with one line that says what is wrong."""
    from knowledge.load import FolderMissing

    try:
        found = look_of(known.open_base(), person)
    except FolderMissing as fault:
        typer.echo(fault, err=True)
        raise typer.Exit(COULD_NOT_RUN) from None
    if found is None:
        raise typer.Exit(COULD_NOT_RUN)
    return found


def look_of(base: "KnowledgeBase", person: str | None, now: datetime | None = None) -> "Look | None":
    """Return who looks, a lead where nobody is named; None, after a line that says so, where nobody is called that."""
    from bot.report.account_page import Look
    from knowledge.people.directory import UnknownPerson

    at = now or datetime.now(UTC)
    try:
        return Look(base, base.directory.person(person, today=at.date()) if person else None, at)
    except UnknownPerson as fault:
        print(printable(str(fault)), file=sys.stderr)
        return None

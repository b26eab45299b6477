"""The commands for drafts that came of answered cases: one step from an answer to an entry."""

from typing import Annotated

import typer

from bot.commands.options import AsFormat, Format, InFolder, settings

Entry = Annotated[str, typer.Argument(metavar="PARTNER/ID", help="The draft's full name, as draft list shows it.")]

app = typer.Typer()
drafts = typer.Typer(help="Validate the drafts that came of answered cases.", no_args_is_help=True)
app.add_typer(drafts, name="draft")


@drafts.command("list")
def draft_list(folder: InFolder = None, format: AsFormat = Format.TEXT) -> None:
    """List what waits to be validated, and what could not be written yet."""
    from bot.commands.entries.draft import run_list

    given = settings()
    raise typer.Exit(run_list(folder or given.knowledge, given.database, format.value))


@drafts.command("accept")
def draft_accept(entry: Entry, folder: InFolder = None) -> None:
    """Publish a draft where it stands: a running Spot answers with it two seconds later. Exits 0, 1 or 2."""
    from bot.commands.entries.draft import run_accept

    raise typer.Exit(run_accept(folder or settings().knowledge, entry))


@drafts.command("drop")
def draft_drop(entry: Entry, folder: InFolder = None) -> None:
    """Retire a draft where it stands: nobody is ever answered with it. Exits 0, 1 or 2."""
    from bot.commands.entries.draft import run_drop

    raise typer.Exit(run_drop(folder or settings().knowledge, entry))

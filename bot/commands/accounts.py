"""The commands on accounts: who they are, and what those who look after them bring to a review meeting."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.asked import opening
from bot.commands.options import AsFormat, Format, settings

if TYPE_CHECKING:
    from bot.report.account_page import Look

app = typer.Typer()
accounts = typer.Typer(help="Look at accounts, and take their pages to a meeting.", no_args_is_help=True)
app.add_typer(accounts, name="account")


class PageFormat(StrEnum):
    """How a page is written: for people, for programs."""

    MARKDOWN = "markdown"
    JSON = "json"


As = Annotated[str | None, typer.Option("--as", metavar="PERSON", help="As this person sees it; a lead if none.")]
Account = Annotated[str, typer.Argument(metavar="ACCOUNT", help="Its id in the directory, such as bakery.")]


def look(person: str | None) -> "Look":
    """Return who looks into which knowledge, or end with one line that says what is wrong."""
    from bot.commands.reports.account import COULD_NOT_RUN, look_of
    from knowledge.load import FolderMissing

    try:
        found = look_of(opening().open(settings().knowledge), person)
    except FolderMissing as fault:
        typer.echo(fault, err=True)
        raise typer.Exit(COULD_NOT_RUN) from None
    if found is None:
        raise typer.Exit(COULD_NOT_RUN)
    return found


@accounts.command("list")
def account_list(person: As = None, format: AsFormat = Format.TEXT) -> None:
    """List the accounts, and how the agreements of their partners stand."""
    from bot.commands.reports.account import run_list

    raise typer.Exit(run_list(look(person), format.value))


@accounts.command("show")
def account_show(account: Account, person: As = None, format: AsFormat = Format.TEXT) -> None:
    """Show an account: what is open, what recurs, what is planned, how its people fared."""
    from bot.commands.reports.account import run_show

    raise typer.Exit(run_show(settings().database, look(person), account, format.value))


@accounts.command("export")
def account_export(
    account: Account,
    to: Annotated[str, typer.Option(metavar="FILE", help="Where to write it; - for here.")] = "-",
    person: As = None,
    format: Annotated[PageFormat, typer.Option("--format", help="For people, or for programs.")] = PageFormat.MARKDOWN,
) -> None:
    """Write an account's page for a review meeting, as whoever is to read it may see it."""
    from bot.commands.reports.account import run_export

    raise typer.Exit(run_export(settings().database, look(person), account, format.value, to))

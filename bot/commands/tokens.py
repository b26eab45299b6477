"""The commands for the tokens of the REST API."""

from typing import Annotated

import typer

from bot.commands.options import AsFormat, Format, settings

DAYS = 90
"""How long a token is good unless somebody says otherwise."""
MOST_DAYS = 3650

app = typer.Typer()
tokens = typer.Typer(help="Make, list and revoke tokens of the REST API.", no_args_is_help=True)
app.add_typer(tokens, name="token")


@tokens.command("new")
def token_new(
    person: Annotated[str, typer.Option("--as", metavar="PERSON", help="Whom it speaks as, such as harbor/mara.")],
    scope: Annotated[
        list[str] | None, typer.Option("--scope", help="What it may do, such as cases:read; none: all that they may.")
    ] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=MOST_DAYS, help="How long it is good.")] = DAYS,
    format: AsFormat = Format.TEXT,
) -> None:
    """Make a token and print it, this once."""
    from bot.commands.access.token import Wanted, run_new

    given = settings()
    scopes = tuple(one for each in scope or () for one in each.replace(",", " ").split())
    raise typer.Exit(run_new(given.database, given.knowledge, Wanted(person, scopes, days), format.value))


@tokens.command("list")
def token_list(format: AsFormat = Format.TEXT) -> None:
    """List the tokens: whom they speak as, what they may do, when they were last used."""
    from bot.commands.access.token import run_list

    raise typer.Exit(run_list(settings().database, format.value))


@tokens.command("revoke")
def token_revoke(id: Annotated[str, typer.Argument(help="The token's id, as `token list` shows it.")]) -> None:
    """End a token at once and for good."""
    from bot.commands.access.token import run_revoke

    raise typer.Exit(run_revoke(settings().database, id))

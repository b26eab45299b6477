"""The commands that show what is written down: cases and conversations."""

from typing import Annotated

import typer

from bot.commands.given import AsFormat, Format, settings

app = typer.Typer()
cases = typer.Typer(help="Read the cases in the database.", no_args_is_help=True)
app.add_typer(cases, name="case")


@cases.command("list")
def case_list(format: AsFormat = Format.TEXT) -> None:
    """List the cases, newest first."""
    from bot.operate.case import run_list

    raise typer.Exit(run_list(settings().database, format.value))


@cases.command("show")
def case_show(number: Annotated[str, typer.Argument(help="Such as C-1001.")], format: AsFormat = Format.TEXT) -> None:
    """Show one case with everything that happened to it."""
    from bot.operate.case import run_show

    raise typer.Exit(run_show(settings().database, number, format.value))


@cases.command("package")
def case_package(
    number: Annotated[str, typer.Argument(help="Such as C-1001.")], format: AsFormat = Format.TEXT
) -> None:
    """Show what whoever holds a case is given of it when it is escalated: as Markdown, or as JSON."""
    from bot.operate.package import run

    raise typer.Exit(run(settings(), number, format.value))


@app.command()
def transcript(
    conversation: Annotated[
        str | None, typer.Argument(help="A conversation's key or a case number; none: the list.")
    ] = None,
    format: AsFormat = Format.TEXT,
) -> None:
    """Show a conversation as it was said, with the reason for every answer."""
    from bot.operate.transcript import run

    raise typer.Exit(run(settings().database, conversation, format.value))

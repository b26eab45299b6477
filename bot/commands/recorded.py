"""The commands that show what is written down: cases and conversations."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.asked import day
from bot.commands.options import AsFormat, Format, settings

if TYPE_CHECKING:
    from bot.commands.cases.case_view import Eyes

app = typer.Typer()
cases = typer.Typer(help="Read the cases in the database.", no_args_is_help=True)
app.add_typer(cases, name="case")


class ExportFormat(StrEnum):
    """How cases are exported: for a spreadsheet, for programs, for reading."""

    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


class OfKind(StrEnum):
    """Which cases are exported."""

    SUPPORT = "support"
    SALES = "sales"


As = Annotated[str | None, typer.Option("--as", metavar="PERSON", help="As this person sees them; a lead if none.")]


def eyes(person: str | None) -> "Eyes":
    """Return whose eyes a command looks through, or end with one line that says what is wrong."""
    from bot.commands.cases.case_view import eyes_of

    found = eyes_of(settings().knowledge, person)
    if found is None:
        raise typer.Exit(2)
    return found


def seeing(person: str | None, format: Format) -> "Eyes | None":
    """Return whose eyes are needed: for nobody in particular only as data, which is as a lead sees it."""
    from bot.commands.cases.case_view import lead_eyes

    if person:
        return eyes(person)
    return lead_eyes(settings().knowledge) if format is Format.JSON else None


@cases.command("list")
def case_list(person: As = None, format: AsFormat = Format.TEXT) -> None:
    """List the cases, newest first."""
    from bot.commands.cases.case import run_list

    raise typer.Exit(run_list(settings().database, format.value, seeing(person, format)))


@cases.command("show")
def case_show(
    number: Annotated[str, typer.Argument(help="Such as C-1001.")], person: As = None, format: AsFormat = Format.TEXT
) -> None:
    """Show one case with everything that happened to it, or what somebody may see of that."""
    from bot.commands.cases.case import run_show

    raise typer.Exit(run_show(settings().database, number, format.value, seeing(person, format)))


@cases.command("export")
def case_export(
    to: Annotated[str, typer.Option(metavar="FILE", help="Where to write it; - for here.")] = "-",
    person: As = None,
    account: Annotated[str | None, typer.Option(metavar="ACCOUNT", help="Only that account's.")] = None,
    partner: Annotated[str | None, typer.Option(metavar="PARTNER", help="Only whom that partner serves.")] = None,
    kind: Annotated[OfKind | None, typer.Option("--kind", help="Only these.")] = None,
    since: Annotated[
        date | None, typer.Option(parser=day, metavar="YYYY-MM-DD", help="Only what something happened to since, UTC.")
    ] = None,
    format: Annotated[ExportFormat, typer.Option("--format", help="How to write them.")] = ExportFormat.CSV,
) -> None:
    """Write cases as whoever is to read them may see them, newest first."""
    from bot.commands.cases.case_export import run
    from bot.commands.questions.question_log import beginning
    from bot.desk.case import Kind
    from bot.store.desk.cases import Wanted

    wanted = Wanted(
        kind=Kind(kind.value) if kind else None,
        account=account,
        partner=partner,
        updated_since=beginning(since) if since else None,
    )
    raise typer.Exit(run(settings().database, eyes(person), wanted, format.value, to))


@cases.command("package")
def case_package(
    number: Annotated[str, typer.Argument(help="Such as C-1001.")], format: AsFormat = Format.TEXT
) -> None:
    """Show what whoever holds a case is given of it when it is escalated: as Markdown, or as JSON."""
    from bot.commands.cases.package import run

    raise typer.Exit(run(settings(), number, format.value))


@app.command()
def transcript(
    conversation: Annotated[
        str | None, typer.Argument(help="A conversation's key or a case number; none: the list.")
    ] = None,
    format: AsFormat = Format.TEXT,
) -> None:
    """Show a conversation as it was said, with the reason for every answer."""
    from bot.commands.cases.transcript import run

    raise typer.Exit(run(settings().database, conversation, format.value))

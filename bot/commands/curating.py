"""The commands of those who write knowledge files."""

from typing import Annotated

import typer

from bot.commands.given import AnyFolder, AsFormat, AsPerson, AsReport, Format, ReportFormat, settings, today

app = typer.Typer()


@app.command()
def check(
    folder: AnyFolder = None,
    format: AsReport = ReportFormat.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings are errors too.")] = False,
) -> None:
    """Read every knowledge file and name each mistake: file, line, remedy. Exits 0, 1 (errors) or 2 (could not run)."""
    from knowledge.commands.check import run

    raise typer.Exit(run(folder or settings().knowledge, format.value, strict))


@app.command()
def words(
    folder: AnyFolder = None,
    as_: AsPerson = None,
    format: AsFormat = Format.TEXT,
) -> None:
    """Show what counts as one word for a person: acronyms of the entries, and what words.yaml files say."""
    from knowledge.commands.words import run

    raise typer.Exit(run(folder or settings().knowledge, as_, format.value, today()))

"""The commands of those who write knowledge files."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.given import AsFormat, AsPerson, Format, ReportFormat, settings, today

app = typer.Typer()


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="Any folder of knowledge files; the content folder if none.")
    ] = None,
    format: Annotated[ReportFormat, typer.Option("--format", help="How to report.")] = ReportFormat.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings are errors too.")] = False,
) -> None:
    """Read every knowledge file and name each mistake: file, line, remedy. Exits 0, 1 (errors) or 2 (could not run)."""
    from knowledge.commands.check import run

    raise typer.Exit(run(folder or settings().knowledge, format.value, strict))


@app.command()
def words(
    folder: Annotated[
        Path | None, typer.Argument(help="Any folder of knowledge files; the content folder if none.")
    ] = None,
    as_: AsPerson = None,
    format: AsFormat = Format.TEXT,
) -> None:
    """Show what counts as one word for a person: acronyms of the entries, and what words.yaml files say."""
    from knowledge.commands.words import run

    raise typer.Exit(run(folder or settings().knowledge, as_, format.value, today()))

"""What every command is given: the settings, the day, the extra, and the options that several share."""

from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.matching.encoder.semantic_extra import SemanticExtra


class Format(StrEnum):
    """How a command reports."""

    TEXT = "text"
    JSON = "json"


class ReportFormat(StrEnum):
    """How a command that finds mistakes reports: for people, for programs, for a pull request, for a CI server."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    JUNIT = "junit"


AsFormat = Annotated[Format, typer.Option("--format", help="For people, or for programs.")]
AsReport = Annotated[ReportFormat, typer.Option("--format", help="How to report.")]
AsPerson = Annotated[str | None, typer.Option("--as", metavar="PERSON", help="Who asks, such as bakery/olu.")]

AnyFolder = Annotated[Path | None, typer.Argument(help="Any folder of knowledge files; the content folder if none.")]

InFolder = Annotated[
    Path | None, typer.Option("--folder", help="Any folder of knowledge files; the content folder if none.")
]


def settings() -> "Settings":
    """Return the settings, or end with one line that says what is wrong with them."""
    from bot.settings import SettingsError, load

    try:
        return load()
    except SettingsError as fault:
        typer.echo(fault, err=True)
        raise typer.Exit(2) from None


def has_screen() -> bool:
    """Return whether a browser could open a window here."""
    from bot.settings import has_screen

    return has_screen()


def extra(settings: "Settings") -> "SemanticExtra | None":
    """Return the extra that is set, or None; one line says when it is set and cannot be had."""
    from bot.live.semantic_extra import extra_of

    return extra_of(settings, lambda line: typer.echo(line, err=True))


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day, in UTC."""
    return now().date()

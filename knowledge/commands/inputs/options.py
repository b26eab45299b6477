"""The options and arguments that several commands share, each written once; nothing of what a command does."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class ResultFormat(StrEnum):
    """How a command reports: for people, for programs."""

    TEXT = "text"
    JSON = "json"


class ReportFormat(StrEnum):
    """How a command that finds mistakes reports: for people, for programs, for a pull request, for a CI server."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    JUNIT = "junit"


def parse_day(written: str) -> date:
    """Return a day as somebody wrote it; raise ValueError for what is none."""
    try:
        return datetime.strptime(written, "%Y-%m-%d").date()
    except ValueError:
        raise ValueError(f"{written!r} is no date: write it like 2026-01-31") from None


AsFormat = Annotated[ResultFormat, typer.Option("--format", help="For people, or for programs.")]
AsReport = Annotated[ReportFormat, typer.Option("--format", help="How to report.")]
AsPerson = Annotated[str | None, typer.Option("--as", metavar="PERSON", help="Who asks, such as bakery/olu.")]
AnyFolder = Annotated[Path | None, typer.Argument(help="Any folder of knowledge files; the content folder if none.")]
InFolder = Annotated[
    Path | None, typer.Option("--folder", help="Any folder of knowledge files; the content folder if none.")
]
Since = Annotated[
    date | None, typer.Option(parser=parse_day, metavar="YYYY-MM-DD", help="Only what was asked since that day, UTC.")
]
Partner = Annotated[str | None, typer.Option(metavar="PARTNER", help="Only what that partner may read.")]
Log = Annotated[
    str | None, typer.Option(metavar="FILE|URL", help="A log by questions --export, - for stdin; else the database's.")
]

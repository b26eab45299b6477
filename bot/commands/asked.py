"""The commands that learn from what was really asked: the question log, and what it says of the entries."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import AnyFolder, AsFormat, AsReport, Format, ReportFormat, extra, settings, today

if TYPE_CHECKING:
    from bot.commands.questions.question_place import Place
    from knowledge.commands.opening import MatchingOptions
    from knowledge.improve.logs.logged import Logged

app = typer.Typer()


def day(written: str) -> date:
    """Return a day as somebody wrote it; raise ValueError for what is none."""
    try:
        return datetime.strptime(written, "%Y-%m-%d").date()
    except ValueError:
        raise ValueError(f"{written!r} is no date: write it like 2026-01-31") from None


Since = Annotated[
    date | None, typer.Option(parser=day, metavar="YYYY-MM-DD", help="Only what was asked since that day, UTC.")
]
Partner = Annotated[str | None, typer.Option(metavar="PARTNER", help="Only what that partner may read.")]
Log = Annotated[
    str | None, typer.Option(metavar="FILE|URL", help="A log by questions --export, - for stdin; else the database's.")
]


class FailOn(StrEnum):
    """What makes `diff` fail."""

    NEWLY_WRONG = "newly-wrong"
    NEWLY_UNANSWERED = "newly-unanswered"
    CHANGED_ANSWER = "changed-answer"
    NO_LONGER_OFFERED = "no-longer-offered"


class Sort(StrEnum):
    """By what `coverage` orders the entries."""

    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    NO_HELP = "no-help"
    CASES = "cases"
    LAST = "last"
    REVIEW = "review"
    ENTRY = "entry"


def content(folder: Path | None) -> Path:
    """Return the folder that was named, else the content folder; from here, where it lies below."""
    found = folder or settings().knowledge
    here = Path.cwd()
    return found.relative_to(here) if found.is_absolute() and found.is_relative_to(here) else found


def place() -> "Place":
    """Return where questions are written down."""
    from bot.commands.questions.question_place import Place

    known = settings()
    return Place(known.database, known.knowledge)


def logged(log: str | None, since: date | None, partner: str | None = None) -> "list[Logged]":
    """Return the questions of the log, or end with one line that says why there is none."""
    from bot.commands.questions.question_log import NoLog, read

    try:
        return read(place(), log, since, partner)
    except NoLog as fault:
        typer.echo(fault, err=True)
        raise typer.Exit(2) from None


def opening() -> "MatchingOptions":
    """Return what matching needs beside the folder, as Spot would answer where it runs."""
    from bot.commands.judging.judgements import judged
    from knowledge.commands.opening import MatchingOptions

    known = settings()
    return MatchingOptions(judged(known.database, known.target_precision), extra(known), known.learned)


@app.command()
def questions(
    export: Annotated[str, typer.Option(metavar="FILE", help="Where to write it; - for here.")] = "-",
    since: Since = None,
    partner: Partner = None,
) -> None:
    """Write the question log as JSON lines: what was asked and what came of it, without the person."""
    from bot.commands.questions import question_rows
    from bot.commands.questions.question_log import beginning

    raise typer.Exit(question_rows.export(place(), export, beginning(since), partner))


@app.command()
def diff(
    revision: Annotated[str, typer.Argument(metavar="REV", help="A commit, branch or tag to compare with.")] = "HEAD",
    folder: AnyFolder = None,
    log: Log = None,
    since: Since = None,
    fail_on: Annotated[list[FailOn] | None, typer.Option("--fail-on", help="What makes it exit with 1.")] = None,
    format: AsReport = ReportFormat.TEXT,
) -> None:
    """Show what an edit changes for labelled questions and last month's real ones. Exits 0, 1 (see --fail-on) or 2."""
    from knowledge.commands.diff import DiffOptions, last_month, run

    known = settings()
    begin = since or last_month(today())
    real = logged(log, begin) if log or known.database.exists() else []
    failing = frozenset(each.value for each in fail_on or ())
    terms = DiffOptions(content(folder), revision, real, failing, known.target_precision)
    raise typer.Exit(run(terms, format.value, extra(known), known.learned))


@app.command()
def gaps(
    folder: AnyFolder = None,
    log: Log = None,
    since: Since = None,
    partner: Partner = None,
    most: Annotated[int, typer.Option(min=1, help="Show so many, the most asked first.")] = 20,
    least: Annotated[int, typer.Option(min=1, help="Show only what was asked so often.")] = 1,
    write: Annotated[
        str | None, typer.Option(metavar="PARTNER", help="Draft entries in that partner's folder.")
    ] = None,
    format: AsFormat = Format.TEXT,
) -> None:
    """Show what people asked and nobody answered, the same in other words once, with the nearest entry."""
    asked = logged(log, since, partner)
    from knowledge.commands.gaps import GapOptions, run

    raise typer.Exit(run(content(folder), asked, GapOptions(most, least, write), format.value, opening(), today()))


@app.command()
def coverage(
    folder: AnyFolder = None,
    log: Log = None,
    since: Since = None,
    partner: Partner = None,
    sort: Annotated[Sort, typer.Option("--sort", help="What comes first.")] = Sort.ANSWERED,
    most: Annotated[int, typer.Option(min=1, help="List so many in each part.")] = 50,
    format: AsFormat = Format.TEXT,
) -> None:
    """Show what each entry did for those who asked, which never answered, and which are past their review."""
    from knowledge.commands.coverage import run

    asked = logged(log, since, partner)
    raise typer.Exit(run(content(folder), asked, sort.value, format.value, today(), most=most))


@app.command()
def suggest(
    folder: AnyFolder = None,
    log: Log = None,
    since: Since = None,
    partner: Annotated[str | None, typer.Option(metavar="PARTNER", help="Only that partner's folder.")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Write them into the files.")] = False,
    format: AsFormat = Format.TEXT,
) -> None:
    """Show wordings that customers confirmed and entries lack, as a diff. Exits 0, 1 (a file was not edited) or 2."""
    from knowledge.entry import VENDOR_FOLDER

    whose = None if partner == VENDOR_FOLDER else partner  # everybody asks of the vendor's entries
    asked = logged(log, since, whose)
    from knowledge.commands.suggest import run

    raise typer.Exit(run(content(folder), asked, format.value, opening(), partner=partner, write=apply))

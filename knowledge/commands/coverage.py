"""`coverage`: what each entry did for those who asked, which were never needed, and which are due for review."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from knowledge.commands.columns import WIDTH, padded
from knowledge.commands.inputs.deployment import Deployment, content_folder
from knowledge.commands.inputs.options import AnyFolder, AsFormat, Log, Partner, ResultFormat, Since
from knowledge.commands.inputs.real import real
from knowledge.commands.reporting import FINE, TEXT, cannot, counted, show, tell, written
from knowledge.improve.coverage import EntryUse, coverage

if TYPE_CHECKING:
    from knowledge.improve.logs.logged import Logged

COLOURS = {r"(?m)^entry .*$": "bold", r"(?m)^(never answered|past review) \([\d,]+\)$": "bold yellow"}
ALWAYS = date.min
MOST = 50
"""Entries that each part of the text lists."""


class Sort(StrEnum):
    """By what the entries are ordered."""

    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    NO_HELP = "no-help"
    CASES = "cases"
    LAST = "last"
    REVIEW = "review"
    ENTRY = "entry"


SORTS: Mapping[Sort, Callable[[EntryUse], tuple[Any, ...]]] = {
    Sort.ANSWERED: lambda use: (-use.answered, use.entry.name),
    Sort.CONFIRMED: lambda use: (-use.confirmed, use.entry.name),
    Sort.NO_HELP: lambda use: (-use.refused, use.entry.name),
    Sort.CASES: lambda use: (-use.escalated, use.entry.name),
    Sort.LAST: lambda use: (-(use.last or ALWAYS).toordinal(), use.entry.name),
    Sort.REVIEW: lambda use: ((use.entry.review or date.max).toordinal(), use.entry.name),
    Sort.ENTRY: lambda use: (use.entry.name,),
}
HEADS = ("answered", "confirmed", "no help", "cases", "last")
WIDTHS = (8, 9, 7, 5, 10)
ROOM = WIDTH - sum(WIDTHS) - 2 * len(WIDTHS)
"""Columns for an entry's name."""


def command(
    context: typer.Context,
    folder: AnyFolder = None,
    log: Log = None,
    since: Since = None,
    partner: Partner = None,
    sort: Annotated[Sort, typer.Option("--sort", help="What comes first.")] = Sort.ANSWERED,
    most: Annotated[int, typer.Option(min=1, help="How many to list in each part.")] = MOST,
    format: AsFormat = ResultFormat.TEXT,
) -> None:
    """Hold the questions of a log against the entries."""
    known: Deployment = context.obj
    asked = known.questions(log, since, partner)
    raise typer.Exit(run(content_folder(known, folder), asked, sort, format.value, known.today, most=most))


def run(folder: Path, logged: "Sequence[Logged]", sort: Sort, format: str, today: date, *, most: int = MOST) -> int:
    """Print the use of every entry of a folder, so many a part at most as text; give 2 when there is none."""
    from knowledge.load import FolderMissing, load

    try:
        base = load(folder)
    except FolderMissing as fault:
        return cannot(fault)
    asked = real(logged, base.partners)
    uses, gone = coverage(base.entries, asked, base.partners)
    uses.sort(key=SORTS[sort])
    told = FORMATS[format](folder, uses, CoverageHeading(len(asked), gone, today, most))
    tell(told, COLOURS) if format == TEXT else show(told)
    return FINE


class CoverageHeading:
    """What a report says of all entries together."""

    def __init__(self, asked: int, gone: int, today: date, most: int) -> None:
        self.asked, self.gone, self.today, self.most = asked, gone, today, most


def as_text(folder: Path, uses: Sequence[EntryUse], heading: CoverageHeading) -> str:
    """Return a table of the entries that answered, then those that never did, then those whose review is past."""
    used = [each for each in uses if each.answered or each.refused]
    never = [each for each in uses if not each.answered and not each.refused]
    overdue = [each for each in uses if each.is_overdue(heading.today)]
    lines = [summary(uses, heading), ""]
    if used:
        rows = (row(each.entry.name, cells(each)) for each in used[: heading.most])
        lines += [row("entry", HEADS), *rows, *rest(used, heading.most), ""]
    for title, many in (("never answered", never), ("past review", overdue)):
        if many:
            places = (place(folder, each, title) for each in many[: heading.most])
            lines += [f"{title} ({len(many):,})", *places, *rest(many, heading.most), ""]
    return "\n".join(lines[:-1]) + "\n"


def rest(uses: Sequence[EntryUse], most: int) -> list[str]:
    """Say how many more there are than are listed."""
    return [f"  and {len(uses) - most:,} more: --most {len(uses)}"] if len(uses) > most else []


def summary(uses: Sequence[EntryUse], heading: CoverageHeading) -> str:
    """Return one line: how many questions the entries answered, and how many an entry that is gone did."""
    answered = sum(each.answered for each in uses)
    gone = f"; {heading.gone:,} more by entries that are gone" if heading.gone else ""
    return f"{counted(len(uses), 'entry')} answered {answered:,} of {counted(heading.asked, 'question')}{gone}."


def row(name: str, cells: Sequence[str]) -> str:
    """Return a line of the table: the name to the left, the numbers to the right."""
    numbers = (cell.rjust(width) for cell, width in zip(cells, WIDTHS, strict=True))
    return "  ".join((padded(name, ROOM), *numbers)).rstrip()


def cells(use: EntryUse) -> tuple[str, ...]:
    """Return the numbers of an entry; what never happened is left blank."""
    counts = (use.answered, use.confirmed, use.refused, use.escalated)
    return (*(f"{each:,}" if each else "" for each in counts), str(use.last or ""))


def place(folder: Path, use: EntryUse, title: str) -> str:
    """Return an entry with where it stands, and with its review date where that is what matters."""
    when = f"{use.entry.review}  " if title == "past review" else ""
    return f"  {when}{use.entry.name}  {written(folder, use.entry.file)}:{use.entry.line}"


def as_json(folder: Path, uses: Sequence[EntryUse], heading: CoverageHeading) -> str:
    """Return every entry with its numbers."""
    told = {
        "questions": heading.asked,
        "gone": heading.gone,
        "entries": [as_data(folder, each, heading.today) for each in uses],
    }
    return json.dumps(told, indent=2) + "\n"


def as_data(folder: Path, use: EntryUse, today: date) -> dict[str, Any]:
    """Return an entry with its numbers as plain JSON data."""
    return {
        "entry": use.entry.name,
        "file": written(folder, use.entry.file),
        "line": use.entry.line,
        "status": use.entry.status.value,
        "answered": use.answered,
        "confirmed": use.confirmed,
        "no_help": use.refused,
        "cases": use.escalated,
        "last": use.last and use.last.isoformat(),
        "review": use.entry.review and use.entry.review.isoformat(),
        "overdue": use.is_overdue(today),
    }


FORMATS = {"text": as_text, "json": as_json}

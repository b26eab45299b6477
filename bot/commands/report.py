"""`report`: how questions ended, what it took, and who used the time."""

import csv
import io
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.deployment import LocalDeployment
from bot.commands.question_log.question_log import beginning
from bot.commands.terminal import minute, on, one_line, printable, show_json, show_table
from bot.report.effort import EffortPart
from bot.report.experience import By, Experience, ReportedMatter, experience, grouped, hardest, kept
from bot.report.figures import Figure, amount, as_data, cells, figures
from bot.report.matters import MatterLookup, matters, products_of
from bot.store.engine.store import Reader
from knowledge.commands.inputs.options import Since
from knowledge.commands.reporting import counted
from knowledge.formats.tables.guarded import guarded
from knowledge.people.directory import Directory
from knowledge.problems.nearest import nearest

DONE, COULD_NOT_RUN = 0, 2
"""Exit codes."""
MATTER_HEADS = ("matter", "account", "effort", *(part.value for part in EffortPart), "stands")
HEADS = ("", "of", "value", "95 %", "what it is")
CSV_HEADS = ("by", "group", *Figure.__slots__)
NONE = "(none)"
"""What a group is called that has no name: what is of no product."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What a report is about."""

    since: datetime
    """Only what began since then."""
    of: dict[By, str] = field(default_factory=dict)
    """Only what belongs to all of these."""
    by: By | None = None
    """A part for each of them; one for all together where nothing is said."""
    most: int = 0
    """So many single matters too, those that took the most effort."""


class TableFormat(StrEnum):
    """How a command that gives figures reports: for people, for programs, for a spreadsheet."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def command(
    context: typer.Context,
    since: Since = None,
    account: Annotated[str | None, typer.Option(metavar="ACCOUNT", help="Only that account.")] = None,
    partner: Annotated[str | None, typer.Option(metavar="PARTNER", help="Only whom that partner serves.")] = None,
    product: Annotated[str | None, typer.Option(metavar="PRODUCT", help="Only what is about that product.")] = None,
    most: Annotated[int, typer.Option(min=0, help="Also list this many single matters, the most effort first.")] = 0,
    by: Annotated[By | None, typer.Option("--by", help="A part for each of them.")] = None,
    format: Annotated[TableFormat, typer.Option("--format", help="How to report.")] = TableFormat.TEXT,
) -> None:
    """Report from the database here."""
    known: LocalDeployment = context.obj
    named = {By.ACCOUNT: account, By.PARTNER: partner, By.PRODUCT: product}
    only = {group: name for group, name in named.items() if name is not None}
    request = ReportRequest(beginning(since), only, by, most)
    raise typer.Exit(run(known.database, known.knowledge, request, format.value))


def run(store_path: Path, knowledge: Path, wanted: ReportRequest, format: str, now: datetime | None = None) -> int:
    """Print the report; give 2 where a name is unknown."""
    from knowledge.load import FolderMissing, load

    at = now or datetime.now(UTC)
    try:
        loaded = load(knowledge)
    except FolderMissing:
        names = MatterLookup(Directory(), {})
    else:
        names = MatterLookup(loaded.directory, products_of(loaded.entries), loaded.policy)
    return on(store_path, lambda reader: _report(reader, names, wanted, format, at))


def _report(reader: Reader, names: MatterLookup, wanted: ReportRequest, format: str, now: datetime) -> int:
    all_of_them = matters(reader, names, now, wanted.since)
    for by, name in wanted.of.items():
        if fault := unknown(all_of_them, names.directory, by, name):
            print(printable(fault), file=sys.stderr)
            return COULD_NOT_RUN
    found = kept(all_of_them, wanted.of)
    groups = grouped(found, wanted.by) if wanted.by else [experience(found)]
    FORMATS[format](groups, hardest(found, wanted.most), wanted, now)
    return DONE


def unknown(found: Sequence[ReportedMatter], directory: Directory, by: By, name: str) -> str:
    """Say what is wrong with the name of a group that nobody knows; empty for one that is known."""
    known = {each.of(by) for each in found} - {""}
    if by is not By.PRODUCT:
        known |= set(directory.by_id)
    if name in known:
        return ""
    near = nearest(name, known)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(known)[:10]) or 'none'}"
    return f"there is no {by} {name[:80]!r}: {hint}"


def as_json(groups: Sequence[Experience], most: Sequence[ReportedMatter], wanted: ReportRequest, now: datetime) -> None:
    """Print every group with its figures, and the matters that took the most effort."""
    show_json(
        {
            "since": wanted.since.isoformat(),
            "until": now.isoformat(),
            "of": {by.value: name for by, name in wanted.of.items()},
            "by": wanted.by,
            "groups": [{"name": each.name, **as_data(each)} for each in groups],
            "matters": [matter_as_data(each) for each in most],
        }
    )


def matter_as_data(matter: ReportedMatter) -> dict[str, Any]:
    """Return one matter as plain JSON data: whose it is, what it took, how it stands."""
    return {
        "question": matter.question,
        "cases": list(matter.cases),
        "account": matter.account,
        "partner": matter.partner,
        "product": matter.product,
        "outcomes": list(matter.outcomes),
        "effort": round(matter.effort.points, 2),
        "parts": {part.value: round(matter.effort.amount(part), 2) for part in EffortPart},
        "bad_start": matter.bad_start,
        "recovery": matter.recovery.value if matter.bad_start else None,
    }


def as_csv(groups: Sequence[Experience], most: Sequence[ReportedMatter], wanted: ReportRequest, now: datetime) -> None:
    """Print a line for each figure; what a spreadsheet would take for a formula stands behind an apostrophe."""
    written = io.StringIO()
    out = csv.writer(written, lineterminator="\n")
    out.writerow(CSV_HEADS)
    for group in groups:
        for each in figures(group):
            row = (wanted.by or "", group.name, *asdict(each).values())
            out.writerow([guarded(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row])
    sys.stdout.write(written.getvalue())


def as_text(groups: Sequence[Experience], most: Sequence[ReportedMatter], wanted: ReportRequest, now: datetime) -> None:
    """Print a table for each group, and one of the matters that took the most effort."""
    begin = f"since {minute(wanted.since)} UTC" if wanted.since.year > 1 else "of all time"
    print(
        f"Report {begin}, until {minute(now)} UTC. Fewer than ten of anything say little: there the share is left out."
    )
    if not groups:
        print("Nothing was asked, and no case was opened.")
    for group in groups:
        name = f"{wanted.by} {one_line(group.name) or NONE}: " if wanted.by else ""
        asked = f"{counted(group.questions, 'question')} in {counted(group.matters, 'matter')}"
        print(f"\n{name}{asked}, {group.cases:,} with a case")
        show_table(HEADS, [cells(each) for each in figures(group)], wide=4)
    if most:
        print(f"\nMost effort, in points: the first {len(most)}")
        show_table(MATTER_HEADS, [matter_cells(each) for each in most], wide=8)


def matter_cells(matter: ReportedMatter) -> tuple[str, ...]:
    """Return a matter as cells of a table."""
    name = ", ".join(matter.cases) or matter.question
    parts = (amount(matter.effort.amount(part)) for part in EffortPart)
    end = matter.recovery.value if matter.bad_start else ", ".join(matter.outcomes)
    return (name, matter.account, amount(matter.effort.points), *parts, end)


FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}

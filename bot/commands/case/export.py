"""The command `case export`: cases as somebody may see them, for a spreadsheet, for programs, for reading."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.case.viewer import AsViewer, eyes_of_viewer
from bot.commands.deployment import LocalDeployment
from bot.commands.question_log.question_log import beginning
from bot.commands.terminal import on, printable
from bot.desk.case import CaseKind
from bot.store.desk import cases
from bot.store.desk.cases import MOST_LISTED, CaseFilter
from bot.store.engine.columns import LARGEST
from bot.store.engine.store import Reader
from knowledge.commands.inputs.options import parse_day
from knowledge.commands.reporting import counted
from knowledge.files import saving
from knowledge.formats.tables.guarded import guarded
from knowledge.writing.markdown import plain

if TYPE_CHECKING:
    from bot.commands.case.case_view import Eyes

HERE = "-"
COULD_NOT_RUN = 2
OF_CASE = (
    "number",
    "kind",
    "state",
    "severity",
    "title",
    "requester",
    "account",
    "partner",
    "product",
    "wait",
    "opened",
    "updated",
)
OF_EVENT = ("seq", "at", "event", "actor", "visibility", "text")
PARTIES = ("customer", "partner", "vendor", "product_group")
HEADS = (*OF_CASE, *(f"booked_{party}" for party in PARTIES), *OF_EVENT)

Told = Mapping[str, Any]
"""A case as the REST API gives it."""


class ExportFormat(StrEnum):
    """How cases are exported: for a spreadsheet, for programs, for reading."""

    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


def command(
    context: typer.Context,
    to: Annotated[str, typer.Option(metavar="FILE", help="Where to write it; - for here.")] = HERE,
    person: AsViewer = None,
    account: Annotated[str | None, typer.Option(metavar="ACCOUNT", help="Only that account's.")] = None,
    partner: Annotated[str | None, typer.Option(metavar="PARTNER", help="Only whom that partner serves.")] = None,
    kind: Annotated[CaseKind | None, typer.Option("--kind", help="Only these.")] = None,
    since: Annotated[
        date | None,
        typer.Option(parser=parse_day, metavar="YYYY-MM-DD", help="Only what something happened to since, UTC."),
    ] = None,
    format: Annotated[ExportFormat, typer.Option("--format", help="How to write them.")] = ExportFormat.CSV,
) -> None:
    """Export cases of the database here."""
    known: LocalDeployment = context.obj
    wanted = CaseFilter(kind=kind, account=account, partner=partner, updated_since=beginning(since) if since else None)
    raise typer.Exit(run(known.database, eyes_of_viewer(known, person), wanted, format, to))


def run(store_path: Path, eyes: "Eyes", wanted: CaseFilter, format: ExportFormat, to: str) -> int:
    """Write the cases that they may see and that are wanted, newest first, into a file that only its owner can read."""
    return on(store_path, lambda reader: _export(reader, eyes, wanted, format, to))


def _export(reader: Reader, eyes: "Eyes", wanted: CaseFilter, format: ExportFormat, to: str) -> int:
    many = 0

    def told() -> Iterator[Told]:
        nonlocal many
        for case in _cases(reader, eyes, wanted):
            many += 1
            yield case

    pieces = FORMATS[format](told())
    if to == HERE:
        show = printable if sys.stdout.isatty() else str
        for each in pieces:
            sys.stdout.write(show(each))
        return 0
    try:
        saving.fill(Path(to), (each.encode("utf-8", "replace") for each in pieces), 0o600)
    except OSError as fault:
        print(f"{to}: it cannot be written ({fault.strerror}): name a file in a folder that exists", file=sys.stderr)
        return COULD_NOT_RUN
    print(printable(f"{to}: {counted(many, 'case')} written."))
    return 0


def _cases(reader: Reader, eyes: "Eyes", wanted: CaseFilter) -> Iterator[Told]:
    before = LARGEST
    while page := cases.seen_page(reader, eyes.view.viewer, wanted, before=before, limit=MOST_LISTED):
        yield from (eyes.as_data(reader, case) for case in page)
        before = page[-1].number


def as_json(told: Iterable[Told]) -> Iterator[str]:
    """Yield the lines of a JSON list, a case a line; what people wrote is in it unchanged."""
    before = "["
    for case in told:
        yield f"{before}\n{json.dumps(case, ensure_ascii=True)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def as_csv(told: Iterable[Told]) -> Iterator[str]:
    """Yield the lines of a table, one for each event, with its case beside it.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    yield _line(HEADS)
    for case in told:
        known = [case[name] for name in OF_CASE] + [case["booked"][party] for party in PARTIES]
        events: Iterable[Told] = case["events"] or ({},)
        for event in events:
            yield _line([*known, *(event.get("kind" if name == "event" else name) for name in OF_EVENT)])


def _line(cells: Iterable[Any]) -> str:
    written = io.StringIO()
    told = ("" if cell is None else guarded(cell) if isinstance(cell, str) else cell for cell in cells)
    csv.writer(written, lineterminator="\r\n").writerow(told)
    return written.getvalue()


def as_markdown(told: Iterable[Told]) -> Iterator[str]:
    """Yield a page for reading, a section a case; what people wrote stands in it as they wrote it."""
    yield "# Cases\n"
    for case in told:
        yield "\n".join(("", f"## {case['number']} {_text(case['title'])}", "", *_facts(case), *_events(case), ""))


def _facts(case: Told) -> Iterator[str]:
    held = ", ".join(f"{party.replace('_', ' ')} {case['booked'][party] / 3600:.1f} h" for party in PARTIES)
    facts = {
        "State": f"{case['state']}, severity {case['severity']}, {case['kind']}",
        "Requester": f"{case['requester']}, account {case['account']}, partner {case['partner'] or 'none'}",
        "Opened": case["opened"],
        "Waits for": case["wait"].replace("_", " ") if case["state"] == "open" else "",
        "Time": held,
    }
    yield from (f"- {name}: {_text(value)}" for name, value in facts.items() if value)
    for leg in case["legs"]:
        owner = f", {leg['owner']}" if leg["owner"] else ""
        yield f"- Leg {_text(leg['party'].replace('_', ' '))}: {_text(leg['organisation'] + owner)}, {leg['state']}"


def _events(case: Told) -> Iterator[str]:
    for event in case["events"]:
        yield from ("", f"**{event['at']}** {event['kind']} by {_text(event['actor'])} ({event['visibility']})", "")
        yield from (f"> {plain(line)}" for line in event["text"].splitlines())


def _text(written: str) -> str:
    return plain(" ".join(written.split()))


FORMATS: Mapping[ExportFormat, Callable[[Iterable[Told]], Iterator[str]]] = {
    ExportFormat.CSV: as_csv,
    ExportFormat.JSON: as_json,
    ExportFormat.MARKDOWN: as_markdown,
}

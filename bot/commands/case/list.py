"""`case list`: the newest cases."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.commands.case.viewer import AsViewer, eyes_for
from bot.commands.deployment import LocalDeployment
from bot.commands.terminal import minute, on, show_json, show_table
from knowledge.commands.inputs.options import AsFormat, ResultFormat

if TYPE_CHECKING:
    from bot.commands.case.case_view import Eyes
    from bot.desk.case import Case
    from bot.store.engine.store import Reader

HEADS = ("case", "state", "waits for", "severity", "opened", "requester", "title")


def command(context: typer.Context, person: AsViewer = None, format: AsFormat = ResultFormat.TEXT) -> None:
    """List the cases of the database here."""
    known: LocalDeployment = context.obj
    raise typer.Exit(run(known.database, format.value, eyes_for(known, person, format)))


def run(store_path: Path, format: str, eyes: "Eyes | None" = None) -> int:
    """Print the newest cases, at most 200, newest first; those that somebody may see, where eyes are given."""
    from bot.commands.case.case_view import lead_eyes
    from bot.store.desk import cases

    if format == "json":
        return on(store_path, lambda reader: _list_data(reader, eyes or lead_eyes()))
    if eyes is None:
        return on(store_path, lambda reader: _list(cases.page(reader, limit=cases.MOST_LISTED)))
    viewer = eyes.view.viewer
    return on(store_path, lambda reader: _list(cases.seen_page(reader, viewer, limit=cases.MOST_LISTED)))


def _list(found: "list[Case]") -> int:
    if found:
        show_table(HEADS, [_cells(case) for case in found], wide=6)
    else:
        print("There is no case yet.")
    return 0


def _cells(case: "Case") -> tuple[str, ...]:
    who = f"{case.requester.name} ({case.organisation})"
    return (case.name, case.state, case.wait, case.severity, minute(case.opened), who, case.title)


def _list_data(reader: "Reader", eyes: "Eyes") -> int:
    from bot.store.desk import cases

    found = cases.seen_page(reader, eyes.view.viewer, limit=cases.MOST_LISTED)
    show_json([eyes.as_data(reader, case) | eyes.origin(case) for case in found])
    return 0

"""`case list`: the newest cases."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from bot.commands.case.viewer import AsViewer, eyes_of_viewer
from bot.commands.deployment import LocalDeployment
from bot.commands.terminal import minute, on, show_json, show_table
from knowledge.commands.inputs.options import AsFormat, OutputFormat

if TYPE_CHECKING:
    from bot.commands.case.case_view import Eyes
    from bot.desk.case import Case
    from bot.store.engine.store import Reader

HEADS = ("case", "state", "waits for", "severity", "opened", "requester", "title")


def command(context: typer.Context, person: AsViewer = None, format: AsFormat = OutputFormat.TEXT) -> None:
    """List the cases of the database here."""
    known: LocalDeployment = context.obj
    raise typer.Exit(run(known.database, format.value, eyes_of_viewer(known, person) if person else None))


def run(store_path: Path, format: str, eyes: "Eyes | None" = None) -> int:
    """Print the newest cases, at most 200, newest first; those that somebody may see, where eyes are given."""
    from bot.store.desk import cases

    if eyes is None:
        return on(store_path, lambda reader: _list(cases.page(reader, limit=cases.MOST_LISTED), format))
    return on(store_path, lambda reader: _list_seen(reader, eyes, format))


def as_dict(case: "Case") -> dict[str, Any]:
    """Give a case as plain JSON data."""
    return {
        "number": case.name,
        "kind": case.kind.value,
        "state": case.state.value,
        "severity": case.severity,
        "title": case.title,
        "requester": case.requester.name,
        "account": case.organisation,
        "partner": case.partner,
        "product": case.product,
        "wait": case.wait.value,
        "conversation": case.origin.conversation,
        "question": case.origin.question,
        "transcript_end": case.origin.transcript_end,
        "opened": case.opened.isoformat(),
        "updated": case.updated.isoformat(),
    }


def _list(found: "list[Case]", format: str) -> int:
    if format == "json":
        show_json([as_dict(case) for case in found])
    elif found:
        show_table(HEADS, [_cells(case) for case in found], wide=6)
    else:
        print("There is no case yet.")
    return 0


def _cells(case: "Case") -> tuple[str, ...]:
    who = f"{case.requester.name} ({case.organisation})"
    return (case.name, case.state, case.wait, case.severity, minute(case.opened), who, case.title)


def _list_seen(reader: "Reader", eyes: "Eyes", format: str) -> int:
    from bot.store.desk import cases

    found = cases.seen_page(reader, eyes.view.viewer, limit=cases.MOST_LISTED)
    if format != "json":
        return _list(found, format)
    show_json([eyes.as_data(reader, case) for case in found])
    return 0

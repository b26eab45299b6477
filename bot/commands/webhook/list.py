"""`webhook list`: what waits and what was given up, then what was taken, newest first."""

from pathlib import Path
from typing import Any

import typer

from bot.commands.deployment import LocalDeployment
from bot.commands.terminal import minute, on, show_json, show_table
from bot.store.edges import deliveries
from bot.store.edges.deliveries import WebhookDelivery
from bot.store.engine.rows import Delivered
from bot.store.engine.store import Reader
from knowledge.commands.inputs.options import AsFormat, ResultFormat

DONE = 0
HEADS = ("delivery", "to", "tells of", "case", "written", "state", "tries", "said last")


def command(context: typer.Context, format: AsFormat = ResultFormat.TEXT) -> None:
    """List the deliveries of the database here."""
    known: LocalDeployment = context.obj
    raise typer.Exit(run(known.database, format.value))


def run(database: Path, format: str) -> int:
    """Print at most 200 deliveries, what was not taken first."""
    return on(database, lambda reader: _list(reader, format))


def as_dict(delivery: WebhookDelivery) -> dict[str, Any]:
    """Return a delivery as plain JSON data, without its body."""
    return {
        "id": delivery.id,
        "organisation": delivery.organisation,
        "kind": delivery.kind,
        "case": delivery.case,
        "at": delivery.at.isoformat(),
        "state": delivery.state.value,
        "due": delivery.due.isoformat(),
        "until": delivery.until.isoformat(),
        "attempts": delivery.attempts,
        "status": delivery.status,
        "error": delivery.error,
        "ended": delivery.ended.isoformat() if delivery.ended else None,
    }


def _list(reader: Reader, format: str) -> int:
    found = deliveries.page(reader)
    if format == "json":
        show_json([as_dict(each) for each in found])
    elif found:
        show_table(HEADS, [_cells(each) for each in found], wide=7)
    else:
        print("Nothing has gone to a webhook yet.")
    return DONE


def _cells(each: WebhookDelivery) -> tuple[str, ...]:
    waits = each.state is Delivered.DUE and each.attempts
    state = f"due {minute(each.due)}" if waits else each.state.value
    said = each.error or (str(each.status) if each.status else "–")
    return (each.id, each.organisation, each.kind, each.case or "–", minute(each.at), state, str(each.attempts), said)

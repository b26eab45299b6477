"""`webhook retry`: sends a delivery again, now; its id stays the same."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.deployment import OPERATOR, LocalDeployment
from bot.commands.terminal import not_found, printable
from bot.store import audit
from bot.store.audit import Deed
from bot.store.edges import deliveries
from bot.store.edges.deliveries import WebhookDelivery
from bot.store.engine.store import StoreError, Transaction

DONE, COULD_NOT_RUN = 0, 2
"""Exit codes."""


def command(
    context: typer.Context,
    delivery: Annotated[str, typer.Argument(help="A delivery's id, as `webhook list` shows it.")],
) -> None:
    """Make a delivery of the database here due."""
    known: LocalDeployment = context.obj
    raise typer.Exit(run(known.database, delivery))


def run(database: Path, id: str) -> int:
    """Make a delivery due now, beside a server that may be running; exit code 1 where there is none."""
    from bot.store.sqlite import writing

    try:
        with writing(database) as beside:
            found = beside.transact(lambda tx: _again(tx, id, datetime.now(UTC)))
    except StoreError as fault:
        print(fault, file=sys.stderr)
        return COULD_NOT_RUN
    if found is None:
        return not_found(f"There is no delivery {id[:40]}; `webhook list` shows those there are.")
    print(printable(f"{found.id} is due now; it goes to {found.organisation} within a second of a running server."))
    return DONE


def _again(tx: Transaction, id: str, now: datetime) -> WebhookDelivery | None:
    found = deliveries.again(tx, id, now)
    if found:
        audit.note(tx, Deed(OPERATOR, "webhook.retry", id, detail={"organisation": found.organisation}), now)
    return found

"""The commands `webhook secret`, `webhook list` and `webhook retry`."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import secret
from bot.commands.terminal import minute, not_found, on, printable, show_json, show_table
from bot.hooks import receivers
from bot.hooks.signature import secret_of
from bot.settings import Settings
from bot.store import audit
from bot.store.audit import Deed
from bot.store.edges import deliveries
from bot.store.edges.deliveries import WebhookDelivery
from bot.store.engine.rows import Delivered
from bot.store.engine.store import Reader, StoreError, Transaction
from bot.store.sqlite import writing
from knowledge.load import FolderMissing, load
from knowledge.problems.nearest import did_you_mean

DONE, WRONG, COULD_NOT_RUN = 0, 1, 2
"""Exit codes."""
HEADS = ("delivery", "to", "tells of", "case", "written", "state", "tries", "said last")


def run_secret(settings: Settings, organisation: str) -> int:
    """Print an organisation's secret; exit code 1 where the directory has no such organisation."""
    try:
        directory = load(settings.knowledge).directory
        settings.data.mkdir(parents=True, exist_ok=True)
        signing = secret.read(settings.data, settings.secret)
    except (FolderMissing, OSError) as fault:
        print(fault, file=sys.stderr)
        return COULD_NOT_RUN
    known = receivers.ids(directory)
    if organisation not in known:
        remedy = did_you_mean(organisation, known, "the files in directory/ list those there are")
        return not_found(f"There is no organisation {organisation[:40]}: {remedy}")
    if receivers.url_of(directory, organisation) is None:
        print(printable(f"{organisation} has no webhook in the directory yet: nothing is sent to it"), file=sys.stderr)
    print(secret_of(signing, organisation))
    return DONE


def run_list(database: Path, format: str) -> int:
    """Print at most 200 deliveries, what was not taken first."""
    return on(database, lambda reader: _list(reader, format))


def run_retry(database: Path, id: str) -> int:
    """Make a delivery due now, beside a server that may be running; exit code 1 where there is none."""
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


def _again(tx: Transaction, id: str, now: datetime) -> WebhookDelivery | None:
    found = deliveries.again(tx, id, now)
    if found:
        audit.note(tx, Deed("operator", "webhook.retry", id, detail={"organisation": found.organisation}), now)
    return found


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

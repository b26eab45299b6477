"""`token revoke`: ends a token at once and for good, beside a running server."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.deployment import OPERATOR, LocalDeployment
from bot.commands.terminal import not_found, printable
from bot.store import audit
from bot.store.audit import Deed
from bot.store.edges import tokens
from bot.store.edges.tokens import Token
from bot.store.engine.store import StoreError, Transaction

DONE, COULD_NOT_RUN = 0, 2
"""Exit codes."""


def command(
    context: typer.Context, id: Annotated[str, typer.Argument(help="The token's id, as `token list` shows it.")]
) -> None:
    """Revoke a token of the database here."""
    known: LocalDeployment = context.obj
    raise typer.Exit(run(known.database, id))


def run(database: Path, id: str) -> int:
    """End a token at once and for good; exit code 1 when there is none of that id."""
    from bot.store.sqlite import writing

    now = datetime.now(UTC)
    try:
        with writing(database) as beside:
            found = beside.transact(lambda tx: _revoke(tx, id, now))
    except StoreError as fault:
        print(fault, file=sys.stderr)
        return COULD_NOT_RUN
    if found is None:
        return not_found(f"There is no token {id[:40]}; `token list` shows those there are.")
    print(printable(f"{id}: revoked. Nobody speaks as {found.person} with it any more."))
    return DONE


def _revoke(tx: Transaction, id: str, now: datetime) -> Token | None:
    found = tokens.find(tx, id)
    if found and tokens.revoke(tx, id, now):
        audit.note(tx, Deed(OPERATOR, "token.revoke", id), now)
    return found

"""`token list`: whom the tokens speak as, what they may do, when they were last used."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from bot.commands.deployment import LocalDeployment
from bot.commands.terminal import minute, on, show_json, show_table
from bot.store.edges import tokens
from bot.store.edges.tokens import Token
from bot.store.engine.store import Reader
from knowledge.commands.inputs.options import AsFormat, ResultFormat

DONE = 0
HEADS = ("token", "state", "created", "expires", "last used", "as", "may")


def command(context: typer.Context, format: AsFormat = ResultFormat.TEXT) -> None:
    """List the tokens of the database here."""
    known: LocalDeployment = context.obj
    raise typer.Exit(run(known.database, format.value))


def run(database: Path, format: str) -> int:
    """Print what is known of every token, newest first; the tokens themselves are not known."""
    return on(database, lambda reader: _list(reader, datetime.now(UTC), format))


def as_dict(token: Token, now: datetime) -> dict[str, Any]:
    """Return what is known of a token as plain JSON data."""
    return {
        "id": token.id,
        "person": token.person,
        "scopes": sorted(token.scopes),
        "state": token.state(now),
        "created": token.created.isoformat(),
        "expires": token.expires.isoformat(),
        "revoked": token.revoked and token.revoked.isoformat(),
        "used": token.used and token.used.isoformat(),
    }


def _list(reader: Reader, now: datetime, format: str) -> int:
    found = tokens.newest(reader)
    if format == "json":
        show_json([as_dict(token, now) for token in found])
    elif found:
        show_table(HEADS, [_cells(token, now) for token in found], wide=6)
    else:
        print("There is no token yet; `token new --as PERSON` makes one.")
    return DONE


def _cells(token: Token, now: datetime) -> tuple[str, ...]:
    used = minute(token.used) if token.used else "never"
    times = (minute(token.created), minute(token.expires), used)
    return (token.id, token.state(now), *times, token.person, scopes_of(token.scopes))


def scopes_of(scopes: Iterable[str]) -> str:
    """Return what a token may do, in the order of the alphabet."""
    return ", ".join(sorted(scopes))

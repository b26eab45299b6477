"""`token new`: makes a token of the REST API and prints it, this once; it works beside a running server."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.deployment import OPERATOR, LocalDeployment
from bot.commands.terminal import minute, not_found, printable, show_json
from bot.commands.token.list import as_dict, scopes_of
from bot.store import audit
from bot.store.audit import Deed
from bot.store.edges import tokens
from bot.store.edges.tokens import Token
from bot.store.engine.store import StoreError, Transaction
from knowledge.commands.inputs.options import AsFormat, ResultFormat

if TYPE_CHECKING:
    from knowledge.people.audience import Asker

DONE, COULD_NOT_RUN = 0, 2
"""Exit codes."""
DAYS = 90
"""How long a token is good unless somebody says otherwise."""
MOST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """The token that is asked for."""

    person: str
    scopes: tuple[str, ...]
    days: int


def command(
    context: typer.Context,
    person: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="The person whose rights it has, such as harbor/mara.")
    ],
    scope: Annotated[
        list[str] | None, typer.Option("--scope", help="What it may do, such as cases:read; none: all that they may.")
    ] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=MOST_DAYS, help="How many days it is valid.")] = DAYS,
    format: AsFormat = ResultFormat.TEXT,
) -> None:
    """Make a token in the database here."""
    known: LocalDeployment = context.obj
    scopes = tuple(one for each in scope or () for one in each.replace(",", " ").split())
    raise typer.Exit(run(known.database, known.knowledge, TokenRequest(person, scopes, days), format.value))


def run(database: Path, knowledge: Path, wanted: TokenRequest, format: str) -> int:
    """Make a token and print it, this once; where there is no database yet it is made."""
    from bot.api import minting
    from knowledge.load import FolderMissing
    from knowledge.people.directory import UnknownPerson

    now = datetime.now(UTC)
    try:
        asker = _asker(knowledge, wanted.person, now)
        token, written = minting.mint(asker, wanted.scopes, now, wanted.days)
    except (UnknownPerson, minting.NoToken) as fault:
        return not_found(str(fault.args[0]))
    except FolderMissing as fault:
        print(fault, file=sys.stderr)
        return COULD_NOT_RUN
    try:
        _save(database, token, minting.digest(written))
    except StoreError as fault:
        print(fault, file=sys.stderr)
        return COULD_NOT_RUN
    if format == "json":
        show_json({"token": written} | as_dict(token, now))
        return DONE
    print(written)
    print(printable(_told(token)), file=sys.stderr)
    return DONE


def _asker(knowledge: Path, person: str, now: datetime) -> "Asker":
    from knowledge.load import load

    return load(knowledge).directory.person(person, today=now.date())


def _save(database: Path, token: Token, digest: str) -> None:
    from bot.store.sqlite import SqliteStore, writing

    def work(tx: Transaction) -> None:
        tokens.add(tx, token, digest)
        detail = {"person": token.person, "scopes": sorted(token.scopes)}
        audit.note(tx, Deed(OPERATOR, "token.new", token.id, detail=detail), token.created)

    if not database.exists():
        SqliteStore.open(database).close()
    with writing(database) as beside:
        beside.transact(work)


def _told(token: Token) -> str:
    return (
        f"This is shown once: it speaks as {token.person} until {minute(token.expires)} UTC and may "
        f"{scopes_of(token.scopes)}. Take it back with `python app.py token revoke {token.id}`."
    )

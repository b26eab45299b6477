"""The commands `token new`, `token list` and `token revoke`; they work beside a running server."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.api import minting
from bot.commands.terminal import minute, not_found, on, printable, show_json, show_table
from bot.store import audit
from bot.store.audit import Deed
from bot.store.edges import tokens
from bot.store.edges.tokens import Token
from bot.store.engine.store import Reader, StoreError, Transaction
from bot.store.sqlite import SqliteStore, writing
from knowledge.load import FolderMissing, load
from knowledge.people.audience import Asker
from knowledge.people.directory import UnknownPerson

DONE, WRONG, COULD_NOT_RUN = 0, 1, 2
"""Exit codes."""
OPERATOR = "operator"
"""Who makes and revokes tokens, in the audit: whoever may run commands here."""
HEADS = ("token", "state", "created", "expires", "last used", "as", "may")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The token that is asked for."""

    person: str
    scopes: tuple[str, ...]
    days: int


def run_new(database: Path, knowledge: Path, wanted: Wanted, format: str) -> int:
    """Make a token and print it, this once; where there is no database yet it is made."""
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
        _keep(database, token, written)
    except StoreError as fault:
        print(fault, file=sys.stderr)
        return COULD_NOT_RUN
    if format == "json":
        show_json({"token": written} | as_dict(token, now))
        return DONE
    print(written)
    print(printable(_told(token)), file=sys.stderr)
    return DONE


def run_list(database: Path, format: str) -> int:
    """Print what is known of every token, newest first; the tokens themselves are not known."""
    return on(database, lambda reader: _list(reader, datetime.now(UTC), format))


def run_revoke(database: Path, id: str) -> int:
    """End a token at once and for good; exit code 1 when there is none of that id."""
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


def _asker(knowledge: Path, person: str, now: datetime) -> Asker:
    return load(knowledge).directory.person(person, today=now.date())


def _keep(database: Path, token: Token, written: str) -> None:
    def work(tx: Transaction) -> None:
        tokens.add(tx, token, minting.digest(written))
        detail = {"person": token.person, "scopes": sorted(token.scopes)}
        audit.note(tx, Deed(OPERATOR, "token.new", token.id, detail=detail), token.created)

    if not database.exists():
        SqliteStore.open(database).close()
    with writing(database) as beside:
        beside.transact(work)


def _revoke(tx: Transaction, id: str, now: datetime) -> Token | None:
    found = tokens.find(tx, id)
    if found and tokens.revoke(tx, id, now):
        audit.note(tx, Deed(OPERATOR, "token.revoke", id), now)
    return found


def _told(token: Token) -> str:
    return (
        f"This is shown once: it speaks as {token.person} until {minute(token.expires)} UTC and may "
        f"{_listed(token.scopes)}. Take it back with `python app.py token revoke {token.id}`."
    )


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
    return (token.id, token.state(now), *times, token.person, _listed(token.scopes))


def _listed(scopes: Iterable[str]) -> str:
    return ", ".join(sorted(scopes))

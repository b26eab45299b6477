"""Tokens of the REST API: of the token itself only a hash is kept, so a copy of the database lets nobody in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.engine.columns import moment, moment_or_none, stamp
from bot.store.engine.store import Reader, Transaction

MOST_LISTED = 1000
"""The most tokens that one call gives."""


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token: everything but the token."""

    id: str
    person: str
    """Whom it speaks as, written `organisation/id`."""
    scopes: frozenset[str]
    created: datetime
    expires: datetime
    revoked: datetime | None = None
    used: datetime | None = None
    """When it was last seen, to the minute or so."""

    def state(self, now: datetime) -> str:
        """Return whether it is good, expired or revoked."""
        if self.revoked is not None:
            return "revoked"
        return "good" if now < self.expires else "expired"


def add(tx: Transaction, token: Token, hash: str) -> None:
    """Keep a new token under its hash."""
    tx.execute(
        """insert into tokens (id, hash, person, scopes, created, expires)
           values (:id, :hash, :person, :scopes, :created, :expires)""",
        {
            "id": token.id,
            "hash": hash,
            "person": token.person,
            "scopes": " ".join(sorted(token.scopes)),
            "created": stamp(token.created),
            "expires": stamp(token.expires),
        },
    )


def by_hash(reader: Reader, hash: str) -> Token | None:
    """Return the token of a hash, whatever its state, or None."""
    found = reader.query("select * from tokens where hash = :hash", {"hash": hash})
    return _token(found[0]) if found else None


def find(reader: Reader, id: str) -> Token | None:
    """Return a token by its id, or None."""
    found = reader.query("select * from tokens where id = :id", {"id": id})
    return _token(found[0]) if found else None


def newest(reader: Reader, limit: int = MOST_LISTED) -> list[Token]:
    """Return the tokens, the newest first."""
    rows = reader.query("select * from tokens order by created desc, id limit :limit", {"limit": limit})
    return [_token(row) for row in rows]


def revoke(tx: Transaction, id: str, at: datetime) -> bool:
    """End a token for good; say whether it was not ended before."""
    values = {"id": id, "at": stamp(at)}
    return tx.execute("update tokens set revoked = :at where id = :id and revoked is null", values) == 1


def touch(tx: Transaction, id: str, at: datetime) -> None:
    """Note that a token was used."""
    tx.execute("update tokens set used = :at where id = :id", {"id": id, "at": stamp(at)})


def _token(row: dict[str, Any]) -> Token:
    return Token(
        id=row["id"],
        person=row["person"],
        scopes=frozenset(row["scopes"].split()),
        created=moment(row["created"]),
        expires=moment(row["expires"]),
        revoked=moment_or_none(row["revoked"]),
        used=moment_or_none(row["used"]),
    )

"""How a token looks and how it is made: a prefix that scanners for leaked secrets can know, and 256 random bits."""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from bot.api.scopes import OF_ROLE, Scope
from bot.store.edges.tokens import Token
from knowledge.people.audience import Asker, Role
from knowledge.problems.nearest import did_you_mean

PREFIX = "spot_"
WRITTEN = re.compile(PREFIX + r"[\w-]{43}", re.ASCII)


class NoToken(ValueError):
    """Such a token is not made; the message says why and what would be right."""


def mint(asker: Asker, scopes: Iterable[str], now: datetime, days: int) -> tuple[Token, str]:
    """Return a token for a person, and the text to carry it by; without scopes it may do all that the person may."""
    wanted = frozenset(_scope(each, asker) for each in scopes) or OF_ROLE[asker.role]
    if asker.role is Role.STRANGER:
        raise NoToken("a stranger has no token: name somebody of the directory, such as harbor/mara")
    return (
        Token(secrets.token_hex(4), asker.written, frozenset(wanted), now, now + timedelta(days=days)),
        PREFIX + secrets.token_urlsafe(32),
    )


def digest(token: str) -> str:
    """Return the hash that a token is known by."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def _scope(written: str, asker: Asker) -> Scope:
    if written not in set(Scope):
        choice = f"there are {', '.join(Scope)}"
        raise NoToken(f"{written[:40]!r} is no scope: {did_you_mean(written, Scope, choice)}")
    scope = Scope(written)
    if scope not in OF_ROLE[asker.role]:
        most = ", ".join(sorted(OF_ROLE[asker.role])) or "nothing"
        raise NoToken(f"a {asker.role} may not have {scope}: {asker.written} may have {most}")
    return scope

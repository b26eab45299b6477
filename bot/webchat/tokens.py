"""Direct Line tokens: signed, short-lived, bound to a conversation, a user and the person chosen on the chat page."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_hex

import jwt

LIFETIME = timedelta(minutes=30)
AUDIENCE = "directline"
LONGEST = 4096
"""Characters; nothing that we issue comes near it."""


class TokenError(Exception):
    """The token is not one of ours, was changed, or belongs elsewhere."""


class TokenExpired(TokenError):
    """The token was ours, and its half hour is over."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token allows: to speak in this conversation as this user."""

    conversation: str
    user: str
    """Begins with `dl_`; minted here, never taken from outside."""
    person: str = ""
    """Somebody of the directory, written `bakery/olu`, chosen on loopback; empty for a stranger."""


def mint(person: str = "", user: str = "") -> Grant:
    """Return a grant for a new conversation, of a new user unless one is given."""
    return Grant(token_hex(16), user or f"dl_{token_hex(16)}", person)


class ChatTokens:
    """Issues tokens and reads them back; the key is derived, so no other signature of the same secret fits."""

    def __init__(self, secret: bytes, now: Callable[[], datetime]) -> None:
        self._key = hmac.digest(secret, b"spot: direct line token", sha256)
        self._now = now

    def issue(self, grant: Grant) -> str:
        """Return a token for the grant; a JSON Web Token, because the client reads its user there."""
        claims = {
            "aud": AUDIENCE,
            "conv": grant.conversation,
            "user": grant.user,
            "as": grant.person,
            "exp": int((self._now() + LIFETIME).timestamp()),
        }
        return jwt.encode(claims, self._key, algorithm="HS256")

    def read(self, token: str) -> Grant:
        """Return what the token allows; TokenExpired or TokenError when it allows nothing."""
        claims = self._claims(token)
        match claims:
            case {"conv": str(conversation), "user": str(user), "as": str(person), "exp": int(expires)}:
                if expires <= self._now().timestamp():
                    raise TokenExpired("the token has expired; start a new conversation")
                return Grant(conversation, user, person)
            case _:
                raise TokenError("the token lacks a claim")

    def _claims(self, token: str) -> dict[str, object]:
        if len(token) > LONGEST:
            raise TokenError("the token is too long")
        try:
            # The clock is ours, so the expiry is compared above.
            return jwt.decode(
                token,
                self._key,
                algorithms=["HS256"],
                audience=AUDIENCE,
                options={"verify_exp": False, "require": ["exp"]},
            )
        except (jwt.InvalidTokenError, ValueError) as fault:
            raise TokenError("the token is not valid") from fault

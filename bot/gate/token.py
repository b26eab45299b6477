"""Bot Framework tokens: who signed them, for whom, until when, and for which service URL."""

import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt

from bot.gate.keys import Keys
from bot.gate.refusal import Unauthorized

ISSUER = "https://api.botframework.com"
LEEWAY = 300
"""Seconds that clocks may differ, as the Bot Framework's documentation says."""
LONGEST_LIFE = 24 * 3600
"""Seconds; a token that says it lives longer is not one of the Bot Framework's."""
LONGEST = 8192
"""Characters of a token."""
KEPT = 60.0
"""Seconds for which a verified token is not verified again."""
MOST_KEPT = 1000

_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")
_NOT_OURS = frozenset({"crit", "jku", "jwk", "x5u", "x5c", "b64"})
"""Header parameters that would have us fetch, trust or treat something otherwise."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a valid token says."""

    service_url: str
    """Empty where the token names none."""
    endorsements: frozenset[str]
    """The channels that the signing key may speak for."""
    expires: float


class TokenCheck:
    """Checks the Authorization header of a request."""

    def __init__(self, app_id: str, keys: Keys, now: Callable[[], float] = time.time) -> None:
        self._app_id = app_id
        self._keys = keys
        self._now = now
        self._verified: dict[bytes, tuple[float, Claims]] = {}

    async def verify(self, authorization: str | None) -> Claims:
        """Return the claims of a valid token; Unauthorized for any other, KeysUnavailable when nobody can tell."""
        token = _bearer(authorization)
        digest = hashlib.sha256(token.encode("ascii", "replace")).digest()
        until, claims = self._verified.get(digest, (0.0, None))
        if claims is None or until <= self._now():
            claims = await self._judge(token)
            self._keep(digest, claims)
        return claims

    async def _judge(self, token: str) -> Claims:
        key = await self._keys.find(_key_id(token))
        if key is None:
            raise Unauthorized("the token is signed with an unknown key")
        claims = self._decode(token, key.public)
        return Claims(str(claims.get("serviceurl") or ""), key.endorsements, float(claims["exp"]))

    def _decode(self, token: str, public: Any) -> dict[str, Any]:
        try:
            claims = jwt.decode(
                token,
                public,
                algorithms=["RS256"],
                audience=self._app_id,
                issuer=ISSUER,
                leeway=LEEWAY,
                options={"require": ["exp", "nbf", "iss", "aud"], "strict_aud": True},
            )
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError):
            raise Unauthorized("the token does not hold") from None
        if float(claims["exp"]) - self._now() > LONGEST_LIFE + LEEWAY:
            raise Unauthorized("the token lives too long")
        return claims

    def _keep(self, digest: bytes, claims: Claims) -> None:
        if len(self._verified) >= MOST_KEPT:
            self._verified.clear()
        self._verified[digest] = (min(self._now() + KEPT, claims.expires + LEEWAY), claims)


def _bearer(authorization: str | None) -> str:
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token or len(token) > LONGEST or not token.isascii():
        raise Unauthorized("there is no bearer token")
    return token


def _key_id(token: str) -> str:
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
        raise Unauthorized("the token is no token") from None
    key_id = header.get("kid")
    if header.get("alg") != "RS256" or not isinstance(key_id, str) or not _KEY_ID.fullmatch(key_id):
        raise Unauthorized("the token is not signed as it has to be")
    if _NOT_OURS & header.keys():
        raise Unauthorized("the token asks to be treated otherwise")
    return key_id

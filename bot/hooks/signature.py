"""Signatures of webhooks: HMAC-SHA256 over a time and the body, with a secret that each organisation has of its own."""

import hmac
import re
from datetime import datetime, timedelta
from hashlib import sha256

TOLERANCE = timedelta(minutes=5)
"""How far the time in a signature may lie from ours, either way."""

_WRITTEN = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})")


class BadSignature(Exception):
    """The signature is missing, is not of this body, or is of another time; the message says which."""


def secret_of(signing: bytes, organisation: str) -> str:
    """Derive the secret that Spot shares with an organisation: 64 hexadecimal digits, used as text."""
    return hmac.digest(signing, b"spot: webhook of " + organisation.encode(errors="replace"), sha256).hex()


def sign(secret: str, body: bytes, at: datetime) -> str:
    """Give the header `Spot-Signature` of a body that is sent now."""
    seconds = int(at.timestamp())
    return f"t={seconds},v1={_digest(secret, seconds, body)}"


def verify(secret: str, written: str, body: bytes, now: datetime) -> None:
    """Raise BadSignature unless the header is this secret's for this body and no older than the tolerance."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise BadSignature("there is no signature of the form t=…,v1=…")
    seconds = int(found[1])
    if not hmac.compare_digest(_digest(secret, seconds, body), found[2]):
        raise BadSignature("the signature is not of this body and secret")
    if abs(now.timestamp() - seconds) > TOLERANCE.total_seconds():
        raise BadSignature("the signature is of another time; sign anew, and set the clock right")


def _digest(secret: str, seconds: int, body: bytes) -> str:
    return hmac.digest(secret.encode(), b"%d.%b" % (seconds, body), sha256).hex()

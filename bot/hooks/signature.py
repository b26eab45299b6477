"""Signatures of webhooks by Standard Webhooks 1.0.0: HMAC-SHA256 over id, time and body, a secret per organisation."""

import base64
import hmac
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
"""The headers."""
TOLERANCE = timedelta(minutes=5)
"""How far the time of a signature may lie from ours, either way."""

_PREFIX = "whsec_"
_VERSION = "v1,"
_ID = re.compile(r"[!-\-/-~]{1,256}")
"""Visible ASCII without the full stop, by which the signed content is divided."""
_SECONDS = re.compile(r"[0-9]{1,12}")


class BadSignature(Exception):
    """The signature is missing, is not of this body, or is of another time; the message says which."""


def secret_of(signing: bytes, organisation: str) -> str:
    """Derive the secret that Spot shares with an organisation: `whsec_` and 32 bytes in base64."""
    key = hmac.digest(signing, b"spot: webhook of " + organisation.encode(errors="replace"), sha256)
    return _PREFIX + base64.b64encode(key).decode()


def secrets_of(signing: Iterable[bytes], organisation: str) -> tuple[str, ...]:
    """Derive the secrets that hold now: of the server's own, and for a while of the one before it."""
    return tuple(secret_of(each, organisation) for each in signing)


def sign(secrets: tuple[str, ...], id: str, body: bytes, at: datetime) -> dict[str, str]:
    """Return the three headers of a body sent at this time, signed with each secret; a retry has the same id."""
    seconds = str(int(at.timestamp()))
    return {ID: id, TIMESTAMP: seconds, SIGNATURE: " ".join(_signature(each, id, seconds, body) for each in secrets)}


def verify(secrets: tuple[str, ...], headers: Mapping[str, str], body: bytes, now: datetime) -> str:
    """Return the webhook-id of a genuine body; raise BadSignature for any other.

    One good signature of several, by one of the secrets, is enough: either side may change to a new one in its time.
    """
    id, seconds = headers.get(ID, ""), headers.get(TIMESTAMP, "")
    if not (_ID.fullmatch(id) and _SECONDS.fullmatch(seconds)):
        raise BadSignature(f"there is no {ID} without a full stop, or no {TIMESTAMP} in seconds")
    expected = [_signature(each, id, seconds, body).encode() for each in secrets]
    given = headers.get(SIGNATURE, "").encode(errors="replace").split()
    if not any(hmac.compare_digest(ours, theirs) for ours in expected for theirs in given):
        raise BadSignature(f"no {SIGNATURE} is v1,… of this id, time, body and secret")
    if abs(now.timestamp() - int(seconds)) > TOLERANCE.total_seconds():
        raise BadSignature("the signature is of another time; sign anew, and set the clock right")
    return id


def _signature(secret: str, id: str, seconds: str, body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    return _VERSION + base64.b64encode(hmac.digest(key, f"{id}.{seconds}.".encode() + body, sha256)).decode()

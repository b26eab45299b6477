"""What the gate says to what it does not let in: a status, and a reason that holds nothing of the request."""

from collections.abc import Mapping


class Refusal(Exception):
    """The request is not let in."""

    status = 400
    headers: Mapping[str, str] = {}
    close = False
    """Whether the connection is closed too, because the rest of the body is not wanted."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MalformedBody(Refusal):
    """The body is not an activity."""


class Unauthorized(Refusal):
    """There is no token, or it proves nothing."""

    status = 401
    headers: Mapping[str, str] = {"WWW-Authenticate": "Bearer"}


class Forbidden(Refusal):
    """Whoever speaks is known, and may not speak here."""

    status = 403


class WrongMethod(Refusal):
    """Only POST brings an activity."""

    status = 405
    headers: Mapping[str, str] = {"Allow": "HEAD, POST"}


class TooSlow(Refusal):
    """The body did not come in time."""

    status = 408
    close = True


class TooLarge(Refusal):
    """The body is larger than an activity may be."""

    status = 413
    close = True


class WrongType(Refusal):
    """The body is not plain UTF-8 JSON."""

    status = 415


class KeysUnavailable(Refusal):
    """The keys that tokens are checked with cannot be had now."""

    status = 503
    headers: Mapping[str, str] = {"Retry-After": "5"}

"""Fetches an exported file over https, in a thread, within a size and a time; never from a host that was not named."""

from collections.abc import Callable
from http.client import HTTPException, HTTPMessage
from threading import Thread
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from knowledge.loopback import is_loopback_host

LARGEST = 64 * 1024 * 1024
"""Bytes that are read: 64 MiB."""
PATIENCE = 10.0
"""Seconds without a byte."""
LONGEST = 60.0
"""Seconds that it may take altogether."""
CHUNK = 1 << 16
SECURE = "name an https:// address (http:// only on this machine)"


class CannotFetch(Exception):
    """It cannot be fetched; the message names the host and the remedy, never the rest of the address."""


def fetch(url: str, *, largest: int = LARGEST, longest: float = LONGEST) -> bytes:
    """Return what stands at the address; CannotFetch when it is too large, too slow, refused or not to be trusted."""
    parts = _checked(url)
    found: list[bytes] = []
    faults: list[Exception] = []

    def run() -> None:
        try:
            found.append(_read(parts, largest))
        except Exception as fault:  # what a server sends may break anything; it is told below
            faults.append(fault)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(longest)
    if found:
        return found[0]
    if not faults:
        raise CannotFetch(f"{parts.hostname}: it takes longer than {longest:.0f} seconds: fetch it yourself, as a file")
    raise CannotFetch(f"{parts.hostname}: {_told(faults[0])}") from faults[0]


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise CannotFetch(f"this is no address: {SECURE}") from None
    if parts.scheme not in ("https", "http") or not host or not url.isprintable() or " " in url:
        raise CannotFetch(f"this is no address: {SECURE}")
    if parts.scheme == "http" and not is_loopback_host(host):
        raise CannotFetch(f"{host}: http:// can be read and changed by anybody on the way: {SECURE}")
    if parts.username is not None:
        raise CannotFetch(f"{host}: a name or password in an address ends up in logs: leave it out")
    return parts


class _SameHost(HTTPRedirectHandler):
    """Follow a redirect only within the origin that was named."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if _origin(urlsplit(newurl)) != _origin(urlsplit(req.full_url)):
            raise CannotFetch("it redirects to another place: name that place if you trust it")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port


def _read(parts: SplitResult, largest: int) -> bytes:
    opener = OpenerDirector()
    own = is_loopback_host(parts.hostname or "")
    handlers: tuple[Any, ...] = (
        ProxyHandler({} if own else None),
        HTTPHandler(),
        HTTPSHandler(),
        _SameHost(),
        HTTPErrorProcessor(),
        HTTPDefaultErrorHandler(),
    )
    for handler in handlers:
        opener.add_handler(handler)
    asked = Request(parts.geturl(), headers={"User-Agent": "Spot", "Accept-Encoding": "identity"})  # noqa: S310 (checked)
    with opener.open(asked, timeout=PATIENCE) as answer:
        return _limited(answer.read, largest)


def _limited(read: Callable[[int], bytes], largest: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := read(CHUNK):
        size += len(chunk)
        if size > largest:
            raise CannotFetch(f"it is larger than {largest // (1 << 20)} MiB: export less of it, with --since")
        chunks.append(chunk)
    return b"".join(chunks)


def _told(fault: Exception) -> str:
    if isinstance(fault, CannotFetch):
        return str(fault)
    if isinstance(fault, HTTPError):
        return f"it answers {fault.code}: check the address"
    if isinstance(fault, TimeoutError) or (isinstance(fault, URLError) and isinstance(fault.reason, TimeoutError)):
        return "it does not answer: try again, or fetch it yourself, as a file"
    if isinstance(fault, URLError | OSError | HTTPException):
        return f"it cannot be reached ({type(getattr(fault, 'reason', fault)).__name__}): check the address"
    return "what it answers cannot be read: check the address"

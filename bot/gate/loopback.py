"""Whether a request comes from this machine, and from nobody who merely passes through it."""

from urllib.parse import urlsplit

from aiohttp import web

from knowledge.loopback import is_loopback_host

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")
"""What a proxy adds: behind one, the peer's address says nothing about who asks."""

_MORE = frozenset("@/?#\\")


def is_loopback(request: web.BaseRequest) -> bool:
    """Return whether peer, Host and Origin are all this machine; a forwarded request never is.

    The Host is looked at because a page from elsewhere can point its own name at 127.0.0.1 (DNS rebinding), the
    Origin because such a page may post to a loopback address openly.
    """
    return (
        _peer_is_loopback(request)
        and is_loopback_host(_host_of(request.headers.get("Host", "")))
        and is_loopback_origin(request.headers.get("Origin"))
        and not any(name in request.headers for name in FORWARDED)
        and not any(name.lower().startswith("x-forwarded-") for name in request.headers)
    )


def is_loopback_origin(origin: str | None) -> bool:
    """Return whether a browser's Origin is this machine; no Origin, so no browser page, counts as one."""
    return origin is None or is_loopback_host(_host_of(origin.partition("://")[2]))


def _peer_is_loopback(request: web.BaseRequest) -> bool:
    peer = request.transport.get_extra_info("peername") if request.transport else None
    return isinstance(peer, tuple) and is_loopback_host(str(peer[0]))


def _host_of(authority: str) -> str | None:
    """Return the host of `host` or `host:port`; None for anything that carries more, which no client sends."""
    if _MORE & set(authority):
        return None
    try:
        return urlsplit(f"//{authority}").hostname
    except ValueError:
        return None

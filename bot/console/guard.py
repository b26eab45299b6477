"""What stands before every page: this machine only, headers that let nothing foreign in, forms from our own pages."""

import hmac
import secrets
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.console.access import COOKIE, Session, Sessions
from bot.console.forms import FormRefused
from bot.console.speech import speaking
from bot.gate.loopback import is_loopback
from bot.store.engine.store import StoreUnavailable
from dialogs.languages import preferred

Complaint = Callable[[web.Request, int, str, Mapping[str, str]], web.Response]
"""Builds a page that says what is wrong: request, status, the key of its words, what fills them."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: with it a browser calls the origin of our own forms `null`.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SESSION = web.RequestKey("session", Session)
SAFE = {"GET", "HEAD"}
OPEN = ("/console/enter", "/console/static/")
"""What is reached without a session."""

logger = structlog.get_logger(__name__)


def borders() -> Middleware:
    """Return the middleware that knows this machine only, and puts the headers on every answer."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not from_this_machine(request):
            return web.Response(status=404, text="404: Not Found")  # as if there were no console
        with speaking(preferred(request.headers.get("Accept-Language", ""), "console")):
            response = await handler(request)
        response.headers.update(HEADERS)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return guarded


def complaints(complain: Complaint) -> Middleware:
    """Return the middleware that turns what went wrong into a page; what somebody wrote is never on it."""

    @web.middleware
    async def told(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except FormRefused as refused:
            return complain(request, 400, str(refused), {})
        except web.HTTPRequestEntityTooLarge:
            return complain(request, 413, "too_long", {})
        except web.HTTPMethodNotAllowed as error:
            response = complain(request, 405, "method", {})
            response.headers["Allow"] = error.headers["Allow"]
            return response
        except web.HTTPException as error:
            if error.status < 400:
                raise
            return complain(request, error.status, "forbidden" if error.status == 403 else "not_found", {})
        except StoreUnavailable:
            return complain(request, 503, "unavailable", {})
        except Exception as error:  # the last net: an error has a number that a lead can tell, and no page shows more
            error_id = secrets.token_hex(4)
            logger.error("console_failed", error_id=error_id, kind=type(error).__name__, exc_info=True)
            return complain(request, 500, "failed", {"error_id": error_id})

    return told


def access(sessions: Sessions, complain: Complaint) -> Middleware:
    """Return the middleware that lets in who may come: from our own pages, signed in."""

    @web.middleware
    async def checked(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.method not in SAFE and not from_our_page(request):
            raise web.HTTPForbidden
        if request.path.startswith(OPEN):
            return await handler(request)
        session = await sessions.of(request.cookies.get(COOKIE))
        if session is None:
            return complain(request, 401, "door", {})
        request[SESSION] = session
        return await handler(request)

    return checked


def from_this_machine(request: web.Request) -> bool:
    """Return whether the request comes from here, whatever page sent it: `from_our_page` looks at that."""
    plain = request.headers.copy()
    plain.popall("Origin", None)
    return is_loopback(request.clone(headers=plain))


def from_our_page(request: web.Request) -> bool:
    """Return whether one of our own pages sent this, as far as the client tells; one that tells nothing has a token."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin)[:2] in {("http", request.host), ("https", request.host)}


def check_token(session: Session, token: str) -> None:
    """Refuse a form that this session was not given."""
    if not hmac.compare_digest(session.csrf.encode(), token.encode("utf-8", "replace")):
        raise web.HTTPForbidden

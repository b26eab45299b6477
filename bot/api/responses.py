"""How the API answers: JSON that no cache keeps, and the last net, which tells nobody what broke."""

import json
import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.api.refusals import NOTHING, ApiRefusal
from bot.desk.refusals import DeskError
from bot.gate.refusal import Refusal
from bot.gate.tally import Tally
from bot.store.engine.store import StoreUnavailable

HEADERS = {"Cache-Control": "no-store"}
NO_PATH = "there is no such path here; /api/v1/openapi.json lists all there are"
LATER = ApiRefusal(503, "unavailable", "it cannot be done right now; try again", headers={"Retry-After": "2"})

log = structlog.get_logger(__name__)


def written(data: Any) -> str:
    """Write JSON data compactly."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def respond(status: int, body: str, headers: Mapping[str, str] = NOTHING) -> web.Response:
    """Return a JSON response."""
    raw = body.encode("utf-8", "replace")
    return web.Response(status=status, body=raw, content_type="application/json", headers={**HEADERS, **headers})


def refuse(refused: ApiRefusal) -> web.Response:
    """Return the response of a refusal."""
    return respond(refused.status, written(refused.body), refused.headers)


def politely(translate: Mapping[type[DeskError], Any]) -> Middleware:
    """Return the middleware that turns whatever goes wrong into JSON; `translate` says what the desk's refusals are."""
    tally = Tally()

    @web.middleware
    async def told(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except ApiRefusal as refused:
            if refused.status in (401, 429):
                tally.note(refused.status, refused.code)
            return refuse(refused)
        except Refusal as refusal:
            return _of_gate(refusal)
        except DeskError as refusal:
            return refuse(_of_desk(refusal, translate))
        except web.HTTPException as error:
            return _of_router(error)
        except StoreUnavailable:
            return refuse(LATER)
        except Exception as error:  # the last net: an error has a number that the caller can tell, and no body more
            error_id = secrets.token_hex(4)
            log.error("api_failed", error_id=error_id, kind=type(error).__name__, exc_info=True)
            return refuse(ApiRefusal(500, "failed", f"something broke here; tell the operator {error_id}"))

    return told


def _of_gate(refusal: Refusal) -> web.Response:
    code = HTTPStatus(refusal.status).phrase.lower().replace(" ", "_")
    response = refuse(ApiRefusal(refusal.status, code, refusal.reason, headers=refusal.headers))
    if refusal.close:
        response.force_close()
    return response


def _of_desk(refusal: DeskError, translate: Mapping[type[DeskError], Any]) -> ApiRefusal:
    for kind in type(refusal).__mro__:
        if kind in translate:
            refused: ApiRefusal = translate[kind](refusal)
            return refused
    return ApiRefusal(409, "refused", str(refusal))


def _of_router(error: web.HTTPException) -> web.Response:
    if isinstance(error, web.HTTPMethodNotAllowed):
        allowed = ", ".join(sorted(error.allowed_methods))
        return refuse(ApiRefusal(405, "method", f"this path takes {allowed}", headers={"Allow": allowed}))
    if error.status == 404:
        return refuse(ApiRefusal(404, "no_path", NO_PATH))
    code = HTTPStatus(error.status).phrase.lower().replace(" ", "_")
    return refuse(ApiRefusal(error.status, code, HTTPStatus(error.status).phrase))

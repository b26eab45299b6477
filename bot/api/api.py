"""The REST API as one application: every operation behind the same checks, in the same order."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.api import openapi, responses
from bot.api.bearer import Bearer, Caller
from bot.api.idempotency import REPLAYED, Replayed, key_of
from bot.api.operations import Call, Operation
from bot.api.refusals import ApiRefusal, lacking
from bot.api.request_data import body_of, fingerprint, query_of
from bot.api.shapes import SEVERITY
from bot.desk.refusals import DeskError
from bot.gate.limits import Limit
from bot.store.edges.idempotency import FirstAnswer, RepeatableRequest

PREFIX = "/api/v1"
AT_ONCE, A_SECOND = 600, 100.0
"""Requests of one token: so many at once, and so many a second in the long run."""


class Api:
    """The application to be mounted at /api/v1."""

    def __init__(
        self,
        bearer: Bearer,
        operations: Sequence[Operation],
        translate: Mapping[type[DeskError], Any],
        now: Callable[[], datetime],
        severities: Callable[[], Sequence[str]],
    ) -> None:
        self._bearer = bearer
        self._operations = tuple(operations)
        self._translate = translate
        self._now = now
        self._limit = Limit(AT_ONCE, A_SECOND, now)
        self._severities = severities
        self._described: dict[tuple[str, ...], str] = {}

    def app(self) -> web.Application:
        """Return the application for `add_subapp("/api/v1", …)`."""
        app = web.Application(middlewares=[responses.politely(self._translate)])
        app.router.add_get("/openapi.json", self._describe)
        for operation in self._operations:
            add = {"GET": app.router.add_get, "POST": app.router.add_post}[operation.method]
            add(operation.path, self._served(operation))
        return app

    async def _describe(self, _: web.Request) -> web.Response:
        return responses.respond(200, await asyncio.to_thread(self._document, tuple(self._severities())))

    def _document(self, severities: tuple[str, ...]) -> str:
        """Return the document, made when it is first asked for: it takes longer than the rest of a start."""
        if severities not in self._described:
            self._described = {severities: responses.written(openapi.document(self._operations, severities))}
        return self._described[severities]

    def _served(self, operation: Operation) -> Callable[[web.Request], Any]:
        async def serve(request: web.Request) -> web.Response:
            caller = await self._let_in(request, operation)
            call = await self._understood(request, operation, caller)
            try:
                return _response(await operation.handle(call))
            except Replayed as replayed:
                return _response(replayed.answer, REPLAYED)

        return serve

    async def _let_in(self, request: web.Request, operation: Operation) -> Caller:
        caller = await self._bearer.caller(request)
        if not self._limit.allows(caller.token):
            raise ApiRefusal(429, "too_many", "this token asks too often; wait a second", headers={"Retry-After": "1"})
        if operation.scope not in caller.scopes:
            raise lacking(operation.scope)
        return caller

    async def _understood(self, request: web.Request, operation: Operation, caller: Caller) -> Call:
        context = {SEVERITY: self._severities()}
        query = query_of(request, operation.query, context)
        if operation.method != "POST":
            return Call(caller, self._now(), request.match_info, None, query)
        key = key_of(request)
        try:
            body = await body_of(request, operation.body, context)
        except ApiRefusal as refused:
            if refused.status == 422 and operation.admit:
                await operation.admit(Call(caller, self._now(), request.match_info, None, query))
            raise
        asked = RepeatableRequest(caller.token, key, fingerprint(request, body)) if key else None
        return Call(caller, self._now(), request.match_info, body, query, asked)


def _response(answer: FirstAnswer, headers: Mapping[str, str] = responses.HEADERS) -> web.Response:
    located = {"Location": answer.location} if answer.location else {}
    return responses.respond(answer.status, answer.body, {**headers, **located})

"""Closes connections that take their time over a request or its answer, for which aiohttp itself waits for ever."""

import asyncio
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.streams import StreamReader

from bot.gate.tally import Tally

SECONDS = 8.0
"""How long a request may take to arrive, from its first byte to its last."""
KEEPALIVE = 75.0
"""Seconds that a connection may be idle between two requests, longer than proxies keep theirs."""
LINGER = 1.0
"""Seconds for which what is still coming is thrown away after an answer, so that the answer is read."""
STALLED = 30.0
"""Seconds in which a client takes at least so many bytes of an answer that waits for it, or is let go."""
LEAST_TAKEN = 4096

NOT_HTTP = "the request is not HTTP"


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """Seconds that a request may take, and that an answer may wait."""

    seconds: float
    stalled: float


class WatchedHandler(web.RequestHandler):
    """A connection that is closed when a request is not complete in time, or its answer is not taken."""

    __slots__ = ("_body", "_deadline", "_limits", "_look", "_tally")

    def __init__(
        self,
        manager: web.Server,
        *,
        limits: RequestLimits,
        tally: Tally,
        loop: asyncio.AbstractEventLoop,
        **options: Any,
    ) -> None:
        super().__init__(manager, loop=loop, **options)
        self._limits = limits
        self._tally = tally
        self._deadline: asyncio.TimerHandle | None = None
        self._look: asyncio.TimerHandle | None = None
        self._body: StreamReader | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start the time of the first request."""
        super().connection_made(transport)
        if isinstance(transport, asyncio.WriteTransport):
            transport.set_write_buffer_limits(high=0)  # so that every answer that waits to be taken is noticed
        self._arm()

    def data_received(self, data: bytes) -> None:
        """Start the clock at a request's first byte and stop it at its last.

        A body that breaks its own encoding never ends; aiohttp would leave its handler waiting.
        """
        super().data_received(data)
        if self._messages and (self._body is None or self._body.is_eof()):
            self._disarm()
            self._body = self._messages[-1][1]
        if self._upgraded or (self._body is not None and self._body.is_eof()):
            self._disarm()
            self._body = None
        elif data:
            self._arm()

    def connection_lost(self, exc: BaseException | None) -> None:
        """Stop both clocks."""
        self._disarm()
        self._stop_looking()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Begin to look whether what waits is taken."""
        super().pause_writing()
        self._look_later()

    def resume_writing(self) -> None:
        """Stop looking: all was taken."""
        self._stop_looking()
        super().resume_writing()

    def handle_error(
        self, request: web.BaseRequest, status: int = 500, exc: BaseException | None = None, message: str | None = None
    ) -> web.StreamResponse:
        """Answer what cannot be read as HTTP without repeating it; a flood of it is one line a minute in the log."""
        if not isinstance(exc, HttpProcessingError):
            return super().handle_error(request, status, exc, message)
        self._tally.note(exc.code, NOT_HTTP)
        refused = web.Response(status=exc.code, text=NOT_HTTP)
        refused.force_close()
        return refused

    def _look_later(self) -> None:
        if self.transport is not None:
            waiting = self.transport.get_write_buffer_size()
            self._look = self._loop.call_later(self._limits.stalled, self._let_go_or_wait, waiting)

    def _let_go_or_wait(self, waited: int) -> None:
        """Look again later, unless hardly anything was taken since the last look; closing would wait for the rest."""
        if self.transport is not None and waited - self.transport.get_write_buffer_size() < LEAST_TAKEN:
            self.transport.abort()
        else:
            self._look_later()

    def _stop_looking(self) -> None:
        if self._look is not None:
            self._look.cancel()
            self._look = None

    def _arm(self) -> None:
        if self._deadline is None:
            self._deadline = self._loop.call_later(self._limits.seconds, self.force_close)

    def _disarm(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class WatchedServer(web.Server):
    """A server whose connections are watched."""

    def __init__(self, plain: web.Server, limits: RequestLimits) -> None:
        super().__init__(
            plain.request_handler,
            request_factory=plain.request_factory,
            handler_cancellation=plain.handler_cancellation,
            loop=plain._loop,
            **plain._kwargs,
        )
        self._limits = limits
        self._tally = Tally()

    def __call__(self) -> web.RequestHandler:
        """Return the handler of one connection."""
        return WatchedHandler(self, limits=self._limits, tally=self._tally, loop=self._loop, **self._kwargs)


class WatchedRunner(web.AppRunner):
    """An AppRunner that waits for nobody, and inflates nothing that comes compressed."""

    __slots__ = ("_limits",)

    def __init__(
        self, app: web.Application, *, seconds: float = SECONDS, stalled: float = STALLED, **options: Any
    ) -> None:
        ours = {"keepalive_timeout": KEEPALIVE, "lingering_time": LINGER, "auto_decompress": False}
        super().__init__(app, **ours | options)
        self._limits = RequestLimits(seconds, stalled)

    async def _make_server(self) -> web.Server:
        return WatchedServer(await super()._make_server(), self._limits)

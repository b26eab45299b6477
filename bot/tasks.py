"""Work that goes on beside the requests: started with the application, watched, and ended with it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog

PAUSE = 1.0
"""Seconds before work that failed is taken up again."""

log = structlog.get_logger()


@asynccontextmanager
async def supervised(name: str, work: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Keep the work going while the block runs: a failure is logged and it starts again; then cancel it."""
    task = asyncio.create_task(_forever(name, work), name=name)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _forever(name: str, work: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await work()
            return
        except Exception as fault:
            log.error("task_restarted", task=name, exc_info=fault)
            await asyncio.sleep(PAUSE)

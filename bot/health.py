"""Whether Spot lives and whether it can serve, for whoever watches it."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.store import health
from bot.store.store import Store, StoreError
from knowledge.base import KnowledgeBase


class Health:
    """The pages /healthz and /readyz."""

    def __init__(self, store: Store, knowledge: Callable[[], KnowledgeBase], now: Callable[[], datetime]) -> None:
        self._store = store
        self._knowledge = knowledge
        self._now = now

    async def alive(self, _request: web.Request) -> web.Response:
        """Answer 200 for as long as the process can answer at all."""
        return web.json_response({"status": "ok"})

    async def ready(self, _request: web.Request) -> web.Response:
        """Answer 200 when questions can be answered and kept, else 503; the body says which part is not well."""
        parts = {"knowledge": self._shelf(), **await self._rows()}
        well = all(part["ok"] for part in parts.values())
        return web.json_response({"status": "ready" if well else "not ready", **parts}, status=200 if well else 503)

    def _shelf(self) -> dict[str, Any]:
        base = self._knowledge()
        errors = sum(problem.level == "error" for problem in base.problems)
        return {"ok": True, "version": base.version, "entries": len(base.entries), "errors": errors}

    async def _rows(self) -> dict[str, Any]:
        try:
            await self._store.transaction(lambda tx: health.beat(tx, self._now()))
            found = await asyncio.to_thread(self._store.read, health.read)
        except StoreError as fault:
            return {"database": {"ok": False, "error": type(fault).__name__}}
        age = (self._now() - found.oldest_due).total_seconds() if found.oldest_due else 0
        outbox = {"ok": True, "due": found.due, "dead": found.dead, "oldest_seconds": round(max(age, 0), 1)}
        return {"database": {"ok": found.migrated, "migrations": found.migrations}, "outbox": outbox}

"""Whether Spot lives and whether it can serve, for whoever watches it."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.live.current_knowledge import CurrentKnowledge
from bot.live.serving import KnowledgeViews
from bot.store.edges import deliveries
from bot.store.engine import health
from bot.store.engine.store import Store, StoreError
from knowledge.files.record import Record

MOST_NAMED = 20
"""Files with an error that are named."""


class HealthPages:
    """The pages /healthz and /readyz."""

    def __init__(
        self, store: Store, shelf: CurrentKnowledge, serving: KnowledgeViews, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._shelf = shelf
        self._serving = serving
        self._now = now

    async def alive(self, _request: web.Request) -> web.Response:
        """Answer 200 for as long as the process can answer at all."""
        return web.json_response({"status": "ok"})

    async def ready(self, _request: web.Request) -> web.Response:
        """Answer 200 when questions can be answered and kept, else 503; the body says which part is not well.

        What is in use but not as its curator wanted it is degraded, and ready all the same.
        """
        learning = self._serving.as_data(self._shelf.base)
        parts = {"knowledge": self._known(), "learning": learning, **await self._rows()}
        well = all(part["ok"] for part in parts.values())
        told = {"status": "ready" if well else "not ready", "degraded": self._degraded(), **parts}
        return web.json_response(told, status=200 if well else 503)

    def _known(self) -> dict[str, Any]:
        base = self._shelf.base
        errors = sum(problem.level == "error" for problem in base.problems)
        behind = [behind_as_data(each) for each in base.loaded.behind]
        return {
            "ok": True,
            "version": base.version,
            "entries": len(base.entries),
            "errors": errors,
            "behind": behind[:MOST_NAMED],
        }

    def _degraded(self) -> list[str]:
        """Say what is not as its curators wanted it, in a few words each."""
        behind = len(self._shelf.base.loaded.behind)
        files = "1 file" if behind == 1 else f"{behind} files"
        told = [f"knowledge: what was saved last in {files} is not in use, because of errors"] if behind else []
        if self._shelf.is_gone:
            told.append("knowledge: the content folder is gone or empty, what it held answers on")
        return told + self._serving.degraded(self._shelf.base)

    async def _rows(self) -> dict[str, Any]:
        try:
            await self._store.transaction(lambda tx: health.beat(tx, self._now()))
            found, hooks = await asyncio.to_thread(
                self._store.read, lambda reader: (health.read(reader), deliveries.figures(reader))
            )
        except StoreError as fault:
            return {"database": {"ok": False, "error": type(fault).__name__}}
        return {
            "database": {"ok": found.migrated, "migrations": found.migrations},
            "outbox": self._waiting(found),
            "webhooks": self._waiting(hooks),
        }

    def _waiting(self, found: health.StoreHealth | deliveries.DeliveryFigures) -> dict[str, Any]:
        age = (self._now() - found.oldest_due).total_seconds() if found.oldest_due else 0
        return {"ok": True, "due": found.due, "dead": found.dead, "oldest_seconds": round(max(age, 0), 1)}


def behind_as_data(each: Record) -> dict[str, Any]:
    """Return a file whose last save is not in use: where its first error stands, and whether an earlier version
    answers.

    Only places and codes: whoever watches over Spot need not be entitled to what curators write.
    """
    reason = each.reason
    line, code = (reason.line, reason.code) if reason else (1, "")
    return {"file": each.found.file, "line": line, "code": code, "answers": each.good is not None}

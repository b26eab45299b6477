"""The drafts on the page on knowledge: what came of answered cases, each published or dropped with one button."""

from collections.abc import Mapping
from typing import Any, Protocol

from aiohttp import web

from bot.console import forms
from bot.console.guard import SESSION, check_token
from bot.console.pages.knowledge import Live
from bot.console.rendering import Viewer
from bot.console.speech import say
from bot.desk.case import written
from bot.store.engine.store import Reader
from bot.store.knowledge import drafts
from bot.store.knowledge.drafts import DraftState
from knowledge.entry import Entry
from knowledge.improve.drafting import from_cases
from knowledge.improve.drafting.from_cases import DraftBlocked, NoSuchDraft

FIELDS = {"csrf": 100, "entry": 300}
MOST = 20
"""Drafts on the page; the others follow once these are done."""
PATH = "/console/knowledge"
ACTOR = "lead/console"
"""Who acts from the console, until leads sign in by name."""
DONE = {"accept": "accepted", "drop": "dropped"}


class Validates(Protocol):
    """What publishes a draft in its file, or drops it."""

    async def accept(self, name: str, actor: str) -> Entry:
        """Publish it; raise NoSuchDraft or DraftBlocked."""

    async def drop(self, name: str, actor: str) -> Entry:
        """Retire it; raise NoSuchDraft or DraftBlocked."""


class Validating:
    """The handlers of the page on knowledge and of the buttons below its drafts."""

    def __init__(self, viewer: Viewer, live: Live, drafting: Validates | None) -> None:
        self._viewer = viewer
        self._live = live
        self._drafting = drafting

    async def knowledge(self, request: web.Request) -> web.StreamResponse:
        """Show what is live, and the drafts that wait to be validated."""
        return await self._page(request)

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """Publish a draft."""
        return await self._settle_draft(request, "accept")

    async def drop(self, request: web.Request) -> web.StreamResponse:
        """Drop a draft."""
        return await self._settle_draft(request, "drop")

    async def _settle_draft(self, request: web.Request, act: str) -> web.StreamResponse:
        sent = await forms.posted(request)
        check_token(request[SESSION], dict(sent).get("csrf", ""))
        name = forms.only(sent, FIELDS)["entry"]
        if self._drafting is None:
            raise web.HTTPNotFound
        verb = self._drafting.accept if act == "accept" else self._drafting.drop
        try:
            await verb(name, ACTOR)
        except (NoSuchDraft, DraftBlocked) as fault:
            return await self._page(request, str(fault), 409)
        return web.Response(status=303, headers={"Location": f"{PATH}?done={DONE[act]}"})

    async def _page(self, request: web.Request, trouble: str = "", status: int = 200) -> web.Response:
        done = request.query.get("done", "")

        def look(reader: Reader) -> Mapping[str, Any]:
            return {
                **self._live.found(reader),
                **self._drafts(reader),
                "csrf": request[SESSION].csrf,
                "trouble": trouble,
                "done": say(f"draft_{done}") if done in DONE.values() and not trouble else "",
            }

        return await self._viewer.show(request, "knowledge.html", look, status)

    def _drafts(self, reader: Reader) -> Mapping[str, Any]:
        waiting = list(from_cases.waiting(self._viewer.knowledge().entries))
        due = drafts.in_state(reader, DraftState.DUE, limit=MOST)
        return {
            "drafts": waiting[:MOST],
            "more_drafts": max(len(waiting) - MOST, 0),
            "held_up": [(written(each.number), each.waits) for each in due if each.waits],
        }

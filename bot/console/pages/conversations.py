"""The pages on conversations: the overview, the list, and one conversation beside the reasons for its answers."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from aiohttp import web

from bot.console import forms
from bot.console.pages.cases import shown
from bot.console.pages.timeline import turns
from bot.console.rendering import Viewer, address, conversation_link
from bot.desk.case import written
from bot.store.chat import conversations
from bot.store.desk import cases
from bot.store.engine.store import Reader
from bot.store.knowledge.questions import QuestionOutcome
from bot.store.report import review
from knowledge.match import Verdict

FEW = 8
"""Rows of a list on the overview."""


class Reviewing:
    """The handlers of the pages on conversations."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer

    async def overview(self, request: web.Request) -> web.StreamResponse:
        """Show the day in a few figures, what waits longest, what was asked last."""
        return await self._viewer.show(request, "overview.html", self._overview)

    def _overview(self, reader: Reader) -> Mapping[str, Any]:
        listed = review.conversations(reader, self._viewer.now(), review.ConversationFilter(), limit=FEW)
        return {
            "here": "overview",
            "behind": len(self._viewer.knowledge().loaded.behind),
            "figures": review.figures(reader, self._viewer.today()),
            "waiting": [shown(each) for each in review.waiting(reader, FEW)],
            "listed": [self._row(each) for each in listed],
        }

    async def conversations(self, request: web.Request) -> web.StreamResponse:
        """Show conversations, the most recently active first."""
        wanted = review.ConversationFilter(
            forms.chosen(request, "verdict", set(Verdict)),
            forms.chosen(request, "outcome", set(QuestionOutcome)),
            forms.searched(request),
        )
        before, size = forms.cursor(request), forms.page_size(request)
        return await self._viewer.show(
            request, "conversations.html", lambda reader: self._conversations(reader, wanted, before, size)
        )

    def _conversations(
        self, reader: Reader, wanted: review.ConversationFilter, before: int | None, size: int
    ) -> Mapping[str, Any]:
        found = review.conversations(reader, self._viewer.now(), wanted, before, size + 1)
        asked = {"q": wanted.text, "verdict": wanted.verdict, "outcome": wanted.outcome}
        path, limit = "/console/conversations", size if size != forms.PAGE else None
        older = found[size - 1].place if len(found) > size else None
        return {
            "here": "conversations",
            "asked": asked,
            "verdicts": list(Verdict),
            "outcomes": list(QuestionOutcome),
            "listed": [self._row(each) for each in found[:size]],
            "newest": address(path, **asked, limit=limit) if before is not None else "",
            "older": address(path, **asked, limit=limit, before=older) if older is not None else "",
        }

    def _row(self, listed: review.Listed) -> Mapping[str, Any]:
        return asdict(listed) | {
            "who": self._viewer.name(listed.person),
            "more": listed.questions - 1,
            "case": None if listed.case is None else written(listed.case),
        }

    async def conversation(self, request: web.Request) -> web.StreamResponse:
        """Show one conversation, or a stretch of a long one."""
        key, before = request.match_info["key"], forms.cursor(request)
        return await self._viewer.show(
            request, "conversation.html", lambda reader: self._conversation(reader, key, before)
        )

    def _conversation(self, reader: Reader, key: str, before: int | None) -> Mapping[str, Any]:
        found = conversations.find(reader, key)
        if found is None:
            raise web.HTTPNotFound
        stretch = review.stretch(reader, key, before)
        first, last = (stretch.rows[0].seq, stretch.rows[-1].seq) if stretch.rows else (0, 0)
        asked = review.asked_between(reader, key, first, last, self._viewer.now())
        link = conversation_link(key)
        return {
            "here": "conversations",
            "key": key,
            "who": self._viewer.name(found.person),
            "channel": found.address.get("channel", ""),
            "partner": found.partner,
            "began": found.opened,
            "latest": found.updated,
            "cases": [case.name for case in cases.of_conversation(reader, key)],
            "turns": turns(stretch.rows, asked, self._viewer.name),
            "older": address(link, before=stretch.earlier) if stretch.earlier else "",
            "newest": link if before is not None else "",
        }

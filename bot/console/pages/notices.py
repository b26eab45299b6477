"""The page on notices: what the leads were told, and that they have read it; and who was told of one case."""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.console import forms
from bot.console.guard import SESSION, check_token
from bot.console.rendering import Viewer
from bot.console.speech import say
from bot.desk.case import written
from bot.desk.recipients import EVERY_LEAD, Recipient, To
from bot.store.desk import notices
from bot.store.desk.notices import Notice
from bot.store.engine.store import Reader, Store

PATH = "/console/notices"
FIELDS = {"csrf": 100, "key": 100}
SHOWN = 100


class Noticing:
    """The handlers of the page on notices."""

    def __init__(self, viewer: Viewer, store: Store, now: Callable[[], datetime]) -> None:
        self._viewer = viewer
        self._store = store
        self._now = now

    async def notices(self, request: web.Request) -> web.StreamResponse:
        """Show what the leads were told, the newest first."""
        return await self._viewer.show(request, "notices.html", lambda reader: self._found(reader, request))

    async def read(self, request: web.Request) -> web.StreamResponse:
        """Note that the leads have read it all."""
        given = forms.only(await forms.posted(request), FIELDS)
        check_token(request[SESSION], given["csrf"])
        at = self._now()
        await self._store.transaction(lambda tx: notices.read(tx, [EVERY_LEAD], at))
        return web.Response(status=303, headers={"Location": PATH})

    def _found(self, reader: Reader, request: web.Request) -> Mapping[str, Any]:
        found = notices.to(reader, EVERY_LEAD, limit=SHOWN)
        return {
            "here": "notices",
            "notices": [shown(each, self._viewer) for each in found],
            "unread": sum(each.read is None for each in found),
            "form": {"csrf": request[SESSION].csrf, "key": secrets.token_urlsafe(16)},
        }


def shown(notice: Notice, viewer: Viewer) -> Mapping[str, Any]:
    """Return a notice as a page shows it."""
    return {
        "to": recipient(notice.to, viewer),
        "kind": notice.kind,
        "about": notice.about,
        "case": written(notice.number) if notice.number else "",
        "at": notice.at,
        "read": notice.read,
    }


def recipient(to: Recipient, viewer: Viewer) -> str:
    """Return the name of who was told."""
    if to.kind is To.LEADS:
        return say("notice_leads")
    return viewer.name(to.id) if to.kind is To.PERSON else say("notice_team", team=to.id)

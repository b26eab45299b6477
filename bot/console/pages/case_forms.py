"""What a lead does with a case: the forms of its page. The answer is a redirect, or the case and what is wrong."""

import asyncio
from collections.abc import Mapping

from aiohttp import web

from bot.casework.casework import Casework
from bot.console import forms
from bot.console.guard import SESSION, check_token
from bot.console.pages.case_actions import ACTS, CaseForm
from bot.console.pages.cases import LEAD, Attempt, Casebook, number_of
from bot.console.rendering import case_link
from bot.console.speech import named, say
from bot.desk.refusals import DeskError, IllegalMove, NoSuchCase, NothingSaid
from bot.store.desk import cases
from bot.store.engine.store import Reader, Store

HIDDEN = {"csrf": 100, "key": 100, "seen": 18}


class Acting:
    """The handlers of the forms on a case's page."""

    def __init__(self, store: Store, casework: Casework, casebook: Casebook) -> None:
        self._store = store
        self._casework = casework
        self._casebook = casebook

    async def act(self, request: web.Request) -> web.StreamResponse:
        """Do what the address names; a case's own address is a reply."""
        name = request.match_info.get("act", "reply")
        act = ACTS.get(name)
        if act is None:
            raise web.HTTPNotFound
        given = await self._given(request, act)
        number = number_of(request)
        if await asyncio.to_thread(self._store.read, lambda reader: unread(reader, number, int(given["seen"]))):
            return await self._refused(request, name, given, say("moved"), 409)
        try:
            case = await self._casework.do(number, LEAD, act.command(given), given["key"])
        except NoSuchCase as error:
            raise web.HTTPNotFound from error
        except NothingSaid:
            return await self._refused(request, name, given, say("no_text"), 400)
        except IllegalMove as error:
            trouble = say("illegal", state=named("state", error.case.state))
            return await self._refused(request, name, given, trouble, 409)
        except DeskError as error:
            return await self._refused(request, name, given, say("refused", why=str(error)), 409)
        return web.Response(status=303, headers={"Location": f"{case_link(case.name)}?done={act.done}"})

    async def _given(self, request: web.Request, act: CaseForm) -> dict[str, str]:
        sent = await forms.posted(request)
        check_token(request[SESSION], dict(sent).get("csrf", ""))
        given = forms.only(sent, {**HIDDEN, **act.fields})
        if not given["key"] or not (given["seen"].isascii() and given["seen"].isdigit()):
            raise forms.FormRefused("bad_form")
        return given

    async def _refused(
        self, request: web.Request, name: str, given: Mapping[str, str], trouble: str, status: int
    ) -> web.Response:
        return await self._casebook.page(request, Attempt(name, given, trouble), status)


def unread(reader: Reader, number: int, seen: int) -> bool:
    """Return whether the requester did something to the case after the version that was seen; a version is an event."""
    case = cases.find(reader, number)
    since = 0 if case is None else case.version - seen
    if case is None or since <= 0:
        return False
    return any(event.actor.key == case.requester.key for event in cases.events(reader, number)[-since:])

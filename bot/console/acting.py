"""What a lead does with a case: reply, resolve, reopen. The answer is a redirect, or the case and what is wrong."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from bot.casework import Casework
from bot.console import forms
from bot.console.casebook import LONGEST, Attempt, Casebook, number_of
from bot.console.guard import SESSION, check_token
from bot.console.rendering import case_link
from bot.console.wording import named, say
from bot.desk.case import Case, Person
from bot.desk.refusals import IllegalMove, NoSuchCase, NothingSaid
from bot.store import cases
from bot.store.store import Reader, Store

FIELDS = {"csrf": 100, "key": 100, "seen": 18, "text": LONGEST}
LEAD = Person("lead/console", say("team"))
"""Who acts from the console, until leads sign in by name."""
DONE = {"reply": "replied", "resolve": "resolved", "reopen": "reopened"}
"""What is said of it afterwards."""

Verb = Callable[[int, Person, str, str], Awaitable[Case]]
"""A verb of the casework: number, actor, text, key."""


class Acting:
    """The handlers of the forms on a case's page."""

    def __init__(self, store: Store, casework: Casework, casebook: Casebook) -> None:
        self._store = store
        self._casebook = casebook
        self._verbs: Mapping[str, Verb] = {
            "reply": casework.reply,
            "resolve": casework.resolve,
            "reopen": casework.reopen,
        }

    async def reply(self, request: web.Request) -> web.StreamResponse:
        """Send the customer a lead's words."""
        return await self._act(request, "reply")

    async def resolve(self, request: web.Request) -> web.StreamResponse:
        """Consider the case solved, with or without closing words."""
        return await self._act(request, "resolve")

    async def reopen(self, request: web.Request) -> web.StreamResponse:
        """Open the case again."""
        return await self._act(request, "reopen")

    async def _act(self, request: web.Request, act: str) -> web.Response:
        given = await self._given(request)
        number = number_of(request)
        if await asyncio.to_thread(self._store.read, lambda reader: unread(reader, number, int(given["seen"]))):
            return await self._refused(request, act, given["text"], say("moved"), 409)
        try:
            case = await self._verbs[act](number, LEAD, given["text"], given["key"])
        except NoSuchCase as error:
            raise web.HTTPNotFound from error
        except NothingSaid:
            return await self._refused(request, act, "", say("no_text"), 400)
        except IllegalMove as error:
            trouble = say("illegal", state=named("state", error.case.state))
            return await self._refused(request, act, given["text"], trouble, 409)
        return web.Response(status=303, headers={"Location": f"{case_link(case.name)}?done={DONE[act]}"})

    async def _given(self, request: web.Request) -> dict[str, str]:
        sent = await forms.posted(request)
        check_token(request[SESSION], dict(sent).get("csrf", ""))
        given = forms.only(sent, FIELDS)
        if not given["key"] or not (given["seen"].isascii() and given["seen"].isdigit()):
            raise forms.Refused("bad_form")
        return given

    async def _refused(self, request: web.Request, act: str, text: str, trouble: str, status: int) -> web.Response:
        return await self._casebook.page(request, Attempt(act, text, trouble), status)


def unread(reader: Reader, number: int, seen: int) -> bool:
    """Say whether the requester did something to the case after the version that was seen; a version is an event."""
    case = cases.find(reader, number)
    since = 0 if case is None else case.version - seen
    if case is None or since <= 0:
        return False
    return any(event.actor.key == case.requester.key for event in cases.events(reader, number)[-since:])

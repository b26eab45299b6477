"""The page on known issues: what is suspected and open, and the plain forms that declare, update and solve."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from bot.casework.problems import ProblemCasework
from bot.console import forms
from bot.console.guard import SESSION, check_token
from bot.console.pages.case_actions import LONGEST
from bot.console.pages.cases import LEAD
from bot.console.rendering import Viewer
from bot.console.speech import say
from bot.desk.case import LONGEST_TITLE, written
from bot.desk.problem import Declaring, NoSuchProblem, ProblemRecord, ProblemState, problem_number_in
from bot.desk.refusals import DeskError
from bot.store.desk import problems
from bot.store.desk.problems import Attached
from bot.store.engine.store import Reader
from knowledge.entry import Visibility
from knowledge.people.audience import Role

PATH = "/console/problems"
HIDDEN = {"csrf": 100, "key": 100}
DECLARING = {"title": 4 * LONGEST_TITLE, "text": LONGEST, "phrasings": LONGEST, "partner": 100, "visibility": 10}
FIELDS: Mapping[str, Mapping[str, int]] = {
    "declare": DECLARING,
    "update": {"text": LONGEST},
    "solve": {"text": LONGEST, "resolve": 3},
    "dismiss": {},
    "attach": {"case": 20},
}
"""The fields of each form, with their longest values."""
SHOWN = 50

Given = Mapping[str, str]
Does = Callable[[ProblemCasework, str, Given], Awaitable[ProblemRecord]]

DOES: Mapping[str, Does] = {
    "declare": lambda verbs, number, given: verbs.confirm(number, declaring(given), LEAD, given["key"]),
    "update": lambda verbs, number, given: verbs.update(number, LEAD, given["text"], given["key"]),
    "solve": lambda verbs, number, given: verbs.solve(
        number, LEAD, given["text"], given["key"], resolve_cases=given["resolve"] == "yes"
    ),
    "dismiss": lambda verbs, number, given: verbs.dismiss(number, LEAD, given["key"]),
    "attach": lambda verbs, number, given: verbs.attach(number, given["case"], LEAD, given["key"]),
}


class ProblemPages:
    """The handlers of the page on known issues."""

    def __init__(self, viewer: Viewer, verbs: ProblemCasework) -> None:
        self._viewer = viewer
        self._verbs = verbs

    async def problems(self, request: web.Request) -> web.StreamResponse:
        """Show what is suspected and open, and what was solved last."""
        return await self._page(request)

    async def declare(self, request: web.Request) -> web.StreamResponse:
        """Declare a problem that nobody suspected."""
        given = await self._given(request, "declare")
        return await self._done(request, "declare", self._verbs.declare(declaring(given), LEAD, given["key"]))

    async def act(self, request: web.Request) -> web.StreamResponse:
        """Do what the address names with one problem."""
        act, number = request.match_info["act"], request.match_info["number"]
        if act not in DOES or problem_number_in(number) is None:
            raise web.HTTPNotFound
        given = await self._given(request, act)
        return await self._done(request, act, DOES[act](self._verbs, number, given))

    async def _done(self, request: web.Request, act: str, doing: Awaitable[ProblemRecord]) -> web.StreamResponse:
        try:
            await doing
        except NoSuchProblem as fault:
            raise web.HTTPNotFound from fault
        except DeskError as fault:
            return await self._page(request, str(fault), 409)
        return web.Response(status=303, headers={"Location": f"{PATH}?done={act}"})

    async def _given(self, request: web.Request, act: str) -> Given:
        sent = await forms.posted(request)
        check_token(request[SESSION], dict(sent).get("csrf", ""))
        given = forms.only(sent, {**HIDDEN, **FIELDS[act]})
        if not given["key"] or given.get("visibility", "") not in ("", *Visibility):
            raise forms.FormRefused("bad_form")
        return given

    async def _page(self, request: web.Request, trouble: str = "", status: int = 200) -> web.Response:
        done = request.query.get("done", "")

        def look(reader: Reader) -> Mapping[str, Any]:
            found = problems.page(reader, limit=SHOWN)
            return {
                "here": "problems",
                "problems": [shown(reader, each) for each in found if each.state is not ProblemState.DISMISSED],
                "partners": partners_of(self._viewer),
                "levels": [each.value for each in Visibility],
                "form": {"csrf": request[SESSION].csrf, "key": secrets.token_urlsafe(16)},
                "longest": LONGEST,
                "trouble": trouble,
                "done": say(f"issue_{done}") if done in DOES and not trouble else "",
            }

        return await self._viewer.show(request, "problems.html", look, status)


def partners_of(viewer: Viewer) -> list[str]:
    """Return the ids of the partners that the directory knows."""
    return [each.id for each in viewer.knowledge().directory.organisations if each.role is Role.PARTNER]


def declaring(given: Given) -> Declaring:
    """Return what the form declares."""
    return Declaring(
        title=given["title"],
        text=given["text"],
        phrasings=tuple(given["phrasings"].splitlines()),
        partner=given["partner"] or None,
        visibility=Visibility(given["visibility"] or Visibility.CUSTOMER),
    )


def shown(reader: Reader, found: ProblemRecord) -> Mapping[str, Any]:
    """Return a problem as the page shows it."""
    persons = problems.attached(reader, found.number, Attached.PERSON)
    return {
        "problem": found,
        "waiting": sum(each.told is None for each in persons),
        "cases": [written(int(each.ref)) for each in problems.attached(reader, found.number, Attached.CASE)],
        "updates": [each for each in problems.updates(reader, found.number) if each.text],
        "may": {
            "declare": found.state is ProblemState.SUSPECTED,
            "dismiss": found.state is ProblemState.SUSPECTED,
            "update": found.state is ProblemState.OPEN,
            "solve": found.state is ProblemState.OPEN,
            "attach": found.state is ProblemState.OPEN,
        },
    }

"""The console: everything under /console on one page, and the link that lets somebody in."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

from aiohttp import web

from bot.casework.casework import Casework
from bot.casework.problems import ProblemCasework
from bot.console.access import COOKIE, PATH, SESSION_LIFE, Links, Sessions
from bot.console.assets import ConsoleAssets
from bot.console.guard import access, borders, complaints
from bot.console.pages.accounts import AccountPages
from bot.console.pages.case_forms import Acting
from bot.console.pages.cases import Casebook
from bot.console.pages.conversations import Reviewing
from bot.console.pages.drafts import Validates, Validating
from bot.console.pages.figures import Reporting
from bot.console.pages.knowledge import Live
from bot.console.pages.notices import Noticing
from bot.console.pages.problems import ProblemPages
from bot.console.rendering import Viewer, page, prepare
from bot.console.speech import say
from bot.store.engine.store import Store
from knowledge.base import KnowledgeBase

HEADINGS = {
    "door": "door_title",
    "door_used": "door_title",
    "not_found": "not_found_title",
    "forbidden": "forbidden_title",
    "method": "method_title",
    "failed": "failed_title",
    "unavailable": "unavailable_title",
}
"""The heading above a complaint; anything else was not understood."""
PARAGRAPHS = {"door": ("door_text", "door_again"), "door_used": ("door_used", "door_text", "door_again")}
"""What is said below it, where that is more than the complaint itself."""


class Console:
    """The leads' pages, to be mounted at /console."""

    def __init__(
        self,
        store: Store,
        casework: Casework,
        knowledge: Callable[[], KnowledgeBase],
        now: Callable[[], datetime],
        secret: bytes,
        zone: tzinfo | None = None,
        *,
        is_gone: Callable[[], bool] = lambda: False,
        drafting: Validates | None = None,
        problems: ProblemCasework | None = None,
    ) -> None:
        self._links = Links(now)
        self._sessions = Sessions(store, now, secret)
        self._assets = ConsoleAssets()
        self._viewer = Viewer(store, knowledge, now, zone)
        self._reviewing = Reviewing(self._viewer)
        self._reporting = Reporting(self._viewer)
        self._accounts = AccountPages(self._viewer)
        self._casebook = Casebook(self._viewer)
        self._validating = Validating(self._viewer, Live(self._viewer, is_gone), drafting)
        self._problems = ProblemPages(self._viewer, problems or ProblemCasework(store, now, lambda: knowledge().loaded))
        self._noticing = Noticing(self._viewer, store, now)
        self._acting = Acting(store, casework, self._casebook)

    def link(self) -> str:
        """Return the path of a new link that lets one browser in, once, within an hour."""
        return self._links.mint()

    def app(self) -> web.Application:
        """Return the application for `add_subapp("/console", …)`."""
        app = web.Application(
            middlewares=[borders(), complaints(self._complain), access(self._sessions, self._complain)]
        )
        prepare(app, self._assets)
        app.add_routes(self.routes())
        return app

    def routes(self) -> list[web.RouteDef]:
        """Return every route, relative to /console."""
        case = "/cases/{number}"
        return [
            web.get("", self._reviewing.overview),
            web.get("/", self._reviewing.overview),
            # Not for HEAD: a terminal that looks at a link must not use it up.
            web.get("/enter", self.enter, allow_head=False),
            web.get("/static/{name:.+}", self._assets.serve),
            web.get("/conversations", self._reviewing.conversations),
            web.get("/conversations/{key:.+}", self._reviewing.conversation),
            web.get("/knowledge", self._validating.knowledge),
            web.post("/knowledge/accept", self._validating.accept),
            web.post("/knowledge/drop", self._validating.drop),
            web.get("/problems", self._problems.problems),
            web.post("/problems", self._problems.declare),
            web.post("/problems/{number}/{act}", self._problems.act),
            web.get("/notices", self._noticing.notices),
            web.post("/notices/read", self._noticing.read),
            web.get("/report", self._reporting.report),
            web.get("/accounts", self._accounts.accounts),
            web.get("/accounts/{id}", self._accounts.account),
            web.get("/cases", self._casebook.cases),
            web.get(case, self._casebook.case),
            web.post(case, self._acting.act),
            web.post(f"{case}/{{act}}", self._acting.act),
        ]

    async def enter(self, request: web.Request) -> web.StreamResponse:
        """Let a browser in that has a good link; one that is in already stays in."""
        if not self._links.use(request.query.get("key", "")):
            if await self._sessions.of(request.cookies.get(COOKIE)) is None:
                return self._complain(request, 401, "door_used", {})
            return web.Response(status=303, headers={"Location": PATH})
        response = web.Response(status=303, headers={"Location": PATH})
        token = await self._sessions.open()
        life = int(SESSION_LIFE.total_seconds())
        response.set_cookie(COOKIE, token, path=PATH, max_age=life, httponly=True, samesite="Strict")
        return response

    def _complain(self, request: web.Request, status: int, key: str, values: Mapping[str, str]) -> web.Response:
        paragraphs = [say(each, **values) for each in PARAGRAPHS.get(key, (key,))]
        heading = say(HEADINGS.get(key, "refused_title"))
        return page(self._viewer.fill(request, "message.html", {"heading": heading, "paragraphs": paragraphs}), status)

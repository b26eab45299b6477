"""The chat page: the official client, who asks, and on this machine why the last answer was given."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web
from jinja2 import Environment, FileSystemLoader

from bot.gate import reading, strict_json
from bot.gate.refusal import Forbidden, MalformedBody, Refusal
from bot.webchat import picker
from bot.webchat.access import Access
from bot.webchat.answers import HEADERS, answer, politely
from bot.webchat.assets import PREFIX, ChatAssets
from bot.webchat.directline import DirectLineApi
from bot.webchat.tokens import mint
from bot.webchat.why import Why
from dialogs.languages import part, preferred, sentences

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

TEMPLATES = Path(__file__).parent / "templates"
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:]+\](:\d{1,5})?")


class ChatPage:
    """The handlers of `/` and `/chat/…`."""

    def __init__(
        self,
        directline: DirectLineApi,
        access: Access,
        why: Why,
        knowledge: "Callable[[], KnowledgeBase]",
        now: Callable[[], datetime],
    ) -> None:
        self._directline = directline
        self._access = access
        self._why = why
        self._knowledge = knowledge
        self._now = now
        self._assets = ChatAssets()
        templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True)
        self._template = templates.get_template("chat.html")

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.show),
            web.post("/chat/token", self.token),
            web.get("/chat/why", self.why, allow_head=False),
            web.get("/chat/knowledge", self.knowledge, allow_head=False),
            web.get(PREFIX + "/{version}/{name}", self._assets.serve),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """Show the page; the picker and the panel are on it for this machine only, and never with an app id."""
        local = self._access.is_trusted(request)
        spoken = preferred(request.headers.get("Accept-Language", ""), "webchat")
        choices = picker.groups(self._knowledge().directory, self._now().date()) if local else ()
        page = self._template.render(
            local=local,
            groups=choices,
            chosen=picker.first(choices),
            language=spoken,
            locale=part(spoken, "webchat").LOCALE,
            say=dict(sentences(spoken, "webchat")),
            link=self._assets.link,
        )
        headers = {**HEADERS, "Content-Security-Policy": policy(request.host), "Referrer-Policy": "no-referrer"}
        return web.Response(text=page, content_type="text/html", headers=headers)

    @politely
    async def token(self, request: web.Request) -> web.StreamResponse:
        """Return a token for a new conversation, as a person of the directory or as a stranger.

        A stranger who comes with a token that still holds stays the same stranger, and so keeps their cases.
        """
        reading.refuse_size(request)
        reading.refuse_type(request)
        body, _ = strict_json.loads(await reading.read(request))
        written = body.get("as", "") if isinstance(body, dict) else None
        if not isinstance(written, str):
            raise MalformedBody("`as` names a person, or nobody")
        person = self._access.choose(request, written) if written else ""
        grant = mint(person, self._same_stranger(request, person))
        return answer({**self._directline.token(request, grant), "as": person})

    @politely
    async def why(self, request: web.Request) -> web.StreamResponse:
        """Return why the last answer of the token's conversation was given; Forbidden for whoever is not trusted."""
        if not self._access.is_trusted(request):
            raise Forbidden("why is for this machine only")
        grant = self._access.grant(request)
        if request.query.get("conversation", grant.conversation) != grant.conversation:
            raise Forbidden("the token is for another conversation")
        return answer(await self._why.last(grant.conversation))

    @politely
    async def knowledge(self, request: web.Request) -> web.StreamResponse:
        """Return the receipt of what is live; Forbidden for whoever is not trusted."""
        if not self._access.is_trusted(request):
            raise Forbidden("what is live is for this machine only")
        return answer(await self._why.live())

    def _same_stranger(self, request: web.Request, person: str) -> str:
        try:
            held = self._access.grant(request)
        except Refusal:
            return ""
        return held.user if not person and not held.person else ""


def policy(host: str) -> str:
    """Return the page's content security policy: nothing from elsewhere, no inline script.

    Web Chat writes its styles into the page, hence the one 'unsafe-inline'. The host is named for browsers that do not
    count a WebSocket to it as 'self'.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self'{sockets}",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )

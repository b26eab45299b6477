"""Who speaks to the web chat: a bearer token read back into a grant, and the person of the directory that it names."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from aiohttp import web

from bot.gate.loopback import is_loopback
from bot.gate.refusal import Forbidden, Unauthorized
from bot.webchat.tokens import ChatTokens, Grant, TokenError
from knowledge.people.audience import Asker, Role

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


class Access:
    """Reads requests' credentials; whoever is refused is told nothing about anybody else's conversation.

    `public` is a Spot with an app id: strangers may ask from anywhere, and nobody is asked as, because its proxy may
    make the whole world look like this machine. Without an app id only this machine may ask, but as anybody.
    """

    def __init__(
        self,
        tokens: ChatTokens,
        knowledge: Callable[[], "KnowledgeBase"],
        now: Callable[[], datetime],
        *,
        public: bool = False,
    ) -> None:
        self._public = public
        self.tokens = tokens
        self._knowledge = knowledge
        self._now = now

    def is_trusted(self, request: web.Request) -> bool:
        """Return whether this request may ask as anybody and see why an answer was given."""
        return not self._public and is_loopback(request)

    def admit(self, request: web.Request) -> None:
        """Refuse whoever may not ask at all."""
        if not self._public and not is_loopback(request):
            raise Forbidden("without an app id only this machine may speak")

    def grant(self, request: web.Request) -> Grant:
        """Return what the Authorization header allows; Unauthorized without one, Forbidden with a bad one."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthorized("a Direct Line token is needed")
        return self.allow(request, token.strip())

    def allow(self, request: web.Request, token: str) -> Grant:
        """Return what a token allows this request; one of a person of the directory holds on a trusted machine only."""
        self.admit(request)
        try:
            grant = self.tokens.read(token)
        except TokenError as fault:
            raise Forbidden(str(fault)) from None
        if grant.person:
            self._refuse_elsewhere(request)
        return grant

    def within(self, request: web.Request) -> Grant:
        """Return the grant for the conversation that the path names; Forbidden for a token of another one."""
        return self._same(request, self.grant(request))

    def within_query(self, request: web.Request) -> Grant:
        """Return the grant of a token in the query, as a WebSocket brings it."""
        token = request.query.get("t", "")
        if not token:
            raise Unauthorized("a Direct Line token is needed")
        return self._same(request, self.allow(request, token))

    def asker(self, grant: Grant) -> Asker | None:
        """Return the person that the grant speaks as, None for a stranger; Forbidden for one no longer listed."""
        return self.person(grant.person) if grant.person else None

    def person(self, written: str) -> Asker:
        """Return somebody whom the directory lists, or its guest while it lists nobody; Forbidden for anybody else."""
        directory, today = self._knowledge().directory, self._now().date()
        found = next((each for each in directory.everybody(today) if each.written == written), None)
        if found is None or found.role is Role.STRANGER:
            raise Forbidden("nobody of that name is in the directory")
        return found

    def choose(self, request: web.Request, written: str) -> str:
        """Return the person whom a new token may speak as; Forbidden for whoever is not trusted."""
        self._refuse_elsewhere(request)
        return self.person(written).written

    def _refuse_elsewhere(self, request: web.Request) -> None:
        if not self.is_trusted(request):
            raise Forbidden("speaking as somebody is for this machine only")

    def _same(self, request: web.Request, grant: Grant) -> Grant:
        if request.match_info["conversation"] != grant.conversation:
            raise Forbidden("the token is for another conversation")
        return grant

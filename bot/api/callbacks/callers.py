"""Who speaks back: an organisation's own system by its signature, or a person of the directory by a bearer token."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from bot.api.bearer import Bearer
from bot.api.refusals import lacking, unauthorized
from bot.api.scopes import Scope
from bot.casework.people import actor_of
from bot.desk.actor import Actor
from bot.hooks import receivers
from bot.hooks.signature import BadSignature, verify
from bot.store import audit
from bot.store.audit import Deed, Result
from bot.store.engine.store import Store
from knowledge.people.directory import Directory

NOTED_EVERY = timedelta(minutes=1)
"""How often a forged word is audited, so that a flood of them fills nothing."""


@dataclass(frozen=True, slots=True)
class StatusSender:
    """Who sent a status, and the webhook-id it came under; None with a bearer token."""

    actor: Actor
    delivery: str | None = None


class Callers:
    """Tells who a request is from."""

    def __init__(
        self,
        store: Store,
        directory: Callable[[], Directory],
        secrets_of: Callable[[str], tuple[str, ...]],
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._directory = directory
        self._secrets_of = secrets_of
        self._now = now
        self._bearer = Bearer(store, directory, now)
        self._noted: datetime | None = None

    async def sender(self, request: web.BaseRequest, body: bytes) -> StatusSender:
        """Return who sent this body; raise Refused for whoever proves nothing, or may not write."""
        if "Authorization" in request.headers:
            caller = await self._bearer.caller(request)
            if Scope.CASES_WRITE not in caller.scopes:
                raise lacking(Scope.CASES_WRITE)
            return StatusSender(actor_of(caller.asker, self._directory(), self._now().date()))
        return await self._signer(request, body)

    async def _signer(self, request: web.BaseRequest, body: bytes) -> StatusSender:
        """Return whose system signed it; an unknown organisation is refused as a wrong signature is."""
        organisation = request.headers.get("Spot-Organisation", "")
        directory, now = self._directory(), self._now()
        actor = receivers.system(directory, organisation, now.date())
        try:
            delivery = verify(self._secrets_of(organisation), request.headers, body, now)
        except BadSignature as fault:
            await self._note(actor, now)
            raise unauthorized("bad_signature", str(fault)) from fault
        if actor is None or receivers.webhook_of(directory, organisation) is None:
            raise unauthorized("no_webhook", "this organisation has no webhook")
        return StatusSender(actor, delivery)

    async def _note(self, actor: Actor | None, now: datetime) -> None:
        if self._noted is None or now - self._noted >= NOTED_EVERY:
            self._noted = now
            said_to_be = actor.key if actor else "unknown"
            deed = Deed("unknown", "webhook.answer", said_to_be, Result.REFUSED, {"reason": BadSignature.__name__})
            await self._store.transaction(lambda tx: audit.note(tx, deed, now))

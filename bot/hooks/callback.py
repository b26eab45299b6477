"""What a receiver says back: `handoff.status` over POST /api/v1/handoff, signed with its secret or by a bearer token.

accepted takes the leg on, failed gives the case back with the message as the reason, completed is its last answer.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from aiohttp import web

from bot.casework import Casework
from bot.channel import handoff
from bot.channel.handoff import HandoffState, HandoffStatus
from bot.desk.actor import Actor
from bot.desk.case import Case
from bot.desk.refusals import DeskError, IllegalMove, NoSuchCase, NotYours
from bot.gate import reading, strict_json
from bot.gate.refusal import Refusal, Unauthorized
from bot.hooks import receivers
from bot.hooks.signature import BadSignature, verify
from knowledge.directory import Directory

GIVEN_BACK = "The other system gave it back without a reason."
DONE = "The other system is done with it, and said nothing further."
STATUSES: Mapping[type[DeskError], int] = {NoSuchCase: 404, NotYours: 403, IllegalMove: 409}
"""What a refusal of the desk is answered with; any other is 422."""


class Callback:
    """The route that statuses come back by."""

    def __init__(
        self,
        casework: Casework,
        directory: Callable[[], Directory],
        secret_of: Callable[[str], str],
        now: Callable[[], datetime],
    ) -> None:
        self._casework = casework
        self._directory = directory
        self._secret_of = secret_of
        self._now = now

    async def handle(self, request: web.Request) -> web.Response:
        """Do what a status says, once; the same status again changes nothing and is answered the same."""
        try:
            reading.refuse_compressed(request)
            reading.refuse_size(request)
            reading.refuse_type(request)
            body = await reading.read(request)
            actor = self._signer(request, body)
            status = handoff.read_status(strict_json.loads(body)[0])
            return _told(await self._moved(status, actor))
        except Refusal as refusal:
            return _refused(refusal.status, refusal.reason, refusal.headers)
        except handoff.Unreadable as fault:
            return _refused(422, str(fault))
        except DeskError as fault:
            return _refused(STATUSES.get(type(fault), 422), str(fault))

    def _signer(self, request: web.BaseRequest, body: bytes) -> Actor:
        """Give whose system signed it; whoever has no webhook has no secret either."""
        organisation = request.headers.get("Spot-Organisation", "")
        directory = self._directory()
        try:
            verify(self._secret_of(organisation), request.headers.get("Spot-Signature", ""), body, self._now())
        except BadSignature as fault:
            raise Unauthorized(str(fault)) from fault
        actor = receivers.system(directory, organisation, self._now().date())
        if actor is None or receivers.webhook_of(directory, organisation) is None:
            raise Unauthorized("this organisation has no webhook")
        return actor

    async def _moved(self, status: HandoffStatus, actor: Actor) -> Case:
        moves: dict[HandoffState, Callable[[], Awaitable[Case]]] = {
            HandoffState.ACCEPTED: lambda: self._casework.accept(status.case, actor, key),
            HandoffState.FAILED: lambda: self._casework.reject(status.case, actor, status.message or GIVEN_BACK, key),
            HandoffState.COMPLETED: lambda: self._casework.resolve(status.case, actor, status.message or DONE, key),
        }
        key = f"handoff|{actor.key}|{status.id}"
        return await moves[status.state]()


def _told(case: Case) -> web.Response:
    return web.json_response({"case": case.name, "state": case.state.value, "wait": case.wait.value})


def _refused(status: int, message: str, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.json_response({"error": {"message": message}}, status=status, headers=headers)

"""What a receiver says back: `handoff.status` over POST /api/v1/handoff, signed with its secret or by a bearer token.

accepted takes the leg on, failed gives the case back with the message as the reason, completed is its last answer.
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.api import answering
from bot.api.desk_refusals import DESK
from bot.api.refusals import Refused
from bot.casework.casework import Casework
from bot.channel import handoff
from bot.channel.handoff import HandoffState, HandoffStatus
from bot.desk.case import Case
from bot.gate import reading, strict_json
from bot.hooks.callers import Callers, Sender

GIVEN_BACK = "The other system gave it back without a reason."
DONE = "The other system is done with it, and said nothing further."


class Callback:
    """The route that statuses come back by; it refuses as the rest of the API does."""

    def __init__(self, casework: Casework, callers: Callers) -> None:
        self._casework = casework
        self._callers = callers
        self._politely = answering.politely(DESK)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Do what a status says, once; the same status again changes nothing and is answered the same."""
        return await self._politely(request, self._done)

    async def _done(self, request: web.Request) -> web.StreamResponse:
        reading.refuse_compressed(request)
        reading.refuse_size(request)
        reading.refuse_type(request)
        body = await reading.read(request)
        sender = await self._callers.sender(request, body)
        try:
            status = handoff.read_status(strict_json.loads(body)[0])
        except handoff.Unreadable as fault:
            raise Refused(422, "invalid", str(fault)) from fault
        case = await self._moved(status, sender)
        told = {"case": case.name, "state": case.state.value, "wait": case.wait.name.lower()}
        return answering.respond(200, answering.written(told))

    async def _moved(self, status: HandoffStatus, sender: Sender) -> Case:
        actor = sender.actor
        key = f"handoff|{actor.key}|{sender.delivery or status.id}"
        moves: dict[HandoffState, Callable[[], Awaitable[Case]]] = {
            HandoffState.ACCEPTED: lambda: self._casework.accept(status.case, actor, key),
            HandoffState.FAILED: lambda: self._casework.reject(status.case, actor, status.message or GIVEN_BACK, key),
            HandoffState.COMPLETED: lambda: self._casework.resolve(status.case, actor, status.message or DONE, key),
        }
        return await moves[status.state]()

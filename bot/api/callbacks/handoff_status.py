"""What a receiver says back: `handoff.status` over POST /api/v1/handoff, signed with its secret or by a bearer token.

accepted takes the leg on, failed gives the case back with the message as the reason, completed is its last answer.
"""

from collections.abc import Callable, Mapping

from aiohttp import web

from bot.activities import handoff
from bot.activities.handoff import HandoffState, HandoffStatus
from bot.api import responses
from bot.api.callbacks.callers import Callers, StatusSender
from bot.api.desk_refusals import DESK
from bot.api.refusals import ApiRefusal
from bot.casework.casework import Casework
from bot.desk.case import Case
from bot.desk.commands import Accept, Command, Reject, Resolve
from bot.gate import reading, strict_json

GIVEN_BACK = "The other system gave it back without a reason."
DONE = "The other system is done with it, and said nothing further."
COMMANDS: Mapping[HandoffState, Callable[[str], Command]] = {
    HandoffState.ACCEPTED: lambda _: Accept(),
    HandoffState.FAILED: lambda message: Reject(message or GIVEN_BACK),
    HandoffState.COMPLETED: lambda message: Resolve(message or DONE),
}
"""What a status does to the case, given its message."""


class Callback:
    """The route that statuses come back by; it refuses as the rest of the API does."""

    def __init__(self, casework: Casework, callers: Callers) -> None:
        self._casework = casework
        self._callers = callers
        self._politely = responses.politely(DESK)

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
        except handoff.UnreadableHandoff as fault:
            raise ApiRefusal(422, "invalid", str(fault)) from fault
        case = await self._moved(status, sender)
        told = {"case": case.name, "state": case.state.value, "wait": case.wait.name.lower()}
        return responses.respond(200, responses.written(told))

    async def _moved(self, status: HandoffStatus, sender: StatusSender) -> Case:
        key = f"handoff|{sender.actor.key}|{sender.delivery or status.id}"
        return await self._casework.do(status.case, sender.actor, COMMANDS[status.state](status.message), key)

"""The Bot Framework handler: translates activities for the conversation and its replies back, and decides nothing."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, Protocol

from botbuilder.core import TurnContext
from botbuilder.core.teams import TeamsActivityHandler
from botbuilder.schema import Activity, ActivityTypes, InvokeResponse

from bot.activities import render, translate
from bot.activities.wire import load
from bot.channel.turn import ChannelTurn
from bot.live.serving import KnowledgeViews
from dialogs.conversation import TurnResult
from dialogs.incoming import Incoming, IncomingKind
from dialogs.ports import Knowledge, Ports
from dialogs.replies import Card
from dialogs.state import State
from knowledge.people.audience import Asker

SERVED = frozenset({ActivityTypes.message, ActivityTypes.invoke, ActivityTypes.conversation_update})
"""The types that reach the stock dispatch; its handlers of the others may choke on what they carry."""
AT_ONCE = 8
"""Turns that think at a time, on threads of their own: those that wait for a view to be learned hold up no reader."""
ERROR = "application/vnd.microsoft.error"
MESSAGE = "application/vnd.microsoft.activity.message"


class ConversationFunction(Protocol):
    """The pure conversation: `dialogs.conversation.conversation`."""

    def __call__(
        self,
        state: State,
        incoming: Incoming,
        asker: Asker,
        knowledge: Knowledge,
        ports: Ports,
        keepers: Mapping[str, str],
    ) -> TurnResult:
        """Return what is said, what it changes, and where the dialog stands then."""


class SpotHandler(TeamsActivityHandler):
    """Serves messages, card actions and the first hello; every other activity is accepted and left alone."""

    def __init__(self, conversation: ConversationFunction, ports: Ports, serving: KnowledgeViews) -> None:
        self._conversation = conversation
        self._serving = serving
        self._ports = ports
        self._thinking = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="turn")
        self._invokes = {"adaptiveCard/action": self.on_card_action}

    async def on_turn(self, turn_context: TurnContext) -> None:
        """Dispatch what Spot serves and leave the rest alone."""
        if turn_context.activity.type in SERVED:
            await super().on_turn(turn_context)

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Answer what somebody said, or a button that came as a message."""
        turn = turn_of(turn_context)
        await self.converse(turn_context, translate.message(turn.activity, turn.at))

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """Say hello once; the stock method would call the roster over the network for every member."""
        turn = turn_of(turn_context)
        if turn.is_new and _concerns_spot(turn):
            await self.converse(turn_context, translate.incoming(IncomingKind.JOINED, turn.activity, turn.at))

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """Answer the invokes that Spot serves, and 501 to all others, whatever they carry."""
        serve = self._invokes.get(turn_context.activity.name or "")
        return await serve(turn_context) if serve else InvokeResponse(status=501)

    async def on_card_action(self, turn_context: TurnContext) -> InvokeResponse:
        """Answer a pressed Action.Execute in place."""
        turn = turn_of(turn_context)
        press = _press(turn.activity.value)
        if press is None:
            return InvokeResponse(status=400, body=card_error(400, "BadRequest", "value.action is not an action"))
        answer = await self.converse(turn_context, translate.action(turn.activity, press, turn.at))
        return InvokeResponse(status=200, body=in_place(answer))

    async def converse(self, turn_context: TurnContext, incoming: Incoming) -> str | Card | None:
        """Run the conversation off the loop, collect what it says and changes, and return its answer in place."""
        turn = turn_of(turn_context)
        turn.incoming = incoming
        said = await asyncio.get_running_loop().run_in_executor(self._thinking, self._said, turn, incoming)
        turn.state = said.state
        turn.effects.extend(said.effects)
        for reply in said.replies:
            activity = load(Activity, render.activity(reply))
            activity.additional_properties["slot"] = reply.slot
            await turn_context.send_activity(activity)
        return said.answer

    def _said(self, turn: ChannelTurn, incoming: Incoming) -> TurnResult:
        view = self._serving.view(turn.knowledge, turn.asker.audience)
        keepers = {folder: partner.name for folder, partner in turn.knowledge.partners.items()}
        ports = replace(self._ports, limits=turn.knowledge.policy.limits, directory=turn.knowledge.directory)
        return self._conversation(turn.state, incoming, turn.asker, view, ports, keepers)


def turn_of(turn_context: TurnContext) -> ChannelTurn:
    """Return the turn that a TurnContext belongs to."""
    turn = turn_context.turn_state[ChannelTurn]
    assert isinstance(turn, ChannelTurn)
    return turn


def in_place(answer: str | Card | None) -> dict[str, Any]:
    """Return the body of an invoke response that shows a text or a card where the button was."""
    if answer is None or isinstance(answer, str):
        return {"statusCode": 200, "type": MESSAGE, "value": answer or ""}
    return {"statusCode": 200, "type": render.CARD, "value": render.with_fallbacks(answer)}


def card_error(status: int, code: str, message: str) -> dict[str, Any]:
    """Return the body of an invoke response that says what was wrong."""
    return {"statusCode": status, "type": ERROR, "value": {"code": code, "message": message}}


def _press(value: Any) -> translate.Press | None:
    pressed = value.get("action") if isinstance(value, dict) else None
    if not isinstance(pressed, dict) or pressed.get("type", "Action.Execute") != "Action.Execute":
        return None
    return translate.pressed(pressed.get("verb"), pressed.get("data"))


def _concerns_spot(turn: ChannelTurn) -> bool:
    """Return whether Spot itself was added, or somebody to a chat with Spot alone."""
    added = {member.id for member in turn.activity.members_added or ()}
    return bool(added) and (not turn.address.group or turn.address.bot in added)

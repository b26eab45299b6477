"""The adapter: a turn from the activity to its commit. It collects, commits once, and only then lets anything leave."""

import asyncio
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol

import structlog
from botbuilder.core import Bot, BotAdapter, TurnContext
from botbuilder.schema import Activity, ConversationReference, ResourceResponse

from bot.activities import handles, render, translate
from bot.activities.address import Address
from bot.activities.clean_text import fit
from bot.activities.wire import dump, load
from bot.casework.chat_effects import Outdated
from bot.channel.handler import card_error, turn_of
from bot.channel.mailbox import Mailboxes, MailboxFull
from bot.channel.turn import ChannelTurn, Conflict, TurnResponse
from bot.store.chat import conversations, transcript
from bot.store.engine.rows import Delivery, Duplicate, Move, Op, StoredResponse
from bot.store.engine.store import Reader, Store, StoreUnavailable
from dialogs.languages import say
from dialogs.replies import BotReply
from knowledge.base import KnowledgeBase

TRIES = 3
"""How often a turn runs whose conversation moves on under it."""
RETRY_AFTER = 2
"""Seconds, for what could not be handled now."""
PATIENCE = 0.5
"""Seconds of a turn after which the person is shown that an answer is being looked for."""
INVOKE_RESPONSE = "invokeResponse"

log = structlog.get_logger(__name__)


class Outgoing(Protocol):
    """How what a turn brought about leaves: `bot.channel.sender.Sender`."""

    def offer(self, deliveries: Iterable[Delivery]) -> None:
        """Take notice that committed deliveries wait."""

    def aside(self, to: Address, activity: dict[str, Any]) -> None:
        """Send something at once and at best, which is stored nowhere."""


class SpotAdapter(BotAdapter):
    """Takes activities in; its three verbs collect moves instead of sending."""

    def __init__(
        self,
        store: Store,
        knowledge: Callable[[], KnowledgeBase],
        handler: Bot,
        outgoing: Outgoing,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._store = store
        self._knowledge = knowledge
        self._handler = handler
        self._outgoing = outgoing
        self._now = now
        self._mailboxes = Mailboxes()

    async def process(self, body: dict[str, Any], raw: str) -> TurnResponse:
        """Handle a checked activity once and durably, and return what its bringer is answered."""
        body = fit(body)
        address = translate.address_of(load(Activity, body))
        try:
            with self._hint(address, body):
                async with self._mailboxes.turn(address.key):
                    return await self._handle(body, raw)
        except (MailboxFull, Conflict, StoreUnavailable) as fault:
            log.warning("turn_deferred", reason=type(fault).__name__)
        except Exception as fault:
            log.error("turn_lost", exc_info=fault)
        return TurnResponse(503, retry_after=RETRY_AFTER)

    async def _handle(self, body: dict[str, Any], raw: str) -> TurnResponse:
        for _ in range(TRIES - 1):
            try:
                return await self._attempt(body, raw)
            except (Conflict, Outdated):
                continue
        return await self._attempt(body, raw, last=True)

    async def _attempt(self, body: dict[str, Any], raw: str, *, last: bool = False) -> TurnResponse:
        """Run the turn from a fresh activity and the newest state, and commit it."""
        turn, known = await self._begin(body, raw)
        if known:
            return _again(known)
        try:
            return await self._run(turn)
        except Duplicate as seen:
            return _again(seen.response)
        except (Conflict, StoreUnavailable):
            raise
        except Exception as fault:
            if isinstance(fault, Outdated) and not last:
                raise
            return await self._apologise(turn, fault)

    async def _begin(self, body: dict[str, Any], raw: str) -> tuple[ChannelTurn, StoredResponse | None]:
        activity = load(Activity, body)
        address, at = translate.address_of(activity), self._now()

        def look(reader: Reader) -> tuple[conversations.Conversation | None, StoredResponse | None]:
            known = transcript.response_of(reader, address.key, activity.id) if activity.id else None
            return conversations.find(reader, address.key), known

        found, known = await asyncio.to_thread(self._store.read, look)
        conversation = conversations.Conversation(
            address.key, address.as_dict(), found.state if found else None, found.version if found else 0
        )
        base, who = self._knowledge(), translate.identity_of(activity)
        asker = base.directory.asker(who.tenant, who.object, group=address.group, today=at.date())
        turn = ChannelTurn(activity, raw, at, address, asker, conversation, base)
        if activity.delivery_mode == "expectReplies" and activity.type != "invoke":
            turn.expects_replies, activity.delivery_mode = True, None
        return turn, known

    async def _run(self, turn: ChannelTurn) -> TurnResponse:
        context = TurnContext(self, turn.activity)
        context.turn_state[ChannelTurn] = turn
        if turn.activity.type == "invoke":
            turn.response = TurnResponse(501)
        await self.run_pipeline(context, self._handler.on_turn)
        return turn.response if turn.is_empty else await self._commit(turn)

    async def _commit(self, turn: ChannelTurn) -> TurnResponse:
        self._outgoing.offer(await self._store.transaction(turn.write))
        return turn.response

    async def _apologise(self, turn: ChannelTurn, fault: Exception) -> TurnResponse:
        """Keep what came in, an error id and an apology; the same input would fail again, so it is not retried."""
        error = secrets.token_hex(4)
        log.error("turn_failed", error_id=error, exc_info=fault)
        text = say(_language(turn), "apology", error_id=error)
        if turn.activity.type == "invoke":
            turn.fail(error, [], TurnResponse(200, card_error(500, "Failed", text)))
        else:
            turn.fail(error, [_send(render.activity(BotReply(text), turn.address))], TurnResponse())
        try:
            return await self._commit(turn)
        except Duplicate as seen:
            return _again(seen.response)

    @contextmanager
    def _hint(self, address: Address, body: Mapping[str, Any]) -> Iterator[None]:
        """Show that an answer is being looked for when that takes long; not where nobody waits for one."""
        if body.get("type") != "message" or body.get("deliveryMode") == "expectReplies":
            yield
            return
        loop = asyncio.get_running_loop()
        timer = loop.call_later(PATIENCE, self._outgoing.aside, address, render.typing(address))
        try:
            yield
        finally:
            timer.cancel()

    async def send_activities(self, context: TurnContext, activities: list[Activity]) -> list[ResourceResponse]:
        """Collect activities to be sent and give our own handles as their ids."""
        turn = turn_of(context)
        return [ResourceResponse(id=self._collect(turn, activity)) for activity in activities]

    def _collect(self, turn: ChannelTurn, activity: Activity) -> str:
        if activity.type == INVOKE_RESPONSE:
            turn.response = TurnResponse(activity.value.status, activity.value.body)
            return ""
        slot = activity.additional_properties.pop("slot", None)
        move = _send(dump(activity), slot)
        turn.moves.append(move)
        return move.handle

    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        """Collect the update of what was sent under a handle."""
        target = activity.id
        turn_of(context).moves.append(Move(Op.UPDATE, handles.mint(), dump(activity), target=target))
        return ResourceResponse(id=target)

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        """Collect the deletion of what was sent under a handle."""
        turn_of(context).moves.append(Move(Op.DELETE, handles.mint(), {}, target=reference.activity_id))


def _again(known: StoredResponse | None) -> TurnResponse:
    """Return what an activity was answered when it came first."""
    return TurnResponse(known.status, known.body) if known else TurnResponse()


def _send(body: dict[str, Any], slot: str | None = None) -> Move:
    return Move(Op.SEND, handles.mint(), body, slot)


def _language(turn: ChannelTurn) -> str:
    """Return the language the conversation is held in, or else the client's."""
    spoken = turn.state.memory.get("language") or turn.address.locale[:2] or "en"
    return str(spoken)

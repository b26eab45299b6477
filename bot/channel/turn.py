"""A turn: everything that one activity does, collected until it is committed in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from botbuilder.schema import Activity

from bot.activities import handles
from bot.activities.address import Address
from bot.casework.chat_effects import TurnFacts, carry_out
from bot.store.chat import transcript
from bot.store.chat.conversations import Conversation, advance, keep_address
from bot.store.engine.rows import Delivery, Move, Received
from bot.store.engine.store import Transaction
from dialogs.effects import Effect
from dialogs.incoming import Incoming
from dialogs.replies import fill
from dialogs.state import State, load
from knowledge.base import KnowledgeBase
from knowledge.people.audience import Asker


class Conflict(Exception):
    """Another turn moved the conversation on since this one read it; it runs again."""


@dataclass(frozen=True, slots=True)
class TurnResponse:
    """What the HTTP call that brought the activity is answered."""

    status: int = 200
    body: Any = None
    """JSON data; None is an empty body."""
    retry_after: int | None = None
    """Seconds after which the same activity may be brought again."""


@dataclass(slots=True)
class ChannelTurn:
    """What one activity brought, and what came of it so far; nothing of it is true before `write` is committed."""

    activity: Activity
    raw: str
    at: datetime
    address: Address
    asker: Asker
    conversation: Conversation
    knowledge: KnowledgeBase
    """The snapshot it is answered from, whatever is loaded meanwhile."""
    expects_replies: bool = False
    state: State = field(init=False)
    incoming: Incoming | None = None
    effects: list[Effect] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    response: TurnResponse = field(default_factory=TurnResponse)
    error: str | None = None

    def __post_init__(self) -> None:
        self.state = load(self.conversation.state)

    @property
    def is_new(self) -> bool:
        """Return whether nothing was ever committed in this conversation."""
        return self.conversation.state is None

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to keep: nothing came in that concerns Spot, and nothing was said."""
        return self.incoming is None and not self.moves and self.error is None

    def fail(self, error: str, moves: list[Move], response: TurnResponse) -> None:
        """Forget what the turn has done so far, keep the old state, and say this instead."""
        self.error, self.moves, self.effects, self.response = error, moves, [], response

    def write(self, tx: Transaction) -> list[Delivery]:
        """Write it all down; Duplicate when the activity was handled before, Conflict when the state moved.

        It may run twice, and leaves the turn itself as it is but for the response.
        """
        seq = self._enter(tx)
        slots = carry_out(tx, self.effects, self._facts(seq))
        moves = [Move(move.op, move.handle, fill(move.body, slots), move.slot, move.target) for move in self.moves]
        sent = self.expects_replies
        deliveries = [transcript.post(tx, self.conversation.key, move, self.at, sent=sent) for move in moves]
        self.response = self._answer(slots, moves)
        transcript.respond(tx, seq, self.response.status, self.response.body)
        return [] if sent else deliveries

    def _enter(self, tx: Transaction) -> int:
        """Take the activity in and move the state on; a turn that failed moves nothing."""
        if self.error:
            keep_address(tx, self.conversation, self.asker.key, self.at)
            return transcript.receive(tx, self._received())
        seq = transcript.receive(tx, self._received())
        asker, state = self.asker, self.state.as_dict()
        if not advance(tx, self.conversation, state, asker.key, asker.partner, self.at):
            raise Conflict
        return seq

    def _received(self) -> Received:
        return Received(
            conversation=self.conversation.key,
            activity=self.activity.id,
            handle=handles.mint(),
            at=self.at,
            kind=self.activity.type,
            text=self.incoming.text if self.incoming else "",
            person=self.asker.key,
            raw=self.raw,
            error=self.error,
        )

    def _facts(self, seq: int) -> TurnFacts:
        language = self.state.memory.get("language")
        spoken = language if isinstance(language, str) else ""
        return TurnFacts(self.conversation.key, seq, self.asker, self.at, self.knowledge.loaded, spoken)

    def _answer(self, slots: Mapping[str, str], moves: list[Move]) -> TurnResponse:
        if self.expects_replies:
            return TurnResponse(body={"activities": [{**move.body, "id": move.handle} for move in moves]})
        return TurnResponse(self.response.status, fill(self.response.body, slots))

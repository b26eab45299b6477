"""A turn: everything a dialog may know, and the ways to end it. Nothing here decides what is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from dialogs import matter
from dialogs.effects import Effect
from dialogs.incoming import Incoming, IncomingKind
from dialogs.languages import say
from dialogs.matter import Matter
from dialogs.memory import Memory
from dialogs.ports import Knowledge, Ports
from dialogs.replies import BotReply, Card
from dialogs.state import State
from knowledge.people.audience import Asker


class Flow(StrEnum):
    """The dialogs that can wait for the next turn."""

    ANSWERED = "answered"
    CHOOSING = "choosing"
    REPHRASING = "rephrasing"
    OFFERED = "offered"
    OPENED = "opened"
    COMMENTING = "commenting"
    RATING = "rating"
    KNOWN = "known"


ON_TOPIC = frozenset({Flow.ANSWERED, Flow.CHOOSING})
"""The dialogs that leave open whether the next message goes on from the last answer."""
NOBODY_NAMED: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TurnResult:
    """What came of a turn."""

    replies: tuple[BotReply, ...]
    effects: tuple[Effect, ...]
    state: State
    answer: str | Card | None = None
    """What a pressed button shows in place; the same card is among the replies under its slot."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of one asker."""

    state: State
    memory: Memory
    incoming: Incoming
    asker: Asker
    knowledge: Knowledge
    ports: Ports
    keepers: Mapping[str, str] = field(default_factory=lambda: NOBODY_NAMED)
    """The names of those who keep the entries, by the folder they keep them in."""
    not_for: str = ""
    """The number of the case that the asker just said this message was not for."""

    @property
    def language(self) -> str:
        """Return the language to speak."""
        return self.memory.language or "en"

    @property
    def matter(self) -> Matter:
        """Return the matter the waiting dialog is about, or raise Unreadable."""
        return matter.read(self.state.data)

    @property
    def pressed(self) -> bool:
        """Return whether a button was pressed."""
        return self.incoming.kind is IncomingKind.ACTION

    def say(self, key: str, **values: str) -> str:
        """Return a sentence in the language of the turn."""
        return say(self.language, key, **values)

    def mint(self, name: str = "q") -> str:
        """Return an id that is unique to this activity and the same when it comes again."""
        return name + sha256(f"{name} {self.incoming.key}".encode(errors="replace")).hexdigest()[:16]

    def speaking(self, language: str | None) -> "Turn":
        """Go on in another language."""
        return self.remembering(replace(self.memory, language=language)) if language else self

    def remembering(self, memory: Memory) -> "Turn":
        """Go on with another memory."""
        return replace(self, memory=memory)

    def afresh(self) -> "Turn":
        """Go on with no dialog waiting."""
        return replace(self, state=State())

    def keep(
        self, *replies: BotReply, effects: tuple[Effect, ...] = (), answer: str | Card | None = None
    ) -> TurnResult:
        """End the turn; whoever waited goes on waiting."""
        return TurnResult(replies, effects, replace(self.state, memory=self.memory.as_dict()), answer)

    def rest(
        self, *replies: BotReply, effects: tuple[Effect, ...] = (), answer: str | Card | None = None
    ) -> TurnResult:
        """End the turn; nobody waits."""
        return self.afresh().keep(*replies, effects=effects, answer=answer)

    def wait(
        self,
        flow: Flow,
        data: Mapping[str, Any],
        *replies: BotReply,
        effects: tuple[Effect, ...] = (),
        answer: str | Card | None = None,
    ) -> TurnResult:
        """End the turn; the dialog has the next one, with what it needs to go on."""
        memory = replace(self.memory, since=self.incoming.at.isoformat())
        memory = memory if flow in ON_TOPIC else replace(memory, topic=())
        waiting = replace(self, state=State(flow.value, data), memory=memory)
        return waiting.keep(*replies, effects=effects, answer=answer)


def digest(asker: Asker) -> str:
    """Return a short digest of who somebody is, to tell askers apart without keeping who they are."""
    return sha256(asker.key.encode(errors="replace")).hexdigest()[:12]

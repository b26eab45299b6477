"""A driver of golden conversations over the pure dialogs: the real knowledge, and cases that live in a dictionary."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.desk.rules import Rules
from dialogs.cards import cases as cards
from dialogs.cards.parts import buttons, texts
from dialogs.conversation import TurnResult, conversation
from dialogs.effects import (
    AwaitProblem,
    CommentCase,
    Effect,
    OpenCase,
    RecordQuestion,
    RefuseEntries,
    RetractComment,
    SetOutcome,
)
from dialogs.incoming import Incoming, IncomingKind
from dialogs.languages import say
from dialogs.ports import Issue, Ports
from dialogs.replies import BotReply, fill
from dialogs.state import load
from knowledge.base import KnowledgeBase
from knowledge.improve.likeness import SURELY, nearest
from knowledge.match import Verdict
from knowledge.people.audience import Asker
from tests.support.golden import TurnSeen
from tests.support.in_memory_desk import TEAM, TEAM_COMMANDS, InMemoryDesk

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass
class Desk(InMemoryDesk):
    """Cases, and what else the effects of the dialogs leave."""

    comments: list[CommentCase] = field(default_factory=list)
    outcomes: list[SetOutcome] = field(default_factory=list)
    questions: dict[str, RecordQuestion] = field(default_factory=dict)
    refused: list[RefuseEntries] = field(default_factory=list)
    problems: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By number, those that are open: title and text."""
    awaited: list[tuple[str, str]] = field(default_factory=list)
    """Who wants to be told of which."""

    def like(self, asker: Asker, text: str, language: str) -> Issue | None:
        """Return the problem that a question is most like."""
        numbers = list(self.problems)
        found = nearest((text, language), [[(self.problems[each][0], "en")] for each in numbers])
        return replace(self.issue(numbers[found[0]], asker), surely=found[1] >= SURELY) if found else None

    def find(self, asker: Asker, number: str) -> Issue | None:
        """Return an open problem by its number."""
        return self.issue(number, asker) if number in self.problems else None

    def issue(self, number: str, asker: Asker) -> Issue:
        """Return a problem as the asker may hear of it."""
        title, text = self.problems[number]
        return Issue(number, title, text, waiting=(number, asker.key) in self.awaited)

    def carry_out(self, effects: Sequence[Effect], asker: Asker, at: datetime, here: str) -> dict[str, str]:
        """Do what a turn changes and give its slots."""
        slots: dict[str, str] = {}
        for effect in effects:
            match effect:
                case OpenCase(name=name):
                    slots[name] = self.open(effect, asker, at, here)
                case RetractComment():
                    self.retract(effect, asker, at)
                    self.comments = [each for each in self.comments if each.key != effect.comment]
                case RecordQuestion(id=id):
                    self.questions[id] = effect
                case SetOutcome():
                    self.outcomes.append(effect)
                case AwaitProblem(number=number):
                    self.awaited.append((number, asker.key))
                case RefuseEntries():
                    self.refused.append(effect)
                case _:
                    self.on_case(effect, asker, at)
                    self.comments += [effect] if isinstance(effect, CommentCase) else []
        return slots


@dataclass
class Chat:
    """One person's conversation: the state as the database keeps it, and the cards on the screen."""

    asker: Asker
    state: str | None = None
    cards: dict[str, Any] = field(default_factory=dict)
    """By slot, or by place where a card has none; oldest first."""
    received: list[datetime] = field(default_factory=list)
    said: TurnResult | None = None


class InMemory:
    """A driver whose Spot is the pure conversation."""

    def __init__(self, knowledge: KnowledgeBase, *, locale: str | None = None, group: bool = False) -> None:
        self.knowledge, self.locale, self.group = knowledge, locale, group
        self.desk = Desk(Rules(knowledge.directory, knowledge.policy))
        self.now = START
        self.chats: dict[str, Chat] = {}
        self.turns = 0
        self.chat: Chat | None = None
        self.person = ""

    def speak_as(self, person: str) -> None:
        """Go on as this person, in their own conversation."""
        asker = self.knowledge.directory.person(person, today=self.now.date())
        self.chat, self.person = self.chats.setdefault(person, Chat(asker)), person

    def say(self, text: str) -> TurnSeen:
        """Write a message."""
        return self.turn(IncomingKind.MESSAGE, text=text)

    def press(self, label: str) -> TurnSeen:
        """Press the newest button with the label."""
        found = self.button(label)
        return self.turn(IncomingKind.ACTION, verb=found["verb"], data=found["data"])

    def button(self, label: str) -> dict[str, Any]:
        """Return the newest button with the label, or raise LookupError."""
        assert self.chat
        shown = [each for card in self.chat.cards.values() for each in buttons(card)]
        found = [each for each in shown if each["title"].casefold() == label.casefold()]
        if not found:
            raise LookupError(f"no button {label!r} among {[each['title'] for each in shown]}")
        return found[-1]

    def team(self, verb: str, number: str, text: str) -> TurnSeen:
        """Have the team say something about a case; the notice itself is the edge's."""
        self.now += timedelta(seconds=5)
        number = number or next(reversed(self.desk.cases))
        case = self.desk.do(number, TEAM, TEAM_COMMANDS[verb](text), f"{self.now}", self.now)
        if verb != "resolve":
            return TurnSeen((text,))
        assert self.chat
        card = cards.resolved("en", number, case.version)
        self.chat.cards[f"solved/{number}/{case.version}"] = card
        return TurnSeen((text, *texts(card)), tuple(each["title"] for each in buttons(card)))

    def advance(self, time: timedelta) -> None:
        """Let time pass."""
        self.now += time

    def restart(self) -> None:
        """Forget everything that is not in the state, which is kept as text."""

    def cases(self) -> int:
        """Count all cases."""
        return len(self.desk.cases)

    def declare(self, title: str, text: str) -> None:
        """Declare a problem."""
        self.desk.problems[f"P-{len(self.desk.problems) + 1}"] = (title, text)

    def solve(self, number: str, text: str) -> TurnSeen:
        """Solve a problem and give what this person is told."""
        assert self.chat
        title, _ = self.desk.problems.pop(number)
        mine = (number, self.chat.asker.key) in self.desk.awaited
        return TurnSeen((say("en", "problem_solved", number=number, title=title, text=text),) if mine else ())

    def messages_since(self, asker: Asker, since: datetime) -> int:
        """Count the asker's earlier messages since then."""
        mine = (chat for chat in self.chats.values() if chat.asker.key == asker.key)
        return sum(at >= since for chat in mine for at in chat.received)

    def turn(self, kind: IncomingKind, **what: Any) -> TurnSeen:
        """Take one turn as the edge does: dialogs, effects, slots, replies."""
        chat = self.chat
        assert chat
        self.turns += 1
        self.now += timedelta(seconds=5)
        who = {"locale": self.locale, "group": self.group, "conversation": self.person}
        incoming = Incoming(kind, self.now, f"test/{self.turns}", **who, **what)
        view = self.knowledge.view(chat.asker.audience)
        state = load(json.loads(chat.state) if chat.state else None)
        keepers = {folder: partner.name for folder, partner in self.knowledge.partners.items()}
        ports = Ports(self.desk, self, self.knowledge.policy.limits, self.knowledge.directory, self.desk)
        said = conversation(state, incoming, chat.asker, view, ports, keepers)
        chat.received += [self.now] if kind is not IncomingKind.JOINED else []
        chat.state, chat.said = json.dumps(said.state.as_dict()), said
        slots = self.desk.carry_out(said.effects, chat.asker, self.now, self.person)
        for reply in said.replies:
            self.show(chat, reply, slots)
        return seen(said, slots)

    def show(self, chat: Chat, reply: BotReply, slots: dict[str, str]) -> None:
        """Put a card on the screen, in the place of the one with its slot."""
        if reply.card:
            chat.cards[reply.slot or f"card/{self.turns}"] = fill(reply.card, slots)


def seen(said: TurnResult, slots: dict[str, str]) -> TurnSeen:
    """Return what a person sees of a turn."""
    parts = [fill(reply.card, slots) if reply.card else fill(reply.text, slots) for reply in said.replies]
    if said.answer is not None:
        parts.append(fill(said.answer, slots))
    shown = [text for part in parts for text in ([part] if isinstance(part, str) else texts(part))]
    labels = [each["title"] for part in parts if not isinstance(part, str) for each in buttons(part)]
    return TurnSeen(tuple(shown), tuple(labels), verdict(said), answered(said), offered(said))


def verdict(said: TurnResult) -> str | None:
    """Return the verdict over the question that was asked, if one was."""
    found = [effect.finding.verdict for effect in said.effects if isinstance(effect, RecordQuestion)]
    return Verdict(found[0]).value if found else None


def answered(said: TurnResult) -> str | None:
    """Return the entry whose answer was given, as its citation names it."""
    cited = [citation.entry for reply in said.replies for citation in reply.citations]
    return cited[0] if cited else None


def offered(said: TurnResult) -> tuple[str, ...]:
    """Return the entries a did-you-mean shows."""
    shown = [each for reply in said.replies if reply.card for each in buttons(reply.card)]
    return tuple(each["data"]["entry"] for each in shown if each["verb"] == "choose" and "entry" in each["data"])

"""A console over a real store, real knowledge and real HTTP; only the clock is made."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.activities.address import OWN, Address
from bot.activities.handles import mint
from bot.casework.casework import Casework
from bot.casework.chat_effects import TurnFacts, carry_out
from bot.console.console import Console
from bot.store.chat import conversations, transcript
from bot.store.chat.conversations import Conversation
from bot.store.engine.rows import Move, Op, Received
from bot.store.sqlite import SqliteStore
from dialogs.cards.parts import texts
from dialogs.effects import CommentCase, OpenCase, RecordQuestion
from knowledge.base import KnowledgeBase

ROOT = Path(__file__).resolve().parents[3]
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
OFFICE = Address("directline", OWN, "talk-1", "bot", "dl_1")


class Clock:
    """A clock that moves a second whenever it is looked at, or as far as it is told."""

    def __init__(self):
        self.at = NOON

    def __call__(self):
        self.at += timedelta(seconds=1)
        return self.at

    def pass_by(self, **time):
        self.at += timedelta(**time)


class Talk:
    """Somebody's conversation, written straight into the store."""

    def __init__(self, room, conversation="talk-1", person="bakery"):
        asker = room.knowledge.directory.everybody(NOON.date())[0]
        self.room, self.asker = room, asker
        self.address = Address("directline", OWN, conversation, "bot", "dl_1")
        self.key = self.address.key
        self.asked = 0

    async def says(self, text, *, effects=(), kind="message", raw="{}"):
        """Bring one message in, with what the turn did besides answering; return its seq."""
        at = self.room.clock()

        def work(tx):
            known = conversations.find(tx, self.key) or Conversation(self.key, self.address.as_dict())
            conversations.keep_address(tx, known, self.asker.key, at)
            seq = transcript.receive(tx, Received(self.key, None, mint(), at, kind, text, self.asker.key, raw))
            conversations.advance(tx, known, {}, self.asker.key, self.asker.partner, at)
            facts = TurnFacts(self.key, seq, self.asker, at, self.room.knowledge.loaded)
            carry_out(tx, effects, facts)
            return seq

        return await self.room.store.transaction(work)

    async def asks(self, text, *, opens_case=False):
        """Ask a question and have its finding written down; return the question's id."""
        self.asked += 1
        id = f"{self.key}-q{self.asked}"
        finding = self.room.knowledge.view(self.asker.audience).ask(text)
        opened = (OpenCase("opened", f"case-{id}", text, id),) if opens_case else ()
        await self.says(text, effects=(RecordQuestion(id, finding), *opened))
        return id

    async def adds(self, number, text):
        """Add something to a case."""
        await self.says(text, effects=(CommentCase(number, f"comment-{self.room.clock().timestamp()}", text),))

    async def hears(self, text="", **body):
        """Have Spot say something."""
        said = {"type": "message", "text": text, **body}
        at = self.room.clock()
        return await self.room.store.transaction(
            lambda tx: transcript.post(tx, self.key, Move(Op.SEND, mint(), said), at)
        )


class Room:
    """The console and everything around it."""

    def __init__(self, store, knowledge):
        self.store, self.knowledge, self.clock = store, knowledge, Clock()
        self.casework = Casework(store, self.clock, lambda: knowledge.loaded)
        self.console = self.fresh_console()
        self.client = None

    def fresh_console(self):
        return Console(self.store, self.casework, lambda: self.knowledge, self.clock, b"secret" * 6, UTC)

    def talk(self, conversation="talk-1"):
        return Talk(self, conversation)

    async def enter(self):
        """Sign the client in."""
        answer = await self.client.get(self.console.link(), allow_redirects=False)
        assert answer.status == 303
        return answer

    async def page(self, path, status=200):
        """Return the text of a page."""
        answer = await self.client.get(path)
        assert answer.status == status, await answer.text()
        return await answer.text()

    async def form(self, number, act):
        """Return the hidden fields of one of a case's forms."""
        html = await self.page(f"/console/cases/{number}")
        [form] = re.findall(rf'<form method="post" action="/console/cases/{number}/{act}">(.*?)</form>', html, re.S)
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))

    async def post(self, path, fields, **headers):
        """Send a form as a browser does, following nothing."""
        return await self.client.post(path, data=fields, headers=headers, allow_redirects=False)

    async def heard(self, key="directline/talk-1"):
        """Return the texts that are in the outbox of a conversation, those of cards too."""
        import asyncio

        rows = await asyncio.to_thread(self.store.read, lambda reader: transcript.since(reader, key))
        cards = {row.seq: [each["content"] for each in row.body.get("attachments", ())] for row in rows}
        return [
            row.text or "\n".join(text for card in cards[row.seq] for text in texts(card))
            for row in rows
            if row.op is not Op.IN
        ]


@pytest.fixture(scope="session")
def knowledge_base():
    return KnowledgeBase.open(ROOT / "knowledge" / "content")


@pytest.fixture
async def room(tmp_path, knowledge_base):
    store = SqliteStore.open(tmp_path / "spot.sqlite")
    room = Room(store, knowledge_base)
    main = web.Application()
    main.add_subapp("/console", room.console.app())
    async with TestClient(TestServer(main)) as room.client:
        yield room
    store.close()


@pytest.fixture
async def inside(room):
    """Return the room, signed in."""
    await room.enter()
    return room

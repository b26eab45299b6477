"""A driver of golden conversations over the whole of Spot: real HTTP, rows in a real file, a clock that can be set."""

import asyncio
import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from bot.assembly import Spot
from bot.casework.casework import Casework
from bot.desk.problem import Declaring
from bot.settings import Settings
from bot.store.chat import transcript
from bot.store.desk import cases
from bot.store.engine.rows import Op, TranscriptRow
from bot.store.knowledge import questions
from bot.store.knowledge.questions import Question
from bot.web import application
from dialogs.cards.parts import buttons, texts
from tests.support.golden import TurnSeen
from tests.support.in_memory_desk import TEAM, TEAM_COMMANDS
from tests.trained import share_with_server

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
BETWEEN = timedelta(seconds=5)
"""How long a person takes from one message to the next."""


class OverHttp:
    """Spot in this process, spoken to as the Emulator does: replies come back in the answer to the request."""

    def __init__(self, knowledge: Path, data: Path) -> None:
        share_with_server(data)
        self.settings = Settings(knowledge=knowledge, data=data, watch=False)
        self.time = START
        self.person = ""
        self.cards: dict[str, list[Any]] = {}
        self.ids = itertools.count(1)
        self.loop = asyncio.Runner()

    def __enter__(self) -> "OverHttp":
        self.loop.run(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.run(self._stop())
        self.loop.close()

    async def _start(self) -> None:
        self.spot = await Spot.open(self.settings, "http://127.0.0.1", lambda: self.time)
        self.runner = web.AppRunner(application(self.spot), access_log=None)
        await self.runner.setup()
        site = web.TCPSite(self.runner, "127.0.0.1", 0)
        await site.start()
        self.address = f"http://127.0.0.1:{self.runner.addresses[0][1]}"
        self.http = aiohttp.ClientSession(self.address)

    async def _stop(self) -> None:
        await self.http.close()
        await self.runner.cleanup()
        await self.spot.close()

    def speak_as(self, person: str) -> None:
        """Go on as this person, in their own conversation."""
        self.person = person

    def say(self, text: str) -> TurnSeen:
        """Write a message."""
        return self.loop.run(self._turn({"text": text}))

    def press(self, label: str) -> TurnSeen:
        """Press the newest button with the label."""
        shown = [each for card in self.cards.get(self.person, []) for each in buttons(card)]
        found = [each for each in shown if each["title"].casefold() == label.casefold()]
        if not found:
            raise LookupError(f"no button {label!r} among {[each['title'] for each in shown]}")
        return self.loop.run(self._turn({"value": found[-1]["data"]}))

    def team(self, verb: str, number: str, text: str) -> TurnSeen:
        """Have a lead do something with a case, the newest one where none is named, and see what is told of it."""
        return self.loop.run(self._team(verb, number, text))

    async def _team(self, verb: str, number: str, text: str) -> TurnSeen:
        self.time += BETWEEN
        casework = Casework(self.spot.store, lambda: self.time, lambda: self.spot.shelf.base.loaded)
        newest = await asyncio.to_thread(self.spot.store.read, lambda reader: cases.page(reader, limit=1)[0])
        case = number or newest.name
        before = await self._rows(0)
        await casework.do(case, TEAM, TEAM_COMMANDS[verb](text), f"team/{next(self.ids)}")
        rows = await self._rows(max((row.seq for row in before), default=0))
        return self._seen([row.body for row in rows if row.op is not Op.IN], {}, {})

    async def _rows(self, seq: int) -> list[TranscriptRow]:
        key = f"emulator/{self._conversation}"
        return await asyncio.to_thread(self.spot.store.read, lambda reader: transcript.since(reader, key, seq))

    def advance(self, time: timedelta) -> None:
        """Let time pass."""
        self.time += time

    def restart(self) -> None:
        """Take everything apart and build it again over the same file."""
        self.loop.run(self._stop())
        self.loop.run(self._start())

    def cases(self) -> int:
        """Count all cases."""
        return self.loop.run(asyncio.to_thread(self.spot.store.read, lambda reader: len(cases.page(reader, limit=200))))

    def declare(self, title: str, text: str) -> None:
        """Declare a problem, as a lead."""
        self.loop.run(self.spot.problems.declare(Declaring(title, text), TEAM, title))

    def solve(self, number: str, text: str) -> TurnSeen:
        """Solve a problem and give what is put into this person's outbox."""
        return self.loop.run(self._solve(number, text))

    async def _solve(self, number: str, text: str) -> TurnSeen:
        before = await self._outbox()
        await self.spot.problems.solve(number, TEAM, text, text)
        return TurnSeen(tuple((await self._outbox())[len(before) :]))

    async def _outbox(self) -> list[str]:
        key = f"emulator/{self._conversation}"
        rows = await asyncio.to_thread(self.spot.store.read, lambda reader: transcript.since(reader, key))
        return [row.text for row in rows if row.op is Op.SEND]

    async def _turn(self, said: dict[str, Any]) -> TurnSeen:
        self.time += BETWEEN
        before = await self._questions()
        async with self.http.post("/api/messages", json=self._activity() | said) as answer:
            assert answer.status == 200, await answer.text()
            activities = (await answer.json())["activities"]
        return self._seen(activities, before, await self._questions())

    def _activity(self) -> dict[str, Any]:
        asker = self.spot.shelf.base.directory.person(self.person, today=self.time.date())
        return {
            "type": "message",
            "id": str(next(self.ids)),
            "channelId": "emulator",
            "serviceUrl": self.address,
            "from": {"id": f"29:{self.person}", "aadObjectId": asker.object or self.person},
            "recipient": {"id": "28:spot"},
            "conversation": {"id": self._conversation, "conversationType": "personal"},
            "channelData": {"tenant": {"id": asker.tenant}} if asker.tenant else {},
            "deliveryMode": "expectReplies",
        }

    @property
    def _conversation(self) -> str:
        return self.person.replace("/", "-")

    async def _questions(self) -> dict[str, Question]:
        key = f"emulator/{self._conversation}"
        found = await asyncio.to_thread(
            self.spot.store.read, lambda reader: questions.of_conversation(reader, key, self.time)
        )
        return {question.id: question for question in found}

    def _seen(self, activities: list[Any], before: dict[str, Question], after: dict[str, Question]) -> TurnSeen:
        cards = [attachment["content"] for activity in activities for attachment in activity.get("attachments", ())]
        self.cards.setdefault(self.person, []).extend(cards)
        shown = [activity["text"] for activity in activities if activity.get("text")]
        shown += [text for card in cards for text in texts(card)]
        pressable = [each for card in cards for each in buttons(card)]
        asked = [question for id, question in after.items() if id not in before]
        chosen = [
            question.chosen
            for id, question in after.items()
            if question.chosen and question != before.get(id, question)
        ]
        return TurnSeen(
            texts=tuple(shown),
            buttons=tuple(each["title"] for each in pressable),
            verdict=asked[0].verdict if asked else None,
            answered=chosen[0] if chosen else asked[0].entry if asked else None,
            offered=tuple(
                each["data"]["entry"] for each in pressable if each["verb"] == "choose" and "entry" in each["data"]
            ),
        )

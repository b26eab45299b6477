"""Saves a file of a large base while questions are asked, and watches how long the event loop is held."""

import asyncio
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import perf_counter

from bot.live.current_knowledge import CurrentKnowledge
from bot.live.learning.trainer import ChildTrainer
from knowledge.entry import VENDOR_FOLDER, Entry, Visibility
from knowledge.people.audience import Audience
from tests.bench.crowd import EACH, crowd

OF_A_FILE = 500
"""Entries of one file."""
AUDIENCE = Audience((VENDOR_FOLDER,), Visibility.CUSTOMER)
TICK = 0.001
PAUSE = 0.02
"""Seconds between questions."""
MORE = "  - {id: umbrella, question: Where did the umbrellas go?, answer: Behind the door.}\n"


@dataclass(frozen=True, slots=True)
class Reload:
    """What a save did."""

    phrasings: int
    live: float
    """Seconds from the save until a question is answered from what was saved."""
    gap: float
    """The longest time in milliseconds that the event loop was held, from the save until everything was learned."""
    asked: int
    """Questions answered meanwhile."""


def reloaded(phrasings: int) -> Reload:
    """Save one file of so large a base."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_reload(Path(folder), phrasings))


async def _reload(folder: Path, phrasings: int) -> Reload:
    first = written(folder / "content", phrasings)
    trainer = ChildTrainer(folder / "learned")
    shelf = await CurrentKnowledge.open(folder / "content", lambda: datetime.now(UTC).date(), trainer=trainer)
    await shelf.warm()
    await asyncio.to_thread(shelf.base.view, AUDIENCE)
    tasks = [asyncio.create_task(each) for each in (shelf.watch(), shelf.teach())]
    questions = Questions(shelf)
    tasks.append(asyncio.create_task(questions.ask()))
    await asyncio.sleep(2)
    gaps = asyncio.create_task(longest_gap())
    before = shelf.base
    first.write_text(first.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    saved = perf_counter()
    while shelf.base is before or not await asyncio.to_thread(is_live, shelf):  # noqa: ASYNC110 - nothing tells of it
        await asyncio.sleep(TICK)
    live = perf_counter() - saved
    while shelf.base.untrained:  # noqa: ASYNC110 - nothing tells of it
        await asyncio.sleep(0.1)
    await asyncio.sleep(1)
    gaps.cancel()
    gap = await gaps
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    trainer.close()
    return Reload(phrasings, live, 1000 * gap, questions.answered)


def is_live(shelf: CurrentKnowledge) -> bool:
    """Return whether the saved entry answers."""
    best = shelf.base.view(AUDIENCE).ask("Where did the umbrellas go?").best
    return best is not None and best.entry.id == "umbrella"


async def longest_gap() -> float:
    """Return the longest time in seconds by which the loop was late, until cancelled."""
    longest = 0.0
    try:
        while True:
            begun = perf_counter()
            await asyncio.sleep(TICK)
            longest = max(longest, perf_counter() - begun - TICK)
    except asyncio.CancelledError:
        return longest


class Questions:
    """Somebody who asks one question after the other, as a turn does: off the event loop."""

    def __init__(self, shelf: CurrentKnowledge) -> None:
        self._shelf = shelf
        self.answered = 0

    async def ask(self) -> None:
        for entry in crowd(1_000_000):
            await asyncio.to_thread(self._one, entry)
            await asyncio.sleep(PAUSE)

    def _one(self, entry: Entry) -> None:
        self._shelf.base.view(AUDIENCE).ask(entry.question)
        self.answered += 1


def written(content: Path, phrasings: int) -> Path:
    """Write a content folder with so many phrasings; give one of its files."""
    (content / VENDOR_FOLDER).mkdir(parents=True)
    entries = crowd(phrasings)
    for number in range(-(-phrasings // EACH // OF_A_FILE)):
        lines = ["entries:"]
        for entry in islice(entries, OF_A_FILE):
            also = ", ".join(f'"{text}"' for text in entry.also)
            lines.append(
                f'  - {{id: {entry.id}, question: "{entry.question}", also: [{also}], answer: "{entry.answer}"}}'
            )
        (content / VENDOR_FOLDER / f"part{number}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return content / VENDOR_FOLDER / "part0.yaml"

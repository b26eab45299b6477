"""What leads judge, beside the running server or in it, taken up while it runs: looked for often, read when new."""

import asyncio
from datetime import timedelta

import structlog

from bot.live.current_knowledge import CurrentKnowledge
from bot.store.engine.store import Reader, Store
from bot.store.knowledge import judgements
from knowledge.judgement import Judged

LOOK = 3.0
"""Seconds between looks for new judgements."""
READ_ANYHOW = timedelta(hours=1)
"""After so long what customers said is taken up, new judgements or none."""

log = structlog.get_logger()


class Judging:
    """Keeps the shelf's confidence learned from the newest judgements."""

    def __init__(self, store: Store, shelf: CurrentKnowledge, target: float) -> None:
        self._store = store
        self._shelf = shelf
        self._target = target
        self._seen = -1

    async def run(self) -> None:
        """Take up what is new, for as long as it is awaited."""
        while True:
            await self.look()
            for _ in range(round(READ_ANYHOW.total_seconds() / LOOK)):
                await asyncio.sleep(LOOK)
                if await asyncio.to_thread(self._store.read, judgements.newest) != self._seen:
                    break

    async def look(self) -> None:
        """Read all judgements and re-fit what they concern, off the event loop."""
        self._seen, judged = await asyncio.to_thread(self._store.read, self._new)
        if judged:
            await self._shelf.rejudge(judged)
            log.info("judgements_loaded", newest=self._seen, judgements=len(judged.judgements))

    def _new(self, reader: Reader) -> tuple[int, Judged | None]:
        judged = Judged(judgements.learned_from(reader), self._target)
        return judgements.newest(reader), None if judged == self._shelf.base.judged else judged

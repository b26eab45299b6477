"""Print how long a start, a restart and a save take, with the semantic extra or not, and what they cost the server.

`.venv/bin/python tests/bench/learning.py [--phrasings 500] [--write docs/matching-measured.md]`. The base is
made up (tests/bench/crowd.py); questions are asked meanwhile. A first start has nothing kept, a restart finds
all of it.
CPU is the server's own, the child's not.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

import structlog  # noqa: E402 - path and threads come first

from bot.live.current_knowledge import CurrentKnowledge  # noqa: E402
from bot.live.learning.trainer import ChildTrainer  # noqa: E402
from knowledge.matching.encoder.semantic_extra import opened  # noqa: E402
from tests.bench.gaps import AUDIENCE, MORE, Questions, longest_gap, written  # noqa: E402
from tests.bench.section import add_write, printed  # noqa: E402


class Watch:
    """Clocks that were started together."""

    def __init__(self) -> None:
        self._begun, self._cpu = perf_counter(), process_time()

    @property
    def seconds(self) -> float:
        """Return the seconds since."""
        return perf_counter() - self._begun

    @property
    def told(self) -> str:
        """Return the seconds since, and those of them that this process computed, as cells of a table."""
        return f"{self.seconds:.2f} | {process_time() - self._cpu:.2f}"


@asynccontextmanager
async def started(folder: Path, extra: bool) -> AsyncIterator[tuple[CurrentKnowledge, str]]:
    """Yield a server's shelf with its view learned, and what that took; loading the encoder is none of it."""
    known = opened(None, None, folder / "semantic", sys.exit) if extra else None
    trainer, watch = ChildTrainer(folder / "learned"), Watch()
    shelf = await CurrentKnowledge.open(folder / "content", lambda: datetime.now(UTC).date(), known, trainer)
    await asyncio.to_thread(shelf.base.view, AUDIENCE)
    yield shelf, watch.told
    trainer.close()


def more(file: Path) -> None:
    """Add an entry, as an editor saves it."""
    file.write_text(file.read_text(encoding="utf-8") + MORE, encoding="utf-8")


async def saved(shelf: CurrentKnowledge, file: Path) -> tuple[str, str, float]:
    """Add an entry while questions are asked; return what took until it is live and until it is trained, and the gap.

    The gap is the longest time in milliseconds that the event loop was held meanwhile.
    """
    tasks = [asyncio.create_task(shelf.teach()), asyncio.create_task(Questions(shelf).ask())]
    await asyncio.sleep(1)
    gaps = asyncio.create_task(longest_gap())
    more(file)
    watch = Watch()
    await shelf.reload()
    live = watch.told
    while shelf.base.untrained:  # noqa: ASYNC110 - nothing tells of it
        await asyncio.sleep(0.02)
    taught = watch.told
    gaps.cancel()
    gap = await gaps
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    return live, taught, 1000 * gap


async def measure(phrasings: int, extra: bool) -> None:
    """Print the rows of one kind."""
    kind = "with the semantic extra" if extra else "without"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        file = written(folder / "content", phrasings)
        async with started(folder, extra) as (shelf, took):
            print(f"| {kind} | first start | {took} | |")
            live, taught, gap = await saved(shelf, file)
            print(f"| {kind} | save, until it is live | {live} | {gap:.0f} |")
            print(f"| {kind} | the same, until it is trained | {taught} | |")
        async with started(folder, extra) as (_, took):
            print(f"| {kind} | restart | {took} | |", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phrasings", type=int, default=500, help="of the base, 3,000 at most with the semantic extra")
    add_write(parser)
    wanted = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))
    with printed("learning", wanted.write):
        print("| | | seconds | CPU of the server | longest gap, ms |\n|---|---|---|---|---|")
        for extra in (False, True):
            asyncio.run(measure(wanted.phrasings, extra))


if __name__ == "__main__":
    main()

"""The server's end of the learning child: starts it when there is something to learn, and sends only what is new."""

import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import IO, Any

from bot.live.learning.messages import Encode, Hold, Outcome, Task
from knowledge.entry import Entry

ROOT = Path(__file__).resolve().parents[3]
SENT_TOGETHER = 100
"""Entries of one message: pickling them holds the interpreter for a millisecond or two."""


class ChildDied(Exception):
    """The learning child ended before it was done."""


class Closed(Exception):
    """The server ends, and nobody waits for what would be learned."""


class Child:
    """A child process that is there while it lives, and is started again when it is needed; asked from threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._held: dict[str, Entry] = {}
        self._busy = Lock()
        self._closed = False

    def learn(self, task: Task | Encode, entries: Sequence[Entry]) -> Outcome:
        """Wait until the task is done; raise ChildDied when it cannot be, and Closed when nobody waits any more."""
        with self._busy:
            try:
                process = self._started()
                assert process.stdin is not None
                assert process.stdout is not None
                for message in self._news(entries):
                    _send(process.stdin, message)
                _send(process.stdin, task)
                return _answer(process.stdout)
            except (OSError, EOFError, pickle.UnpicklingError) as fault:
                self._end()
                if self._closed:
                    raise Closed from fault
                raise ChildDied(f"{type(fault).__name__}: {fault}") from fault

    def close(self) -> None:
        """End the child, in the middle of a task too."""
        self._closed = True
        if self._process is not None:
            self._process.kill()

    @property
    def process_id(self) -> int | None:
        """Give the id of the process while there is one."""
        return self._process.pid if self._process else None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise Closed
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(  # noqa: S603 - this very Python, with our own module
                [sys.executable, "-m", "bot.live.learning.child", str(self._folder.resolve())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=ROOT,
            )
        return self._process

    def _end(self) -> None:
        process, self._process, self._held = self._process, None, {}
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):  # what was not sent is lost with the child
                        pipe.close()

    def _news(self, entries: Sequence[Entry]) -> Iterator[Hold]:
        """Give the entries that the child does not hold yet, in small messages."""
        news = [entry for entry in entries if self._held.get(entry.name) is not entry]
        for first in range(0, len(news), SENT_TOGETHER):
            some = tuple(news[first : first + SENT_TOGETHER])
            yield Hold(some)
            self._held.update((entry.name, entry) for entry in some)


def _send(pipe: IO[bytes], message: Any) -> None:
    pipe.write(pickle.dumps(message))
    pipe.flush()


def _answer(pipe: IO[bytes]) -> Outcome:
    answer = pickle.load(pipe)  # noqa: S301 - from our own child
    if not isinstance(answer, Outcome):
        raise pickle.UnpicklingError("no outcome")
    return answer

"""The server's end of the learning child: starts it when there is something to learn, and sends only what is new.

Every request has a deadline. A child that misses it, stopped, hung or starved, is ended and replaced like one that
died.
"""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Timer
from time import monotonic

import structlog

from bot.live.learning import frames
from bot.live.learning.messages import Beat, Encode, Hold, Message, Task, TaskOutcome
from bot.live.learning.wire import from_json, to_json
from knowledge.entry import Entry

ROOT = Path(__file__).resolve().parents[3]
SENT_TOGETHER = 100
"""Entries of one message: writing them as JSON holds the interpreter for a millisecond or two."""
STARTING = 60.0
"""Seconds until a child that was just started takes up its task: on a busy machine its imports may take ten."""
SILENCE = 10.0
"""Seconds without a sign of life, of which a child at work gives one a second, after which it is ended."""
LONGEST = 900.0
"""Seconds of one task, signs of life or not: ten times the minute that the longest lessons take on a busy machine."""
ATTEMPTS = 3
"""Children in a row that fail before no other is started for a while."""
BACKOFF = 0.5
"""Seconds before a child that failed is replaced, twice as many after each further one."""
REST = 60.0
"""Seconds without a child once ATTEMPTS in a row failed; the server learns by itself meanwhile."""

log = structlog.get_logger()


class ChildDied(Exception):
    """The learning child failed as often as it may before it was done."""


class Closed(Exception):
    """The server ends, and nobody waits for what would be learned."""


class TimedOut(Exception):
    """The child gave no sign within its deadline."""


class Child:
    """A child process that is there while it lives, and is started again when it is needed; asked from threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._held: dict[str, Entry] = {}
        self._busy = Lock()
        self._closed = Event()
        self._is_new = True
        self._failures = 0
        self._resting_until = 0.0
        self.trouble = ""
        """Why the child last failed, in a few words; empty once one has done a task again."""

    def learn(self, task: Task | Encode, entries: Sequence[Entry]) -> TaskOutcome:
        """Wait until the task is done; raise ChildDied when it cannot be, and Closed when nobody waits any more."""
        with self._busy:
            if monotonic() < self._resting_until:
                raise ChildDied(self.trouble)
            while True:
                try:
                    outcome = self._asked(task, entries)
                except (OSError, EOFError, frames.MalformedFrame, TimedOut) as fault:
                    self._failed(fault)
                else:
                    self._failures, self.trouble = 0, ""
                    return outcome

    def close(self) -> None:
        """End the child, in the middle of a task too."""
        self._closed.set()
        if self._process is not None:
            self._process.kill()

    @property
    def process_id(self) -> int | None:
        """Return the id of the process while there is one."""
        return self._process.pid if self._process else None

    def _asked(self, task: Task | Encode, entries: Sequence[Entry]) -> TaskOutcome:
        process = self._started()
        end = monotonic() + LONGEST
        for message in self._news(entries):
            _send(process, message, self._patience)
        _send(process, task, self._patience)
        while True:
            answer = _answer(process, min(self._patience, end - monotonic()))
            self._is_new = False
            if isinstance(answer, TaskOutcome):
                return answer

    @property
    def _patience(self) -> float:
        """Seconds that one sign of the child may take; one that was just started has its modules to import first."""
        return STARTING if self._is_new else SILENCE

    def _failed(self, fault: Exception) -> None:
        """End a child that failed, and wait before the next; raise ChildDied when there is none for a while."""
        process = self.process_id
        self._end()
        if self._closed.is_set():
            raise Closed from fault
        self._failures += 1
        timed_out = isinstance(fault, TimedOut)
        self.trouble = str(fault) if timed_out else f"it ended, {type(fault).__name__}: {fault}"
        log.warning("child_timed_out" if timed_out else "child_ended", process=process, why=self.trouble)
        if self._failures >= ATTEMPTS:
            self._failures, self._resting_until = 0, monotonic() + REST
            raise ChildDied(self.trouble) from fault
        if self._closed.wait(BACKOFF * 2 ** (self._failures - 1)):
            raise Closed from fault

    def _started(self) -> subprocess.Popen[bytes]:
        if self._closed.is_set():
            raise Closed
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._is_new = True
            self._process = subprocess.Popen(  # noqa: S603 - this very Python, with our own module
                [sys.executable, "-m", "bot.live.learning.child", str(self._folder.resolve())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=ROOT,
            )
            if self.trouble:
                log.info("child_replaced", process=self._process.pid)
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
        """Yield the entries that the child does not hold yet, in small messages."""
        news = [entry for entry in entries if self._held.get(entry.name) is not entry]
        for first in range(0, len(news), SENT_TOGETHER):
            some = tuple(news[first : first + SENT_TOGETHER])
            yield Hold(some)
            self._held.update((entry.name, entry) for entry in some)


def _send(process: subprocess.Popen[bytes], message: Message, seconds: float) -> None:
    assert process.stdin is not None
    with _within(process, seconds):
        frames.write(process.stdin, to_json(message))


def _answer(process: subprocess.Popen[bytes], seconds: float) -> TaskOutcome | Beat:
    assert process.stdout is not None
    with _within(process, seconds):
        answer = from_json(frames.read(process.stdout))
    if not isinstance(answer, TaskOutcome | Beat):
        raise frames.MalformedFrame("a message that only the server says")
    return answer


@contextmanager
def _within(process: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
    """End the process when the block takes longer, which ends its wait on a pipe; raise TimedOut then."""
    late = Event()

    def end() -> None:
        late.set()
        process.kill()

    timer = Timer(max(seconds, 0), end)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, EOFError, frames.MalformedFrame) as fault:
        if late.is_set():
            raise TimedOut(f"it gave no sign for {seconds:.0f} seconds") from fault
        raise
    finally:
        timer.cancel()

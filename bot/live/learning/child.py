"""The child process: holds the entries that it is sent, learns what it is asked to, and keeps it on disk.

`python -m bot.live.learning.child FOLDER` reads messages from its input and answers each task on its output. It ends
when its input ends, in the middle of a task too: so it never outlives the server.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread
from time import sleep
from typing import IO

from bot.live.learning import frames
from bot.live.learning.messages import Beat, Encode, Hold, Message, Task, TaskOutcome, What, With
from bot.live.learning.wire import from_json, to_json
from knowledge.entry import Entry
from knowledge.matching.encoder.encoder import EncoderUnusable
from knowledge.matching.encoder.semantic_extra import EncoderFiles, SemanticExtra
from knowledge.matching.large.reader import LargeReader
from knowledge.matching.prepared import prepare
from knowledge.matching.training.artifact_cache import ArtifactCache
from knowledge.matching.training.trainer import LocalTrainer

POLITENESS = 4
"""What is added to the niceness: questions come first."""
PULSE = 1.0
"""Seconds between signs of life during a task: ten of them are missing before the server ends the child."""


def main(folder: Path) -> None:
    """Do what is asked, one task after the other."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this process too
    if hasattr(os, "nice"):
        os.nice(POLITENESS)
    given: SimpleQueue[Message] = SimpleQueue()
    Thread(target=_listen, args=(given.put,), daemon=True).start()
    worker, voice = Worker(folder), Voice(sys.stdout.buffer)
    while True:
        message = given.get()
        if isinstance(message, Task | Encode):
            voice.begin()
        outcome = worker.take(message)
        if outcome is not None:
            voice.end(outcome)


def _listen(put: Callable[[Message], None]) -> None:
    """Pass on what comes in; end the process when nothing can come any more, or what comes makes no sense."""
    try:
        while True:
            put(from_json(frames.read(sys.stdin.buffer)))
    except (EOFError, OSError):
        os._exit(0)
    except frames.MalformedFrame:
        os._exit(1)


class Voice:
    """What the child says: signs of life during a task, and then its outcome."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._one = Lock()
        self._at_work = Event()
        Thread(target=self._beat, daemon=True).start()

    def begin(self) -> None:
        """Say at once that a task is taken up, and go on saying so."""
        with self._one:
            frames.write(self._pipe, to_json(Beat()))
        self._at_work.set()

    def end(self, outcome: TaskOutcome) -> None:
        """Say how it went; nothing is said after it until the next task."""
        with self._one:
            self._at_work.clear()
            frames.write(self._pipe, to_json(outcome))

    def _beat(self) -> None:
        while self._at_work.wait():
            sleep(PULSE)
            with self._one:
                if self._at_work.is_set():
                    frames.write(self._pipe, to_json(Beat()))


class Worker:
    """Entries by name, and a trainer who keeps what is learned from them."""

    def __init__(self, folder: Path) -> None:
        self._entries: dict[str, Entry] = {}
        self._folder = folder
        self._reader = LargeReader()
        self._extras: dict[EncoderFiles, SemanticExtra] = {}

    def take(self, message: Message) -> TaskOutcome | None:
        """Do what a message says; return the outcome of a task."""
        match message:
            case Hold(entries):
                self._entries.update((entry.name, entry) for entry in entries)
            case Task() | Encode():
                return self._outcome(message)
        return None

    def _outcome(self, task: Task | Encode) -> TaskOutcome:
        troubles: list[str] = []
        trainer = LocalTrainer(ArtifactCache(self._folder, troubles.append), self._reader)
        try:
            if isinstance(task, Encode):
                trainer.encoded(task.texts, self._extra(task.extra))
            else:
                self._do(task, trainer)
        except EncoderUnusable as fault:
            troubles.append(f"the learning child cannot encode ({fault}): the server does, and may answer slower")
        return TaskOutcome(tuple(troubles))

    def _do(self, task: Task, trainer: LocalTrainer) -> None:
        entries = tuple(self._entries[name] for name in task.names)
        if task.what is What.INDEX:
            trainer.index(entries, task.thesaurus)
        else:
            extra = self._extra(task.extra) if task.extra else None
            trainer.trained_model(prepare(entries, task.thesaurus, task.partners, trainer, extra))

    def _extra(self, wanted: With) -> SemanticExtra:
        """Return the extra, loaded when first needed; raise EncoderUnusable where it fails or is another by now."""
        if wanted.source not in self._extras:
            self._extras[wanted.source] = wanted.source.load(_say_nothing)
        extra = self._extras[wanted.source]
        if extra.name != wanted.encoder:
            raise EncoderUnusable(
                f"{extra.name} is installed, and {wanted.encoder} is in use until Spot is started again"
            )
        return extra


def _say_nothing(line: str) -> None:
    """Leave a break unsaid: the outcome says it."""


if __name__ == "__main__":
    main(Path(sys.argv[1]))

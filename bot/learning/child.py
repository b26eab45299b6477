"""The child process: holds the entries that it is sent, learns what it is asked to, and keeps it on disk.

`python -m bot.learning.child FOLDER` reads messages from its input and answers each task on its output. It ends when
its input ends, in the middle of a task too: so it never outlives the server.
"""

import os
import pickle
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

from bot.learning.messages import Hold, Outcome, Task, What
from knowledge.entry import Entry
from knowledge.matching.kept import Kept
from knowledge.matching.large.reader import Reader
from knowledge.matching.prepared import prepare
from knowledge.matching.teaching import Here

POLITENESS = 4
"""What is added to the niceness: questions come first."""


def main(folder: Path) -> None:
    """Do what is asked, one task after the other."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this process too
    if hasattr(os, "nice"):
        os.nice(POLITENESS)
    given: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_listen, args=(given.put,), daemon=True).start()
    worker = Worker(folder)
    while True:
        outcome = worker.take(given.get())
        if outcome is not None:
            pickle.dump(outcome, sys.stdout.buffer)
            sys.stdout.buffer.flush()


def _listen(put: Callable[[Any], None]) -> None:
    """Pass on what comes in; end the process when nothing can come any more."""
    try:
        while True:
            put(pickle.load(sys.stdin.buffer))  # noqa: S301 - from the server that started this process
    except (EOFError, OSError, pickle.UnpicklingError):
        os._exit(0)


class Worker:
    """Entries by name, and a teacher who keeps what is learned from them."""

    def __init__(self, folder: Path) -> None:
        self._entries: dict[str, Entry] = {}
        self._folder = folder
        self._reader = Reader()

    def take(self, message: Any) -> Outcome | None:
        """Do what a message says; give the outcome of a task."""
        match message:
            case Hold(entries):
                self._entries.update((entry.name, entry) for entry in entries)
            case Task():
                return self._done(message)
        return None

    def _done(self, task: Task) -> Outcome:
        troubles: list[str] = []
        teacher = Here(Kept(self._folder, troubles.append), self._reader)
        entries = tuple(self._entries[name] for name in task.names)
        if task.what is What.INDEX:
            teacher.index(entries, task.thesaurus)
        else:
            teacher.lessons(prepare(entries, task.thesaurus, task.partners, teacher.index))
        return Outcome(tuple(troubles))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

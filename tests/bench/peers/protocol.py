"""What a matcher must do to be measured: learn the entries once, then rank them for a question."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from knowledge.entry import Entry

Answers = list[tuple[str, float]]
"""Entry ids with a score, best first; the first score stands for how sure the matcher is."""
Ask = Callable[[str], Answers]
MOST = 10
"""Answers of one question that anybody looks at."""


class Peer(Protocol):
    """A module of this folder."""

    NAME: str

    def fit(self, entries: Sequence[Entry]) -> Ask:
        """Learn the entries, and return what ranks them for a question."""


class Spared:
    """Seconds of work that a peer's memory has saved in this process; the clock that times a peer adds them again."""

    seconds = 0.0


def phrasings(entries: Sequence[Entry]) -> tuple[list[str], list[str]]:
    """Return every phrasing, and beside it the id of its entry."""
    pairs = [(text, entry.id) for entry in entries for text in entry.phrasings]
    return [text for text, _ in pairs], [id for _, id in pairs]


def documents(entries: Sequence[Entry]) -> list[str]:
    """Return every entry as one text, which search engines rank far better than its phrasings one by one."""
    return ["\n".join(entry.phrasings) for entry in entries]


def each_once(scored: Iterable[tuple[str, float]]) -> Answers:
    """Return each entry with its best score; `scored` comes best first and may name an entry again."""
    best: dict[str, float] = {}
    for id, score in scored:
        best.setdefault(id, score)
        if len(best) == MOST:
            break
    return list(best.items())

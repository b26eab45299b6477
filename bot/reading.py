"""What a dialog may read of the store, as its ports."""

from collections.abc import Sequence
from datetime import datetime

from bot.desk.case import Case
from bot.store import cases, transcript
from bot.store.store import Reader, Store
from dialogs.ports import CaseSummary, Ports
from knowledge.audience import Asker

MOST_CASES = 20


def ports(store: Store) -> Ports:
    """Give the ports of a dialog; they block, so a turn runs on a thread of its own."""
    return Ports(cases=StoredCases(store), traffic=StoredTraffic(store))


class StoredCases:
    """The cases of one asker, from the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, asker: Asker) -> Sequence[CaseSummary]:
        """Give the asker's cases, newest first, at most 20."""
        return self._store.read(lambda reader: _summaries(reader, asker))

    def opened_since(self, asker: Asker, since: datetime) -> int:
        """Count the cases that the asker opened since then."""
        return self._store.read(lambda reader: cases.opened_since(reader, asker.key, since))


class StoredTraffic:
    """How much somebody writes, from the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def messages_since(self, asker: Asker, since: datetime) -> int:
        """Count the asker's incoming messages since then, over all their conversations, this one not included."""
        return self._store.read(lambda reader: transcript.messages_since(reader, asker.key, since))


def _summaries(reader: Reader, asker: Asker) -> list[CaseSummary]:
    found = cases.of_requester(reader, asker.key, MOST_CASES)
    replies = cases.last_replies(reader, [case.number for case in found])
    return [_summary(case, replies.get(case.number)) for case in found]


def _summary(case: Case, last_reply: str | None) -> CaseSummary:
    return CaseSummary(
        number=case.name,
        title=case.title,
        state=case.state.value,
        opened=case.opened,
        updated=case.updated,
        waiting=case.wait.value,
        last_reply=last_reply,
    )

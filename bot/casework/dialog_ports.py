"""What a dialog may read of the store, as its ports."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot.desk.case import Case
from bot.desk.case_data import case_data
from bot.desk.problem import ProblemRecord, problem_number_in
from bot.desk.time.clocks import ClockState, Promised, clocks
from bot.store.chat import transcript
from bot.store.desk import case_events, cases, problems
from bot.store.desk.case_events import Event
from bot.store.engine.store import Reader, Store
from dialogs.ports import CaseSummary, Issue, Ports, TeamMessage
from knowledge.agreed.policy import DEFAULT, Policy
from knowledge.improve.likeness import SURELY, nearest
from knowledge.people.audience import Asker

MOST_CASES = 20


def ports(store: Store, policy: Callable[[], Policy] = lambda: DEFAULT) -> Ports:
    """Return the ports of a dialog; they block, so a turn runs on a thread of its own."""
    return Ports(cases=StoredCases(store, policy), traffic=StoredTraffic(store), problems=StoredProblems(store))


class StoredCases:
    """The cases of one asker, from the store."""

    def __init__(self, store: Store, policy: Callable[[], Policy]) -> None:
        self._store = store
        self._policy = policy

    def of(self, asker: Asker) -> Sequence[CaseSummary]:
        """Return the asker's cases, newest first, at most 20."""
        return self._store.read(lambda reader: _summaries(reader, asker, self._policy()))

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


class StoredProblems:
    """The open problems that an asker may hear of, from the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def like(self, asker: Asker, text: str, language: str) -> Issue | None:
        """Return the problem that a question is most like; only those that the asker may hear of are looked at."""
        open_ones = self._store.read(lambda reader: problems.open_for(reader, asker.audience))
        found = nearest((text, language), [[(each, one.language) for each in one.asked] for one in open_ones])
        if found is None:
            return None
        place, likeness = found
        return self._issue(open_ones[place], asker, surely=likeness >= SURELY)

    def find(self, asker: Asker, number: str) -> Issue | None:
        """Return a problem by its number; None where there is none that is open and that the asker may hear of."""
        wanted = problem_number_in(number)
        found = self._store.read(lambda reader: problems.find(reader, wanted)) if wanted else None
        return self._issue(found, asker) if found and found.reaches(asker.audience) else None

    def _issue(self, found: ProblemRecord, asker: Asker, *, surely: bool = False) -> Issue:
        waits = self._store.read(lambda reader: problems.waits(reader, found.number, asker.key))
        return Issue(found.name, found.title, found.text, surely, waits)


def _summaries(reader: Reader, asker: Asker, policy: Policy) -> list[CaseSummary]:
    found = cases.of_requester(reader, asker.key, MOST_CASES)
    numbers = [case.number for case in found]
    replies, words = cases.last_replies(reader, numbers), case_events.last_words(reader, numbers)
    return [summary(each, policy, replies.get(each.number), _word(words.get(each.number))) for each in found]


def _word(event: Event | None) -> TeamMessage | None:
    return TeamMessage(event.seq, event.at, event.kind.value) if event else None


def summary(case: Case, policy: Policy, last_reply: str | None, word: TeamMessage | None) -> CaseSummary:
    """Return what its requester is told of a case; `word` is the team's, to which they have said nothing yet."""
    return CaseSummary(
        **case_data(case, ("number", "title", "state", "opened", "updated"), times=lambda at: at),
        waiting=case.wait.value,
        last_reply=last_reply,
        word=word,
        conversation=case.origin.conversation,
        files=len(case.attachments),
        rating=case.rating,
        into=case_data(case, ("merged_into",))["merged_into"],
        **_standing(case, policy, word.at if word else None),
    )


def _standing(case: Case, policy: Policy, told: datetime | None) -> dict[str, Any]:
    """Return since when, with whom and until when an open case is where it is."""
    if not case.state.is_open or not case.holder:
        return {"kind": case.kind.value, "since": case.held[-1].since if case.held else None}
    leg = case.leg(case.holder)
    words = {Promised.FIRST, Promised.UPDATE}
    due = [
        clock.due
        for clock in clocks(case, policy, case.updated, {1: told} if told else None)
        if clock.leg == 1 and clock.kind in words and clock.state is ClockState.RUNNING and clock.due
    ]
    return {
        "kind": case.kind.value,
        "since": case.held[-1].since,
        "owner": leg.owner.name if leg.owner and leg.ordinal == 1 else "",
        "is_escalated": leg.ordinal > 1 and case.partner is not None,
        "due": min(due, default=None),
    }

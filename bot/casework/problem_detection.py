"""Suspects a problem where similar questions that nobody answered come from several people within a window.

Compared off the event loop, and only when there is something new; what is suspected is for leads alone.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from bot.desk import problem
from bot.desk.actor import SPOT
from bot.desk.problem import Declaring, ProblemRecord, ProblemState
from bot.store import audit
from bot.store.audit import Deed
from bot.store.desk import problems
from bot.store.desk.problems import Attached, ProblemAttachment, Unanswered
from bot.store.engine.store import Store, Transaction
from knowledge.agreed.policy import KnownIssue
from knowledge.improve.clusters import clusters
from knowledge.improve.drafting.impersonal import without_contacts, without_courtesies
from knowledge.improve.likeness import NO_WORDS, nearest
from knowledge.improve.wordings import is_personal

LOOK = 30.0
"""Seconds between looks."""
COMPARED = 100
"""Questions of a window that are compared, the newest."""
ALIVE = (ProblemState.SUSPECTED, ProblemState.OPEN)

Group = Sequence[Unanswered]


class Suspecting:
    """Looks for problems in what was asked and not answered."""

    def __init__(self, store: Store, now: Callable[[], datetime], policy: Callable[[], KnownIssue]) -> None:
        self._store = store
        self._now = now
        self._policy = policy
        self._seen = 0

    async def run(self) -> None:
        """Look again and again, for as long as it is awaited."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK)

    async def look(self) -> None:
        """Suspect what the newest questions say; without a new one there is nothing to do."""
        policy, at = self._policy(), self._now()
        found = await asyncio.to_thread(
            self._store.read, lambda reader: problems.unanswered(reader, at - policy.window, COMPARED)
        )
        newest = max((each.seq for each in found), default=0)
        if newest <= self._seen or len({each.person for each in found}) < policy.similar:
            return
        for group in await asyncio.to_thread(grouped, found):
            if len({each.person for each in group}) >= policy.similar:
                await self._store.transaction(partial(_take, group, policy.similar, at))
        self._seen = newest


def grouped(found: Group) -> list[list[Unanswered]]:
    """Return the questions in groups that ask the same, the oldest of each first."""
    ordered = sorted(found, key=lambda each: each.seq)
    groups = clusters([(each.text, each.language) for each in ordered], NO_WORDS)
    return [[ordered[place] for place in group] for group in groups]


def _take(group: Group, similar: int, at: datetime, tx: Transaction) -> None:
    """Attach a group to the problem that it is of, or suspect a new one of what is of none yet."""
    numbers = problems.numbers_of(tx, Attached.QUESTION, [each.id for each in group])
    fresh = [each for each in group if not problems.numbers_of(tx, Attached.QUESTION, [each.id])]
    known = [found for number in sorted(numbers) if (found := problems.find(tx, number)) and found.state in ALIVE]
    before = known[-1] if known else _declared(tx, group)
    if before is None:
        if len({each.person for each in fresh}) < similar:
            return
        before = problem.suspect(problems.next_number(tx), _of(fresh), at)
        problems.add(tx, before)
        audit.note(tx, Deed(SPOT.key, "problem.suspected", before.name), at)
    problems.attach(tx, before.number, _attachments(fresh, before, at))


def _declared(tx: Transaction, group: Group) -> ProblemRecord | None:
    """Return the open problem that somebody declared before it was suspected."""
    open_ones = problems.page(tx, ProblemState.OPEN, limit=problems.MOST_OPEN)
    known = [[(each, one.language) for each in one.asked] for one in open_ones]
    found = nearest((group[0].text, group[0].language), known)
    return open_ones[found[0]] if found else None


def _of(group: Group) -> Declaring:
    partners = {each.partner for each in group}
    told = [each.text for each in group if not is_personal(each.text)]
    title = min(told, key=len) if told else without_contacts(without_courtesies(group[0].text))
    return Declaring(
        title=title,
        text="",
        phrasings=tuple(each for each in told if each != title),
        language=group[0].language,
        partner=next(iter(partners)) if len(partners) == 1 else None,
    )


def _attachments(fresh: Group, found: ProblemRecord, at: datetime) -> list[ProblemAttachment]:
    """Return the questions, and the open cases that came of them where the problem may concern them."""
    asked = [ProblemAttachment(Attached.QUESTION, each.id, None, at) for each in fresh]
    concerned = [each for each in fresh if each.case and found.partner in (None, each.partner)]
    return asked + [ProblemAttachment(Attached.CASE, str(each.case), None, at) for each in concerned]

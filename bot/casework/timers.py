"""The watch: fires timers when they are due, each once, whatever happens in between.

What a timer does and the mark that it has fired are one transaction, so that a crash leaves both or neither. Timers are
rows, due at a time of day and not after a while: a restart or a clock that jumps changes nothing about them.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.casework import team_notices
from bot.casework.facts import ChangeFacts
from bot.casework.settlement import settle_change
from bot.desk import recipients
from bot.desk.actor import SPOT
from bot.desk.case import Case
from bot.desk.events import Change
from bot.desk.handlers import handle
from bot.desk.recipients import EVERY_LEAD, Recipient
from bot.desk.rules import Rules
from bot.desk.time import timer_plan
from bot.desk.time.timer_plan import Timer, TimerKind
from bot.desk.verbs import timer_actions
from bot.store.desk import cases, notices, timers
from bot.store.desk.notices import Notice
from bot.store.engine.store import Store, StoreUnavailable, Transaction
from knowledge.load import Loaded

POLL = 1.0
"""Seconds between two looks for what is due."""
AT_ONCE = 20
"""Cases that are gone over in one transaction."""
PUT_OFF = timedelta(minutes=5)
"""For how long a timer waits whose firing failed."""
CHANGES_STATE = frozenset({TimerKind.SILENT, TimerKind.UNREACHED})
"""What makes all other timers of its case be derived anew."""

log = structlog.get_logger(__name__)


class TimerWatch:
    """Fires what is due. The rows are the truth: nothing that only the watch knows is needed after a crash."""

    def __init__(self, store: Store, knowledge: Callable[[], Loaded], now: Callable[[], datetime]) -> None:
        self._store = store
        self._knowledge = knowledge
        self._now = now
        self._went_by: Rules | None = None

    async def run(self) -> None:
        """Go over all cases whenever the directory or the policy changes, and fire until cancelled."""
        while True:
            if self._rules != self._went_by:
                await self.look_over()
            while await self.round():
                pass
            await asyncio.sleep(POLL)

    @property
    def _rules(self) -> Rules:
        loaded = self._knowledge()
        return Rules(loaded.directory, loaded.policy)

    async def look_over(self) -> None:
        """Bring the timers of every case, and those of the agreements, up to date with the rules as they stand."""
        rules = self._rules
        wanted = timer_plan.agreements(rules.directory, rules.policy)
        await self._store.transaction(lambda tx: timers.of_kind(tx, TimerKind.AGREEMENT, wanted))
        last = 0
        while numbers := await self._watched(last):
            await self._store.transaction(_setting(numbers, rules))
            last = numbers[-1]
        self._went_by = rules

    async def round(self) -> int:
        """Fire what is due now, all timers of a case in one transaction; return how many were looked at."""
        at, rules = self._now(), self._rules
        due = await asyncio.to_thread(self._store.read, lambda reader: timers.due(reader, at))
        groups: dict[int | str, list[Timer]] = defaultdict(list)
        for timer in due:
            groups[timer.number or timer.key].append(timer)
        await asyncio.gather(*(self._fire(group, ChangeFacts(at, rules)) for group in groups.values()))
        return len(due)

    async def _fire(self, due: list[Timer], facts: ChangeFacts) -> None:
        try:
            await self._store.transaction(lambda tx: fire(tx, due, facts))
        except StoreUnavailable:
            raise
        except Exception as fault:  # one timer that fails must not hold up all that are due after it
            log.error("timer_deferred", timers=[timer.key for timer in due], exc_info=fault)
            keys = [timer.key for timer in due]
            await self._store.transaction(lambda tx: timers.put_off(tx, keys, facts.at + PUT_OFF))

    async def _watched(self, beyond: int) -> list[int]:
        return await asyncio.to_thread(self._store.read, lambda reader: timers.watched(reader, beyond, AT_ONCE))


def _setting(numbers: Iterable[int], rules: Rules) -> Callable[[Transaction], None]:
    def work(tx: Transaction) -> None:
        for number in numbers:
            if case := cases.find(tx, number):
                team_notices.set_timers(tx, case, rules)

    return work


def fire(tx: Transaction, due: list[Timer], facts: ChangeFacts) -> None:
    """Fire timers of one case, or one that is about none, as far as they are still wanted and have not fired."""
    number = due[0].number
    if number is None:
        for timer in due:
            if timers.take(tx, timer.key, facts.at):
                ABOUT_NO_CASE[timer.kind](tx, timer, facts)
    elif case := cases.find(tx, number):
        _fire_of_case(tx, case, due, facts)


def _fire_of_case(tx: Transaction, case: Case, due: list[Timer], facts: ChangeFacts) -> None:
    wanted = {timer.key: timer for timer in timer_plan.timers(case, facts.rules, timers.last_words(tx, case.number))}
    run = _Run(case)
    for timer in due:
        current = wanted.get(timer.key)
        if current is None or current.due > facts.at or not timers.take(tx, timer.key, facts.at):
            continue
        if not _comes_too_late(current, wanted.values(), facts.at):
            run.fire(tx, current, facts)
        if current.kind in CHANGES_STATE:
            break
    timers.of_case(tx, case.number, wanted.values())
    if run.change:
        settle_change(tx, run.change, f"timer|{run.key}", facts)


@dataclass
class _Run:
    """The timers of a case that fire together: one change, which grows."""

    case: Case
    change: Change | None = None
    key: str = ""

    def fire(self, tx: Transaction, timer: Timer, facts: ChangeFacts) -> None:
        done = timer_actions.fired(self.case, timer, facts.rules, facts.at)
        change = handle(self.case, SPOT, done.command, facts.rules, facts.at)
        self.change = self.change.and_then(change) if self.change else change
        self.case = self.change.case
        self.key = self.key or timer.key
        for to in done.tell:
            notice = Notice(
                timer.key, to, self.change.events[-1].kind.value, facts.at, timer.number, timer.leg, timer.about
            )
            team_notices.notify(tx, notice, facts.rules)


def _comes_too_late(timer: Timer, wanted: Iterable[Timer], at: datetime) -> bool:
    """Return whether it is a warning of what has happened by now, as after a night in which nothing ran."""
    return timer.kind is TimerKind.WARN and any(
        each.kind is TimerKind.SLIP and (each.leg, each.about) == (timer.leg, timer.about) and each.due <= at
        for each in wanted
    )


def _remind_of_agreement(tx: Transaction, timer: Timer, facts: ChangeFacts) -> None:
    """Tell who renews an agreement, and the partner whose it is."""
    directory = facts.rules.directory
    partner = directory.by_id.get(timer.about)
    vendor = directory.vendor
    named = partner.agreement.renewed_by if partner and partner.agreement else ""
    renewer = recipients.named(named, directory, facts.at.date()) if named else None
    for to in (renewer or recipients.team(vendor.id if vendor else ""), recipients.team(timer.about)):
        team_notices.notify(tx, _about(timer, to, facts), facts.rules)


def _report_unread(tx: Transaction, timer: Timer, facts: ChangeFacts) -> None:
    """Tell the leads that a team does not read; where it has read since, wait for what it still has to read."""
    team = recipients.team(timer.about)
    current = timer_plan.unread(timer.about, notices.last_read(tx, team), facts.at, facts.rules.policy.calendar(""))
    if current and current.key == timer.key:
        team_notices.notify(tx, _about(timer, EVERY_LEAD, facts), facts.rules)
    elif notices.to(tx, team, unread=True, limit=1):
        team_notices.expect_reading(tx, team, facts.rules, facts.at)


def _about(timer: Timer, to: Recipient, facts: ChangeFacts) -> Notice:
    return Notice(timer.key, to, timer.kind.value, facts.at, about=timer.about)


ABOUT_NO_CASE: dict[TimerKind, Callable[[Transaction, Timer, ChangeFacts], None]] = {
    TimerKind.AGREEMENT: _remind_of_agreement,
    TimerKind.UNREAD: _report_unread,
}
"""What timers do that are about no case."""

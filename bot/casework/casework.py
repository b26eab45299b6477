"""What people do with cases, whatever door they come through: one way to open one, and one walk for every command.

A refusal changes nothing and is audited; nothing is said to anybody then.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from bot.casework import opening, walk
from bot.casework.facts import ChangeFacts
from bot.casework.opening import Opening
from bot.casework.settlement import settle_change
from bot.desk.actor import Actor
from bot.desk.case import Case, Origin, number_in
from bot.desk.commands import Command
from bot.desk.refusals import DeskError
from bot.desk.rules import Rules
from bot.desk.verbs import first_leg
from bot.store import audit
from bot.store.audit import Deed, Result
from bot.store.chat import conversations
from bot.store.desk import cases
from bot.store.engine.store import Transaction, Transactions
from knowledge.load import Loaded
from knowledge.people.audience import Asker

T = TypeVar("T")


def utc_now() -> datetime:
    """Return the time now."""
    return datetime.now(UTC)


class Casework:
    """Opens cases and does commands on them.

    Raised are NoSuchCase for a case that is not there to be seen, and the desk's other refusals.
    """

    def __init__(
        self, store: Transactions, now: Callable[[], datetime] = utc_now, knowledge: Callable[[], Loaded] = Loaded
    ) -> None:
        self._store = store
        self._now = now
        self._knowledge = knowledge

    @property
    def rules(self) -> Rules:
        """The directory and the policy as they stand."""
        loaded = self._knowledge()
        return Rules(loaded.directory, loaded.policy)

    async def open(self, wanted: Opening, asker: Asker, actor: Actor, key: str) -> Case:
        """Open a case, for the asker or on somebody's behalf; Impossible for whom they may not open one.

        Its requester is told in the chat that they have with Spot, and hears there what becomes of it.
        """
        at, rules = self._now(), self.rules
        scoped = f"open|{actor.key}|{key}"

        def work(tx: Transaction) -> Case:
            whose, account = opening.on_behalf(wanted, asker, actor, rules, at.date())
            asked = opening.request(replace(wanted, account=account), whose, Origin(), scoped, rules)
            asked = opening.taken_by(asked, rules, at.date())
            if known := cases.find_by_key(tx, scoped):
                return known
            chat = conversations.own(tx, whose.key)
            at_home = replace(asked, origin=Origin(chat.key)) if chat else asked
            change = first_leg.open(at_home, cases.next_number(tx), at, actor)
            settle_change(tx, change, scoped, ChangeFacts(at, rules))
            return change.case

        return await self._audited("open", 0, actor, at, work)

    async def do(self, number: int | str, actor: Actor, command: Command, key: str) -> Case:
        """Do a command on the case as this actor may see it; the same key again changes nothing."""
        at = self._now()
        facts = ChangeFacts(at, self.rules)

        def work(tx: Transaction) -> Case:
            case = walk.find(tx, number, actor)
            return walk.perform(tx, case, actor, command, f"{command.name}|{case.name}|{actor.key}|{key}", facts)

        return await self._audited(command.name, number, actor, at, work)

    async def _audited(
        self, name: str, number: int | str, actor: Actor, at: datetime, work: Callable[[Transaction], T]
    ) -> T:
        try:
            return await self._store.transaction(work)
        except DeskError as refusal:
            reason = type(refusal).__name__
            await self._store.transaction(lambda tx: _refused(tx, name, number, actor, reason, at))
            raise


def _refused(tx: Transaction, name: str, number: int | str, actor: Actor, reason: str, at: datetime) -> None:
    wanted = number_in(number) if isinstance(number, str) else number
    object = f"C-{wanted}" if wanted else "no case number"
    audit.note(tx, Deed(actor.key, f"case.{name}", object, Result.REFUSED, {"reason": reason}), at)

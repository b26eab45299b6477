"""What the team does with cases: each verb is one transaction of case, event, notice to the customer, and audit."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot import notices
from bot.desk import desk
from bot.desk.case import Case, Person, number_in
from bot.desk.desk import NoSuchCase
from bot.desk.events import Change
from bot.store import audit, cases
from bot.store.audit import Deed
from bot.store.store import Store, Transaction

Verb = Callable[[Case, datetime], Change]


def utc_now() -> datetime:
    """Give the time."""
    return datetime.now(UTC)


class Casework:
    """A lead's verbs on cases.

    Each takes a key that the form was given when it was drawn: the same key again changes nothing and gives the case
    as it is. NoSuchCase and IllegalMove are raised, and nothing is said to the customer then.
    """

    def __init__(self, store: Store, now: Callable[[], datetime] = utc_now) -> None:
        self._store = store
        self._now = now

    async def reply(self, number: int | str, actor: Person | str, text: str, key: str) -> Case:
        """Answer the customer in their own chat; NothingSaid or TooLong for a text that cannot be sent."""
        who = _person(actor)
        return await self._do("reply", number, key, lambda case, at: desk.reply(case, who, text, at))

    async def resolve(self, number: int | str, actor: Person | str, text: str, key: str) -> Case:
        """Consider the case solved and tell the customer, with a last word where there is one."""
        who = _person(actor)
        return await self._do("resolve", number, key, lambda case, at: desk.resolve(case, who, text, at))

    async def reopen(self, number: int | str, actor: Person | str, text: str, key: str) -> Case:
        """Open the case again and tell the customer."""
        who = _person(actor)
        return await self._do("reopen", number, key, lambda case, at: desk.reopen(case, who, text, at))

    async def close(self, number: int | str, actor: Person | str, key: str) -> Case:
        """End the case; the customer is not told, as nothing changes for them."""
        who = _person(actor)
        return await self._do("close", number, key, lambda case, at: desk.close(case, who, at))

    async def _do(self, name: str, number: int | str, key: str, verb: Verb) -> Case:
        at = self._now()

        def work(tx: Transaction) -> Case:
            case = _found(tx, number)
            return _done(tx, f"{name}|{case.name}|{key}", case, lambda: verb(case, at))

        return await self._store.transaction(work)


def _done(tx: Transaction, key: str, case: Case, verb: Callable[[], Change]) -> Case:
    if cases.event_of(tx, key):
        return case
    change = verb()
    event = change.event
    cases.change(tx, change, key)
    notices.tell_customer(tx, change)
    audit.note(tx, Deed(event.actor.key, f"case.{event.kind}", case.name), event.at)
    return change.case


def _found(tx: Transaction, number: int | str) -> Case:
    wanted = number_in(number) if isinstance(number, str) else number
    case = cases.find(tx, wanted) if wanted else None
    if case is None:
        raise NoSuchCase(number)
    return case


def _person(actor: Person | str) -> Person:
    """Give who acts; a bare name is a lead's."""
    return Person(f"lead/{actor}", actor) if isinstance(actor, str) else actor

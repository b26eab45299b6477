"""What people do with cases, whatever door they come through: each verb is one walk in one transaction.

Find the case as this person may see it, ask the desk, write down the change with everything that follows. A key that
was used already changes nothing and gives the case as it is. A refusal changes nothing either, and is audited.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.casework import opening
from bot.casework.opening import Opening
from bot.casework.settling import Facts, settle
from bot.desk import crossing, desk, escalation, tending
from bot.desk.actor import Actor, Person, lead
from bot.desk.case import NOTHING_KNOWN, Attachment, Case, Details, Origin, Severity, number_in
from bot.desk.events import Change, Seen
from bot.desk.promises import regraded
from bot.desk.refusals import DeskError, Impossible, NoSuchCase
from bot.desk.rules import Rules
from bot.store import audit, cases, conversations
from bot.store.audit import Deed, Result
from bot.store.store import Transaction, Transactions
from knowledge.load import Loaded
from knowledge.people.audience import Asker

Move = Callable[[Case, datetime], Change]


def utc_now() -> datetime:
    """Give the time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Escalating:
    """What is told with an escalation; what the case knows already need not be told again."""

    details: Details = NOTHING_KNOWN
    severity: Severity | None = None
    group: str | None = None
    """The product group that is meant, where it is not the one that builds the product."""
    text: str = ""
    """A word to whoever gets it."""


class Casework:
    """The verbs on cases.

    Raised are NoSuchCase for a case that is not there to be seen, and the desk's other refusals; nothing is said to
    anybody then.
    """

    def __init__(
        self, store: Transactions, now: Callable[[], datetime] = utc_now, knowledge: Callable[[], Loaded] = Loaded
    ) -> None:
        self._store = store
        self._now = now
        self._knowledge = knowledge

    @property
    def rules(self) -> Rules:
        """Give the directory and the policy as they stand."""
        loaded = self._knowledge()
        return Rules(loaded.directory, loaded.policy)

    async def open(self, wanted: Opening, asker: Asker, actor: Actor, key: str) -> Case:
        """Open a case, for the asker or on somebody's behalf; Impossible for whom they may not open one.

        Its requester is told in the chat that they have with Spot, and hears there what becomes of it.
        """
        at = self._now()
        try:
            return await self._opened(wanted, asker, actor, key, at)
        except DeskError as refusal:
            reason = type(refusal).__name__
            await self._store.transaction(lambda tx: _refused(tx, "open", 0, actor, reason, at))
            raise

    async def _opened(self, wanted: Opening, asker: Asker, actor: Actor, key: str, at: datetime) -> Case:
        rules = self.rules
        whose, account = opening.on_behalf(wanted, asker, actor, rules, at.date())
        scoped = f"open|{actor.key}|{key}"
        asked = opening.request(replace(wanted, account=account), whose, Origin(), scoped, rules)
        asked = opening.taken_by(asked, rules, at.date())

        def work(tx: Transaction) -> Case:
            if known := cases.find_by_key(tx, scoped):
                return known
            chat = conversations.own(tx, whose.key)
            at_home = replace(asked, origin=Origin(chat.key)) if chat else asked
            change = desk.open(at_home, cases.next_number(tx), at, actor)
            settle(tx, change, scoped, Facts(at, rules))
            return change.case

        return await self._store.transaction(work)

    async def comment(self, number: int | str, actor: Actor, text: str, key: str) -> Case:
        """Add what the customer has to say."""
        return await self._do("comment", number, actor, key, lambda case, at: desk.comment(case, actor, text, at))

    async def reply(
        self, number: int | str, actor: Actor | Person | str, text: str, key: str, *, keep: bool = False
    ) -> Case:
        """Answer the customer in their own chat; `keep` is a word on how it stands, and the ball stays."""
        who = _actor(actor)
        verb = desk.update if keep else desk.reply
        return await self._do("reply", number, who, key, lambda case, at: verb(case, who, text, at))

    async def accept(self, number: int | str, actor: Actor, key: str) -> Case:
        """Take on the leg of one's own party."""
        return await self._do("accept", number, actor, key, lambda case, at: crossing.accept(case, actor, at))

    async def ask(self, number: int | str, actor: Actor, text: str, key: str) -> Case:
        """Ask the party below; of the first leg that is the customer, in their own chat."""
        return await self._do("ask", number, actor, key, lambda case, at: crossing.ask(case, actor, text, at))

    async def answer(self, number: int | str, actor: Actor, text: str, key: str, *, nda: bool = False) -> Case:
        """Answer whoever waits for it across the border of one's own leg, up or down."""
        return await self._do(
            "answer",
            number,
            actor,
            key,
            lambda case, at: self._released(crossing.answer_or_inform(case, actor, text, at, nda=nda)),
        )

    async def reject(self, number: int | str, actor: Actor, reason: str, key: str) -> Case:
        """Give the case back to the party below, with the reason."""
        return await self._do("reject", number, actor, key, lambda case, at: crossing.reject(case, actor, reason, at))

    async def escalate(self, number: int | str, actor: Actor, told: Escalating, key: str) -> Case:
        """Open the next leg; AgreementLapsed, NotEntitled and NotReady say what stands in the way."""
        return await self._do("escalate", number, actor, key, lambda case, at: self._escalated(case, actor, told, at))

    async def note(self, number: int | str, actor: Actor, text: str, key: str, seen: Seen = Seen.INTERNAL) -> Case:
        """Write down what the customer does not see."""
        return await self._do("note", number, actor, key, lambda case, at: tending.note(case, actor, text, at, seen))

    async def grade(self, number: int | str, actor: Actor, severity: Severity, key: str) -> Case:
        """Change the severity, and what is promised with it."""

        def move(case: Case, at: datetime) -> Change:
            return tending.grade(case, actor, severity, at, regraded(self.rules, case, severity))

        return await self._do("grade", number, actor, key, move)

    async def assign(self, number: int | str, actor: Actor, owner: Person, key: str) -> Case:
        """Give the leg of one's own party to somebody of it."""
        return await self._do("assign", number, actor, key, lambda case, at: tending.assign(case, actor, owner, at))

    async def attach(self, number: int | str, actor: Actor, file: Attachment, key: str) -> Case:
        """Add a file by name and link."""
        return await self._do("attach", number, actor, key, lambda case, at: tending.attach(case, actor, file, at))

    async def join(self, number: int | str, actor: Actor, person: Person, key: str) -> Case:
        """Let somebody else take part."""
        return await self._do("join", number, actor, key, lambda case, at: tending.join(case, actor, person, at))

    async def resolve(
        self, number: int | str, actor: Actor | Person | str, text: str, key: str, *, nda: bool = False
    ) -> Case:
        """Be done with it: the first leg resolves the case, one above it is closed with its answer to the one below."""
        who = _actor(actor)
        return await self._do(
            "resolve", number, who, key, lambda case, at: self._released(crossing.solve(case, who, text, at, nda=nda))
        )

    async def confirm(self, number: int | str, actor: Actor, key: str) -> Case:
        """Agree that it is solved."""
        return await self._do("confirm", number, actor, key, lambda case, at: desk.confirm(case, actor, at))

    async def rate(self, number: int | str, actor: Actor, rating: int, key: str) -> Case:
        """Say how it went, once."""
        return await self._do("rate", number, actor, key, lambda case, at: desk.rate(case, actor, rating, at))

    async def reopen(self, number: int | str, actor: Actor | Person | str, text: str, key: str) -> Case:
        """Open the case again and tell the customer."""
        who = _actor(actor)
        return await self._do("reopen", number, who, key, lambda case, at: desk.reopen(case, who, text, at))

    async def withdraw(self, number: int | str, actor: Actor, key: str) -> Case:
        """Take one's own case back."""
        return await self._do("withdraw", number, actor, key, lambda case, at: desk.withdraw(case, actor, at))

    async def close(self, number: int | str, actor: Actor | Person | str, key: str) -> Case:
        """End the case; the customer is not told, as nothing changes for them."""
        who = _actor(actor)
        return await self._do("close", number, who, key, lambda case, at: desk.close(case, who, at))

    async def merge(self, number: int | str, into: int | str, actor: Actor, key: str) -> Case:
        """End a duplicate in favour of another case."""

        def move(tx: Transaction, case: Case, at: datetime) -> list[Change]:
            return [*tending.merge(case, _other(tx, into, actor, "into"), actor, at)]

        return await self._walk("merge", number, actor, key, move)

    async def relate(self, number: int | str, to: int | str, actor: Actor, key: str) -> Case:
        """Note that two cases have to do with each other."""

        def move(tx: Transaction, case: Case, at: datetime) -> list[Change]:
            return [tending.relate(case, _other(tx, to, actor, "to"), actor, at)]

        return await self._walk("relate", number, actor, key, move)

    def _escalated(self, case: Case, actor: Actor, told: Escalating, at: datetime) -> Change:
        rules, severity = self.rules, told.severity or case.severity
        own = crossing.may_escalate(case, actor)
        to = escalation.next_leg(case, own, rules, told.group, severity)
        group = to.organisation if escalation.next_party(own) is escalation.Party.PRODUCT_GROUP else None
        escalation.checked_agreement(case, rules.directory, group, at.date())
        escalation.checked_plan(case, rules, to.party, severity)
        details = escalation.checked_readiness(case, told.details)
        change = crossing.escalate(case, actor, to, details, at, severity=severity)
        if not told.text.strip():
            return change
        seen = crossing.seen_below(change.case.leg(change.event.leg))
        return change.and_then(tending.note(change.case, actor, told.text, at, seen))

    def _released(self, change: Change) -> Change:
        """Let an answer through to the customer where the partner has set that."""
        is_set = change.case.partner in self.rules.policy.straight_through
        return crossing.straight_through(change) if is_set and crossing.goes_straight_through(change) else change

    async def _do(self, name: str, number: int | str, actor: Actor, key: str, verb: Move) -> Case:
        return await self._walk(name, number, actor, key, lambda _, case, at: [verb(case, at)])

    async def _walk(
        self,
        name: str,
        number: int | str,
        actor: Actor,
        key: str,
        move: Callable[[Transaction, Case, datetime], list[Change]],
    ) -> Case:
        at = self._now()
        facts = Facts(at, self.rules)

        def work(tx: Transaction) -> Case:
            case = _found(tx, number, actor)
            scoped = f"{name}|{case.name}|{actor.key}|{key}"
            if cases.event_of(tx, scoped):
                return case
            changes = move(tx, case, at)
            for place, change in enumerate(changes):
                settle(tx, change, f"{scoped}|also{place}" if place else scoped, facts)
            return changes[0].case

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


def _found(tx: Transaction, number: int | str, actor: Actor) -> Case:
    wanted = number_in(number) if isinstance(number, str) else number
    case = cases.seen(tx, wanted, actor) if wanted else None
    if case is None:
        raise NoSuchCase(number)
    return case


def _other(tx: Transaction, number: int | str, actor: Actor, field: str) -> Case:
    try:
        return _found(tx, number, actor)
    except NoSuchCase as fault:
        raise Impossible(field, f"{fault}") from fault


def _actor(actor: Actor | Person | str) -> Actor:
    """Give who acts; a bare name is a lead's."""
    if isinstance(actor, Actor):
        return actor
    return lead(Person(f"lead/{actor}", actor) if isinstance(actor, str) else actor)

"""What is done with problems: each verb is one transaction of row, update, and a word to everybody who waits."""

from collections.abc import Callable
from datetime import datetime

from bot.casework import customer_notices, walk
from bot.casework.facts import ChangeFacts
from bot.desk import problem
from bot.desk.actor import Actor, lead
from bot.desk.case import Case, CaseState
from bot.desk.commands import Reply, Resolve
from bot.desk.problem import Declaring, NoSuchProblem, ProblemRecord, ProblemVerb, problem_number_in
from bot.desk.refusals import NotYours
from bot.desk.rules import Rules
from bot.store import audit
from bot.store.audit import Deed
from bot.store.desk import cases, problems
from bot.store.desk.problems import Attached, ProblemAttachment, Update
from bot.store.engine.store import Transaction, Transactions
from knowledge.load import Loaded

WORDS = {ProblemVerb.UPDATE: "problem_updated", ProblemVerb.SOLVE: "problem_solved"}
"""What somebody who waits is told, by what was done."""
DONE = {
    ProblemVerb.DECLARE: "declared",
    ProblemVerb.UPDATE: "updated",
    ProblemVerb.SOLVE: "solved",
    ProblemVerb.DISMISS: "dismissed",
    ProblemVerb.ATTACH: "attached",
}
"""What an update is called, by what was done."""

Verb = Callable[[ProblemRecord], ProblemRecord]


class ProblemCasework:
    """The verbs on problems.

    Raised are NoSuchProblem for one that is not there to be seen, and the desk's other refusals. The same key again
    changes nothing and gives the problem as it is, so that everybody who waits is told once.
    """

    def __init__(
        self, store: Transactions, now: Callable[[], datetime], knowledge: Callable[[], Loaded] = Loaded
    ) -> None:
        self._store = store
        self._now = now
        self._knowledge = knowledge

    async def declare(self, declaring: Declaring, actor: Actor, key: str) -> ProblemRecord:
        """Declare a problem that nobody suspected; customers whose questions are like it hear of it from now on."""
        at, scoped = self._now(), f"declare|{actor.key}|{key}"

        def work(tx: Transaction) -> ProblemRecord:
            if number := problems.number_under(tx, scoped):
                return _there(tx, number)
            made = problem.declare(problems.next_number(tx), declaring, actor, at)
            problems.add(tx, made)
            _noted(tx, made, ProblemVerb.DECLARE, actor, declaring.text, scoped)
            return made

        return await self._store.transaction(work)

    async def confirm(self, number: int | str, declaring: Declaring, actor: Actor, key: str) -> ProblemRecord:
        """Declare a problem that was suspected, or is back; the cases attached to it are told."""
        at = self._now()
        return await self._do(
            number,
            actor,
            (ProblemVerb.DECLARE, declaring.text, key),
            lambda found: problem.confirm(found, declaring, actor, at),
        )

    async def update(self, number: int | str, actor: Actor, text: str, key: str) -> ProblemRecord:
        """Tell everybody who waits how it stands."""
        return await self._act(number, actor, (ProblemVerb.UPDATE, text, key))

    async def solve(
        self, number: int | str, actor: Actor, text: str, key: str, *, resolve_cases: bool = False
    ) -> ProblemRecord:
        """Tell everybody who waits that it is solved; with `resolve_cases`, resolve those that the actor answers."""
        return await self._act(number, actor, (ProblemVerb.SOLVE, text, key), resolve_cases=resolve_cases)

    async def dismiss(self, number: int | str, actor: Actor, key: str) -> ProblemRecord:
        """Say that what was suspected is no problem."""
        return await self._act(number, actor, (ProblemVerb.DISMISS, "", key))

    async def attach(self, number: int | str, case: int | str, actor: Actor, key: str) -> ProblemRecord:
        """Attach a case, whose customer is told what the problem is about; NoSuchCase for one of another partner."""

        def on_case(tx: Transaction, found: ProblemRecord) -> None:
            attached = _case_for(tx, case, found, actor)
            new = ProblemAttachment(Attached.CASE, str(attached.number), None, self._now())
            if problems.attach(tx, found.number, [new]):
                self._tell_case(tx, found, attached, actor, found.text)

        return await self._act(number, actor, (ProblemVerb.ATTACH, "", key), then=on_case)

    async def detach(self, number: int | str, case: int | str, actor: Actor) -> ProblemRecord:
        """Take a case off again."""

        def work(tx: Transaction) -> ProblemRecord:
            found = _found(tx, number, actor)
            attached = _case_for(tx, case, found, actor)
            if problems.detach(tx, found.number, Attached.CASE, str(attached.number)):
                audit.note(
                    tx, Deed(actor.key, "problem.detached", found.name, detail={"case": attached.name}), self._now()
                )
            return found

        return await self._store.transaction(work)

    async def _act(
        self,
        number: int | str,
        actor: Actor,
        what: tuple[ProblemVerb, str, str],
        *,
        resolve_cases: bool = False,
        then: Callable[[Transaction, ProblemRecord], None] | None = None,
    ) -> ProblemRecord:
        at = self._now()
        verb, text, _ = what
        return await self._do(
            number,
            actor,
            what,
            lambda found: problem.act(found, verb, actor, text, at),
            resolve_cases=resolve_cases,
            then=then,
        )

    async def _do(
        self,
        number: int | str,
        actor: Actor,
        what: tuple[ProblemVerb, str, str],
        move: Verb,
        *,
        resolve_cases: bool = False,
        then: Callable[[Transaction, ProblemRecord], None] | None = None,
    ) -> ProblemRecord:
        verb, text, key = what

        def work(tx: Transaction) -> ProblemRecord:
            found = _found(tx, number, actor)
            scoped = f"{verb}|{found.name}|{actor.key}|{key}"
            if problems.number_under(tx, scoped):
                return found
            after = move(found)
            problems.change(tx, after)
            _noted(tx, after, verb, actor, text, scoped)
            if then:
                then(tx, after)
            elif text:
                self._spread(tx, after, verb, actor, text.strip(), resolve_cases=resolve_cases)
            return after

        return await self._store.transaction(work)

    def _spread(
        self, tx: Transaction, after: ProblemRecord, verb: ProblemVerb, actor: Actor, text: str, *, resolve_cases: bool
    ) -> None:
        """Tell each customer once: in their case where one is attached, else where they asked to be told."""
        told = set()
        for each in problems.attached(tx, after.number, Attached.CASE):
            case = cases.find(tx, int(each.ref))
            if case is not None and case.state is CaseState.OPEN:
                resolve = verb is ProblemVerb.SOLVE and resolve_cases
                self._tell_case(tx, after, case, actor, text, resolve=resolve)
                told.add(case.requester.key)
        for each in problems.attached(tx, after.number, Attached.PERSON):
            if each.told is not None:
                continue
            if each.ref not in told and each.conversation and verb in WORDS:
                values = {"number": after.name, "title": after.title, "text": text}
                customer_notices.post_text(tx, each.conversation, WORDS[verb], after.updated, **values)
            if verb is ProblemVerb.SOLVE:
                problems.mark_told(tx, after.number, each.ref, after.updated)

    def _tell_case(
        self, tx: Transaction, after: ProblemRecord, case: Case, actor: Actor, text: str, *, resolve: bool = False
    ) -> None:
        """Tell a case the news; the wait stays where it is, and only who answers its customer resolves it."""
        if case.state is not CaseState.OPEN:
            return
        loaded = self._knowledge()
        facts = ChangeFacts(after.updated, Rules(loaded.directory, loaded.policy))
        key = f"problem|{after.name}|{after.version}|{case.name}"
        if resolve and case.first.is_for(actor):
            walk.perform(tx, case, actor, Resolve(text), key, facts)
        else:
            walk.perform(tx, case, lead(actor.person), Reply(text, keep_waiting=True), key, facts)


def _found(tx: Transaction, number: int | str, actor: Actor) -> ProblemRecord:
    wanted = problem_number_in(number) if isinstance(number, str) else number
    found = problems.find(tx, wanted) if wanted else None
    if found is None or not problem.may_know(actor, found):
        raise NoSuchProblem(number)
    return found


def _there(tx: Transaction, number: int) -> ProblemRecord:
    found = problems.find(tx, number)
    if found is None:
        raise NoSuchProblem(number)
    return found


def _case_for(tx: Transaction, number: int | str, found: ProblemRecord, actor: Actor) -> Case:
    """Return a case that the problem may concern and the actor may see; NotYours for one of another partner."""
    case = walk.find(tx, number, actor)
    if found.partner is not None and case.partner != found.partner:
        raise NotYours(f"{case.name} is not of a customer of {found.partner}, whom {found.name} concerns")
    return case


def _noted(tx: Transaction, after: ProblemRecord, verb: ProblemVerb, actor: Actor, text: str, key: str) -> None:
    problems.tell(tx, after.number, key, Update(DONE[verb], after.updated, actor.person, text.strip()))
    audit.note(tx, Deed(actor.key, f"problem.{DONE[verb]}", after.name), after.updated)

"""Problems over HTTP: list, declare, update, solve, dismiss, attach a case."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from typing import Any

from bot.api.bodies import Saying
from bot.api.idempotency import Once
from bot.api.operations import Call, Handle, Nothing, Operation
from bot.api.refusals import ApiRefusal
from bot.api.resources import problem_shapes as shapes
from bot.api.scopes import Scope
from bot.casework.people import actor_of
from bot.casework.problems import ProblemCasework as Verbs
from bot.desk.actor import Actor, Side
from bot.desk.case import written
from bot.desk.problem import Declaring, ProblemRecord, ProblemState, problem_number_in
from bot.store.desk import cases, problems
from bot.store.desk.problems import Attached
from bot.store.edges.idempotency import FirstAnswer
from bot.store.engine.store import Reader, Store
from knowledge.entry import Visibility
from knowledge.load import Loaded

WHEN = {
    403: "Only a lead, the vendor or the partner of the affected customers may do this.",
    404: "The problem does not exist, or the caller may not see it.",
    409: "The problem does not allow this now.",
}

Act = Callable[[Verbs, str, Actor, Any, str], Awaitable[ProblemRecord]]
"""A verb of a problem: the verbs, its number, who, the body, the key."""

VERBS: dict[str, tuple[str, type[Any], Act]] = {
    "declare": (
        "Declare a suspected problem, or one that has come back.",
        shapes.NewProblem,
        lambda verbs, number, actor, body, key: verbs.confirm(number, declaring(body, actor), actor, key),
    ),
    "update": (
        "Send an update to everybody who is waiting for news.",
        Saying,
        lambda verbs, number, actor, body, key: verbs.update(number, actor, body.text, key),
    ),
    "solve": (
        "Mark the problem as solved and notify everybody who is waiting.",
        shapes.Solving,
        lambda verbs, number, actor, body, key: verbs.solve(
            number, actor, body.text, key, resolve_cases=body.resolve_cases
        ),
    ),
    "dismiss": (
        "Dismiss a suspected problem.",
        Nothing,
        lambda verbs, number, actor, body, key: verbs.dismiss(number, actor, key),
    ),
    "attach": (
        "Attach a case; its customer is notified of the problem.",
        shapes.AttachingCase,
        lambda verbs, number, actor, body, key: verbs.attach(number, body.case, actor, key),
    ),
}


class ProblemOperations:
    """The operations on problems."""

    def __init__(self, store: Store, knowledge: Callable[[], Loaded], now: Callable[[], datetime]) -> None:
        self._store = store
        self._knowledge = knowledge
        self._now = now

    def operations(self) -> Iterator[Operation]:
        reading, writing = Scope.PROBLEMS_READ, Scope.PROBLEMS_WRITE
        yield Operation(
            "GET", "/problems", "listProblems", "List problems, newest first.", reading, self.page,
            shapes.ProblemPage, query=shapes.ProblemsWanted,
        )  # fmt: skip
        yield Operation(
            "POST", "/problems", "declareProblem", "Declare a problem.", writing, self.declare, shapes.KnownIssueShape,
            201, shapes.NewProblem, refusals={403: WHEN[403]},
        )  # fmt: skip
        yield Operation(
            "GET", "/problems/{number}", "readProblem", "Read a problem.", reading, self.read, shapes.KnownIssueShape,
            refusals={404: WHEN[404]},
        )  # fmt: skip
        for name, (summary, body, act) in VERBS.items():
            yield Operation(
                "POST", f"/problems/{{number}}/{name}", f"{name}Problem" if name != "declare" else "confirmProblem",
                summary, writing, self._acting(act), shapes.KnownIssueShape, body=body, refusals=WHEN,
            )  # fmt: skip

    async def page(self, call: Call) -> FirstAnswer:
        """List the problems that the caller may know of."""
        actor = self._actor(call)
        states = (ProblemState(call.query.state),) if call.query.state else ()

        def look(reader: Reader) -> str:
            found = self._seen(reader, call, actor, states)
            return f'{{"problems":[{",".join(shown(reader, each, actor).model_dump_json() for each in found)}]}}'

        return FirstAnswer(200, await asyncio.to_thread(self._store.read, look))

    async def read(self, call: Call) -> FirstAnswer:
        actor, number = self._actor(call), problem_number_in(call.path["number"])

        def look(reader: Reader) -> str | None:
            found = next((each for each in self._seen(reader, call, actor, ()) if each.number == number), None)
            return shown(reader, found, actor).model_dump_json() if found else None

        told = await asyncio.to_thread(self._store.read, look)
        if told is None:
            raise ApiRefusal(404, "not_found", "there is no such problem; a number is written P-7")
        return FirstAnswer(200, told)

    async def declare(self, call: Call) -> FirstAnswer:
        actor, once = self._actor(call), self._once(call, 201)
        verbs = Verbs(once, self._now, self._knowledge)
        await verbs.declare(declaring(call.body, actor), actor, secrets.token_hex(16))
        return once.answered

    def _acting(self, act: Act) -> Handle:
        async def acted(call: Call) -> FirstAnswer:
            number = problem_number_in(call.path["number"])
            if number is None:
                raise ApiRefusal(404, "not_found", "there is no such problem; a number is written P-7")
            actor, once = self._actor(call), self._once(call, 200)
            verbs = Verbs(once, self._now, self._knowledge)
            await act(verbs, f"P-{number}", actor, call.body, secrets.token_hex(16))
            return once.answered

        return acted

    def _seen(self, reader: Reader, call: Call, actor: Actor, states: tuple[ProblemState, ...]) -> list[ProblemRecord]:
        """Return the problems that somebody may know of: customers the open ones that they may hear of."""
        if actor.side is not Side.CUSTOMER:
            return problems.seen_page(reader, actor, *states)
        found = problems.open_for(reader, call.caller.asker.audience)
        return [each for each in found if not states or each.state in states]

    def _actor(self, call: Call) -> Actor:
        return actor_of(call.caller.asker, self._knowledge().directory, call.at.date())

    def _once(self, call: Call, status: int) -> Once[ProblemRecord]:
        actor = self._actor(call)

        def write(reader: Reader, found: ProblemRecord) -> FirstAnswer:
            location = f"/api/v1/problems/{found.name}" if status == 201 else None
            return FirstAnswer(status, shown(reader, found, actor).model_dump_json(), location)

        return Once(self._store, call.asked, ProblemRecord, write, self._now)


def declaring(body: shapes.NewProblem, actor: Actor) -> Declaring:
    """Return what is declared; a partner's is its own customers'."""
    own = actor.organisation if actor.side is Side.PARTNER else None
    return Declaring(
        title=body.title,
        text=body.text,
        phrasings=tuple(body.phrasings),
        language=body.language,
        partner=body.partner or own,
        product=body.product,
        visibility=Visibility(body.visibility),
    )


def shown(reader: Reader, found: ProblemRecord, actor: Actor) -> shapes.KnownIssueShape:
    """Return a problem as somebody may see it."""
    is_team = actor.side is not Side.CUSTOMER
    quoted = bool(problems.attached(reader, found.number, Attached.QUESTION))  # then they are customers' words
    own_words = not quoted or (actor.side is Side.PARTNER and found.partner == actor.organisation)
    persons = problems.attached(reader, found.number, Attached.PERSON) if is_team else []
    attached = problems.attached(reader, found.number, Attached.CASE)
    numbers = [int(each.ref) for each in attached]
    return shapes.KnownIssueShape(
        number=found.name,
        state=found.state.value,
        title=found.title,
        text=found.text,
        phrasings=list(found.phrasings) if is_team and own_words else [],
        partner=found.partner,
        product=found.product,
        visibility=found.visibility.value,
        declared_by=found.declared_by.name if found.declared_by else None,
        opened=found.opened.isoformat(),
        updated=found.updated.isoformat(),
        waiting=sum(each.told is None for each in persons) if is_team else None,
        cases=[written(each) for each in numbers if cases.seen(reader, each, actor)],
        updates=[
            shapes.ProblemEventShape(at=each.at.isoformat(), kind=each.kind, actor=each.actor.name, text=each.text)
            for each in problems.updates(reader, found.number)
            if is_team or each.text
        ],
    )

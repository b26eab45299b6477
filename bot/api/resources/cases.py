"""Cases over HTTP: list, read, open, and every verb of the desk."""

import asyncio
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeVar

from bot.api import bodies, responses, shapes
from bot.api.bodies import NewCase
from bot.api.idempotency import Once
from bot.api.operations import Admit, Call, Handle, Operation
from bot.api.refusals import ApiRefusal, no_case
from bot.api.resources.case_verbs import VERBS, OfferedVerb, VerbRequest
from bot.api.resources.case_view import CaseView
from bot.api.scopes import Scope
from bot.casework.casework import Casework
from bot.casework.opening import Opening
from bot.casework.people import actor_of
from bot.desk.actor import Party
from bot.desk.case import Attachment, Case, CaseKind, CaseState, number_in
from bot.desk.moves import Verb as Move
from bot.desk.refusals import IllegalMove, Impossible
from bot.desk.rules import Rules
from bot.desk.verbs.steps import can
from bot.store.desk import cases
from bot.store.edges.idempotency import FirstAnswer
from bot.store.engine.columns import LARGEST
from bot.store.engine.store import Reader, Store
from knowledge.load import Loaded

T = TypeVar("T")

ALSO = {Move.ANSWER: (Move.COMMENT,)}
"""What a verb of the API is for a customer, where that is another move."""
LARGEST_PAGE = 1024 * 1024
"""Characters from which a page of cases is full, whatever its limit."""
WHEN = {
    404: "The case does not exist, or the caller may not see it.",
    409: "The case does not allow this now. If an agreement or a plan prevents it, `reason` says which.",
}


class CaseOperations:
    """The operations on cases."""

    def __init__(self, store: Store, knowledge: Callable[[], Loaded], now: Callable[[], datetime]) -> None:
        self._store = store
        self._knowledge = knowledge
        self._now = now

    def operations(self) -> Iterator[Operation]:
        reading, writing = Scope.CASES_READ, Scope.CASES_WRITE
        yield Operation(
            "GET", "/cases", "listCases", "List cases, newest first.", reading, self.page, shapes.CasePage,
            query=bodies.CaseQuery,
        )  # fmt: skip
        yield Operation(
            "POST", "/cases", "openCase", "Open a case.", writing, self.open, shapes.CaseShape, 201, NewCase
        )  # fmt: skip
        yield Operation(
            "GET", "/cases/{number}", "readCase", "Read a case.", reading, self.read, shapes.CaseShape,
            refusals={404: WHEN[404]},
        )  # fmt: skip
        for name, verb in VERBS.items():
            path = f"/cases/{{number}}/{name}"
            yield Operation(
                "POST", path, f"{name}Case", verb.summary, writing, self._acting(verb), shapes.CaseShape,
                body=verb.body, admit=self._admitting(name), refusals=WHEN,
            )  # fmt: skip

    async def page(self, call: Call) -> FirstAnswer:
        """List the cases that the caller may see."""
        wanted, before = _wanted(call.query), _before(call.query.after)
        view = self._view(call)
        most = call.query.limit

        def look(reader: Reader) -> str:
            found = cases.seen_page(reader, view.viewer, wanted, before=before, limit=most + 1)
            return _page(reader, view, found, most)

        return FirstAnswer(200, await asyncio.to_thread(self._store.read, look))

    async def read(self, call: Call) -> FirstAnswer:
        view = self._view(call)
        return FirstAnswer(
            200, await self._found(call, lambda reader, case: view.whole(reader, case).model_dump_json())
        )

    async def open(self, call: Call) -> FirstAnswer:
        """Open a case, for oneself or on somebody's behalf."""
        body: NewCase = call.body
        wanted = Opening(
            title=body.title,
            kind=CaseKind(body.kind),
            severity=body.severity or "",
            product=body.product,
            account=body.account or "",
            requester=body.requester or "",
            language=body.language or "",
            attachments=tuple(Attachment(each.name, each.link) for each in body.attachments),
            text=body.text,
        )
        once = self._once(call, 201)
        casework = Casework(once, self._now, self._knowledge)
        await casework.open(wanted, call.caller.asker, self._view(call).viewer, secrets.token_hex(16))
        return once.answered

    def _acting(self, verb: OfferedVerb) -> Handle:
        async def act(call: Call) -> FirstAnswer:
            once = self._once(call, 200)
            view = self._view(call)
            command = verb.command(VerbRequest(view.viewer, call.body, view.rules))
            casework = Casework(once, self._now, self._knowledge)
            await casework.do(_named(call), view.viewer, command, secrets.token_hex(16))
            return once.answered

        return act

    def _admitting(self, name: str) -> Admit:
        move = Move(name)

        async def admit(call: Call) -> None:
            case = await self._found(call, lambda reader, case: case)
            if not any(can(case, each) for each in (move, *ALSO.get(move, ()))):
                raise IllegalMove(case, move)

        return admit

    async def _found(self, call: Call, give: Callable[[Reader, Case], T]) -> T:
        """Return what is wanted of the case that the caller may see; Refused with 404 where there is none."""
        viewer = self._view(call).viewer

        def look(reader: Reader) -> tuple[T] | None:
            number = number_in(call.path["number"])
            case = cases.seen(reader, number, viewer) if number else None
            return None if case is None else (give(reader, case),)

        found = await asyncio.to_thread(self._store.read, look)
        if found is None:
            raise no_case(_named(call))
        return found[0]

    def _view(self, call: Call) -> CaseView:
        loaded = self._knowledge()
        rules = Rules(loaded.directory, loaded.policy)
        return CaseView(actor_of(call.caller.asker, rules.directory, call.at.date()), call.at, rules)

    def _once(self, call: Call, status: int) -> Once[Case]:
        view = self._view(call)

        def write(reader: Reader, case: Case) -> FirstAnswer:
            location = f"/api/v1/cases/{case.name}" if status == 201 else None
            return FirstAnswer(status, view.brief(reader, case).model_dump_json(), location)

        return Once(self._store, call.asked, Case, write, self._now)


def _named(call: Call) -> str:
    """Return the number as it was written, where it is one."""
    number = number_in(call.path["number"])
    if number is None:
        raise ApiRefusal(404, "not_found", "there is no such case; a number is written C-1042")
    return f"C-{number}"


def _wanted(query: bodies.CaseQuery) -> cases.CaseFilter:
    return cases.CaseFilter(
        state=CaseState(query.state) if query.state else None,
        kind=CaseKind(query.kind) if query.kind else None,
        severity=query.severity,
        wait=Party(query.wait.replace("_", " ")) if query.wait else None,
        account=query.account,
        partner=query.partner,
        updated_since=query.updated_since,
    )


def _before(after: str | None) -> int:
    if after is None:
        return LARGEST
    number = number_in(after)
    if number is None:
        raise Impossible("after", "it is the `next` of the page before, such as C-1042")
    return number


def _page(reader: Reader, view: CaseView, found: list[Case], most: int) -> str:
    """Write so many cases as fit on a page, with where the next one goes on."""
    shown: list[str] = []
    for case in found[:most]:
        shown.append(view.brief(reader, case).model_dump_json())
        if sum(map(len, shown)) > LARGEST_PAGE:
            break
    next = found[len(shown) - 1].name if len(found) > len(shown) else None
    return f'{{"cases":[{",".join(shown)}],"next":{responses.written(next)}}}'

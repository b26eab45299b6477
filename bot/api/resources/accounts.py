"""Accounts over HTTP: the page of one, as the caller may see it."""

import asyncio
from collections.abc import Callable, Iterator

from bot.api.operations import Call, Operation
from bot.api.refusals import ApiRefusal
from bot.api.resources.account_shapes import Account
from bot.api.scopes import Scope
from bot.report.account_brief import as_data
from bot.report.account_page import LOOKED_BACK, Look, page
from bot.store.edges.idempotency import FirstAnswer
from bot.store.engine.store import Store
from knowledge.base import KnowledgeBase

LONGEST_SHOWN = 80
ABSENT = "The account does not exist, or the caller may not see it."


class AccountOperations:
    """The operations on accounts."""

    def __init__(self, store: Store, base: Callable[[], KnowledgeBase]) -> None:
        self._store = store
        self._base = base

    def operations(self) -> Iterator[Operation]:
        yield Operation(
            "GET", "/accounts/{id}", "readAccount", "Read an account: open cases, plan and unanswered questions.",
            Scope.ACCOUNTS_READ, self.read, Account, refusals={404: ABSENT},
        )  # fmt: skip

    async def read(self, call: Call) -> FirstAnswer:
        id, look = call.path["id"], Look(self._base(), call.caller.asker, call.at)

        def answered() -> str | None:
            found = self._store.read(lambda reader: page(reader, look, id))
            if found is None:
                return None
            data = as_data(found, look.now - LOOKED_BACK, look.now.date())
            return Account.model_validate(data).model_dump_json()

        told = await asyncio.to_thread(answered)
        if told is None:
            raise ApiRefusal(404, "not_found", f"there is no account {id[:LONGEST_SHOWN]}")
        return FirstAnswer(200, told)

"""Once and no more: a request with an idempotency key has one effect, and its repetition gets the same answer.

What was answered is kept in the transaction of the effect itself: there is never the one without the other. A request
that is refused has no effect and is not kept; it may be mended and sent again under the same key.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Generic, TypeVar

from aiohttp import web

from bot.api.refusals import ApiRefusal
from bot.store.edges import idempotency
from bot.store.edges.idempotency import FirstAnswer, RepeatableRequest
from bot.store.engine.store import Reader, Transaction, Transactions

HEADER = "Idempotency-Key"
REPLAYED = {"Idempotency-Replayed": "true"}
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
"""Visible ASCII."""

T = TypeVar("T")
R = TypeVar("R")


class Replayed(Exception):
    """The request was done before; `answer` is what was answered then."""

    def __init__(self, answer: FirstAnswer) -> None:
        super().__init__("done before")
        self.answer = answer


def key_of(request: web.BaseRequest) -> str | None:
    """Return the request's idempotency key, None where it has none; Refused for what is none."""
    keys = request.headers.getall(HEADER, [])
    if not keys:
        return None
    if len(keys) > 1 or not _KEY.fullmatch(keys[0]):
        raise ApiRefusal(400, "bad_key", f"{HEADER} must be one word of at most 200 plain characters")
    return keys[0]


class Once(Generic[T]):
    """A store whose next transaction gives an answer with its result, and keeps it where the request has a key.

    Only a result of this kind is an answer: what else is written down, such as that somebody was refused, is none.
    """

    def __init__(
        self,
        store: Transactions,
        asked: RepeatableRequest | None,
        kind: type[T],
        write: Callable[[Reader, T], FirstAnswer],
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._asked = asked
        self._kind = kind
        self._write = write
        self._now = now
        self._answer: FirstAnswer | None = None

    @property
    def answered(self) -> FirstAnswer:
        """Return the answer, once the transaction was done."""
        assert self._answer is not None
        return self._answer

    async def transaction(self, work: Callable[[Transaction], R]) -> R:
        """Do the work once; Replayed when it was done before, Refused when the key was for something else."""
        at = self._now()

        def once(tx: Transaction) -> tuple[R, FirstAnswer | None]:
            if self._asked:
                self._refuse_again(tx, self._asked, at)
            result = work(tx)
            answer = self._write(tx, result) if isinstance(result, self._kind) else None
            if self._asked and answer:
                idempotency.keep(tx, self._asked, answer, at)
            return result, answer

        result, self._answer = await self._store.transaction(once)
        return result

    def _refuse_again(self, tx: Transaction, asked: RepeatableRequest, at: datetime) -> None:
        kept = idempotency.find(tx, asked, at)
        if kept is None:
            return
        if kept.request != asked.request:
            raise ApiRefusal(422, "key_reused", f"this {HEADER} was used for another request; take a new one")
        raise Replayed(kept.answer)

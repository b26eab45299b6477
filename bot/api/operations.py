"""What an operation of the API is: the one description that routes, checks and the OpenAPI document are made from."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from bot.api.bearer import Caller
from bot.api.scopes import Scope
from bot.store.edges.idempotency import FirstAnswer, RepeatableRequest


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was let in and understood."""

    caller: Caller
    at: datetime
    path: Mapping[str, str]
    """The parts of the path by their names."""
    body: Any
    """The operation's body model; an empty one where it has none."""
    query: Any
    """The operation's query model."""
    asked: RepeatableRequest | None = None
    """What makes the request known again, where it came with an idempotency key."""


Handle = Callable[[Call], Awaitable[FirstAnswer]]
Admit = Callable[[Call], Awaitable[None]]


class Nothing(BaseModel):
    """A body or a query that may hold nothing."""

    model_config = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path."""

    method: str
    path: str
    """Below /api/v1, with `{name}` for what varies."""
    name: str
    """Unique: what generated clients call it."""
    summary: str
    scope: Scope
    handle: Handle
    answer: type[BaseModel]
    status: int = 200
    body: type[BaseModel] = Nothing
    query: type[BaseModel] = Nothing
    admit: Admit | None = None
    """Asked before a body that cannot be read is complained about, so that what is absent looks absent; may refuse."""
    refusals: Mapping[int, str] = field(default_factory=dict)
    """What it may answer beside what every operation may: the status and when."""

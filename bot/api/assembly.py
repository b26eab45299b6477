"""The rooms of the API, put together: whoever adds operations names them here."""

from collections.abc import Callable
from datetime import datetime

from bot.api.api import Api
from bot.api.bearer import Bearer
from bot.api.desk_refusals import DESK
from bot.api.resources.accounts import AccountOperations
from bot.api.resources.cases import CaseOperations
from bot.api.resources.notices import NoticeOperations
from bot.api.resources.problems import ProblemOperations
from bot.store.engine.store import Store
from knowledge.base import KnowledgeBase
from knowledge.load import Loaded


def over(
    store: Store,
    knowledge: Callable[[], Loaded],
    now: Callable[[], datetime],
    base: Callable[[], KnowledgeBase] | None = None,
) -> Api:
    """Return the API over a store and what is known; `base` answers questions, and is made of it where
    none is given.
    """
    answering = base or (lambda: KnowledgeBase(knowledge()))
    rooms = (
        CaseOperations(store, knowledge, now),
        NoticeOperations(store, lambda: knowledge().directory),
        AccountOperations(store, answering),
        ProblemOperations(store, knowledge, now),
    )
    operations = [each for room in rooms for each in room.operations()]
    bearer = Bearer(store, lambda: knowledge().directory, now)
    return Api(bearer, operations, DESK, now, lambda: tuple(knowledge().policy.severities))

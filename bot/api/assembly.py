"""The rooms of the API, put together: whoever adds operations names them here."""

from collections.abc import Callable
from datetime import datetime

from bot.api.api import Api
from bot.api.bearer import Bearer
from bot.api.desk_refusals import DESK
from bot.api.resources.accounts import Accounts
from bot.api.resources.cases import Cases
from bot.api.resources.notices import Notices
from bot.api.resources.problems import Problems
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
        Cases(store, knowledge, now),
        Notices(store, lambda: knowledge().directory),
        Accounts(store, answering),
        Problems(store, knowledge, now),
    )
    operations = [each for room in rooms for each in room.operations()]
    bearer = Bearer(store, lambda: knowledge().directory, now)
    return Api(bearer, operations, DESK, now, lambda: tuple(knowledge().policy.severities))

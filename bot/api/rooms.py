"""The rooms of the API, put together: whoever adds operations names them here."""

from collections.abc import Callable
from datetime import datetime

from bot.api.api import Api
from bot.api.bearer import Bearer
from bot.api.cases import Cases
from bot.api.desk_refusals import DESK
from bot.store.store import Store
from knowledge.load import Loaded


def over(store: Store, knowledge: Callable[[], Loaded], now: Callable[[], datetime]) -> Api:
    """Give the API over a store and what is known."""
    operations = [*Cases(store, knowledge, now).operations()]
    return Api(Bearer(store, lambda: knowledge().directory, now), operations, DESK, now)

"""How often something may happen: a token bucket a key, with a bounded memory."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime


class Limit:
    """Allows `burst` at once and `rate` a second thereafter, for each key; forgets the keys unused the longest."""

    def __init__(self, burst: int, rate: float, now: Callable[[], datetime], keys: int = 10_000) -> None:
        self._burst, self._rate, self._now, self._keys = burst, rate, now, keys
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, key: str) -> bool:
        """Return whether the key may go ahead now, and count it if so."""
        now = self._now().timestamp()
        left, since = self._buckets.pop(key, (float(self._burst), now))
        left = min(self._burst, left + max(0.0, now - since) * self._rate)
        allowed = left >= 1
        self._buckets[key] = (left - 1 if allowed else left, now)
        if len(self._buckets) > self._keys:
            self._buckets.popitem(last=False)
        return allowed

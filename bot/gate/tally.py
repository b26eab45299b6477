"""How often something was refused: counted, and logged at most once a minute for each reason."""

import time
from collections import Counter
from collections.abc import Callable

import structlog

EVERY = 60.0

log = structlog.get_logger(__name__)


class Tally:
    """Counts refusals by status and reason, so that a flood of them is one line."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._unsaid: Counter[tuple[int, str]] = Counter()
        self._said: dict[tuple[int, str], float] = {}

    def note(self, status: int, reason: str) -> None:
        """Count one refusal; the reason is one of the gate's own sentences and holds nothing of the request."""
        what = (status, reason)
        self._unsaid[what] += 1
        if self._monotonic() - self._said.get(what, float("-inf")) >= EVERY:
            log.warning("request_refused", status=status, reason=reason, times=self._unsaid.pop(what))
            self._said[what] = self._monotonic()

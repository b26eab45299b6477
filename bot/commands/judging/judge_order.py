"""In which order questions are judged: by lot, or those first that lie near the threshold."""

from collections.abc import Sequence
from hashlib import sha256

from bot.store.knowledge.judgements import UnjudgedQuestion
from knowledge.match import Verdict

BAND = 0.1
"""Within so much of the threshold questions are about as near: of them those first that were answered alone."""
CERTAIN = 0.9999
"""From here on a question was asked in an entry's very words, and no confidence decides."""


def by_lot(waiting: Sequence[UnjudgedQuestion]) -> list[UnjudgedQuestion]:
    """Return unjudged questions in an order that nothing about them decides, so that the first are like all of them."""
    return sorted(waiting, key=lambda each: (each.confidence >= CERTAIN, sha256(each.id.encode()).digest()))


def near_first(waiting: Sequence[UnjudgedQuestion]) -> list[UnjudgedQuestion]:
    """Return unjudged questions near the threshold first, of these the ones answered alone, then the newest."""
    return sorted(waiting, key=_distance)


def _distance(each: UnjudgedQuestion) -> tuple[bool, int, bool]:
    band = int(abs(each.confidence - each.answer) / BAND)
    return each.confidence >= CERTAIN, band, each.verdict != Verdict.ANSWER

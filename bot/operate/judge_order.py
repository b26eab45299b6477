"""In which order questions are judged: those first whose judgement moves the threshold most."""

from collections.abc import Sequence

from bot.store.judgements import Waiting
from knowledge.match import Verdict

BAND = 0.1
"""Within so much of the threshold questions are about as useful: of them those first that were answered alone."""
CERTAIN = 0.9999
"""From here on a question was asked in an entry's very words, and no confidence decides."""


def most_useful(waiting: Sequence[Waiting]) -> list[Waiting]:
    """Give unjudged questions in the order of use: near the threshold, answered alone first, then the newest."""
    return sorted(waiting, key=_use)


def _use(each: Waiting) -> tuple[bool, int, bool]:
    band = int(abs(each.confidence - each.answer) / BAND)
    return each.confidence >= CERTAIN, band, each.verdict != Verdict.ANSWER

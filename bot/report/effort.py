"""Effort: what a customer had to do until their matter ended, counted in points, and whether a bad start ended well."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.desk.case import CaseState
from dialogs.understanding.words import words

WORKING_DAY = timedelta(hours=8)
"""Working time that is waited for one point."""
SAID_AGAIN = 0.9
"""The share of a message's words that one earlier message holds, from which it says the same again."""
FEWEST_WORDS = 4
"""Different words below which a message says too little to be a repetition."""


class EffortPart(StrEnum):
    """What effort is made of."""

    TURNS = "turns"
    REPHRASES = "rephrases"
    HAND_OFFS = "hand-offs"
    TOLD_TWICE = "told twice"
    WAITED = "waited"


POINTS: Mapping[EffortPart, float] = {
    EffortPart.TURNS: 1,
    EffortPart.REPHRASES: 1,
    EffortPart.HAND_OFFS: 2,
    EffortPart.TOLD_TWICE: 3,
    EffortPart.WAITED: 1,
}
"""Points of each: a turn beyond the first, a rephrase, a hand-off, a thing told twice, a working day waited.

A judgement, not a measurement: what customers name as effort is to come back, to say it again and to be passed on
(Dixon, Freeman and Toman, Stop Trying to Delight Your Customers, Harvard Business Review, July 2010), in this order.
"""


@dataclass(frozen=True, slots=True)
class Effort:
    """What one matter cost its customer."""

    turns: int = 1
    """What they wrote or pressed, from the question to its end, and what they did to its case."""
    rephrases: int = 0
    hand_offs: int = 0
    """Cases that came of it, and each escalation of them."""
    told_twice: int = 0
    waited: timedelta = timedelta()
    """Working time in which the case waited on somebody else."""

    def amount(self, part: EffortPart) -> float:
        """Return how much there is of a part, as it is counted: turns beyond the first, days of working time."""
        return {
            EffortPart.TURNS: max(self.turns - 1, 0),
            EffortPart.REPHRASES: self.rephrases,
            EffortPart.HAND_OFFS: self.hand_offs,
            EffortPart.TOLD_TWICE: self.told_twice,
            EffortPart.WAITED: self.waited / WORKING_DAY,
        }[part]

    @property
    def points(self) -> float:
        """Return the effort: 0 for what was asked once and answered at once."""
        return sum(points * self.amount(part) for part, points in POINTS.items())


class Recovery(StrEnum):
    """What became of a bad start."""

    RECOVERED = "recovered"
    """It ended well, and the customer said so."""
    ASSUMED = "assumed"
    """It ended, and the customer said nothing more."""
    LOST = "lost"
    """They gave up, took it back, or came again."""
    OPEN = "open"
    """It has not ended."""


OF_OUTCOME: Mapping[str, Recovery] = {
    "confirmed": Recovery.RECOVERED,
    "assumed": Recovery.ASSUMED,
    "abandoned": Recovery.LOST,
    "reopened": Recovery.LOST,
}
"""How a question without a case ended; any other has not."""
OF_STATE: Mapping[CaseState, Recovery] = {CaseState.CLOSED: Recovery.ASSUMED, CaseState.WITHDRAWN: Recovery.LOST}
"""How a case ended that nobody confirmed; any other has not."""


def ended(outcome: str, state: CaseState | None, *, confirmed: bool) -> Recovery:
    """Say how a matter ended: by its newest case where it has one, else by the outcome of its last question."""
    if state is None:
        return OF_OUTCOME.get(outcome, Recovery.OPEN)
    if confirmed and state in (CaseState.RESOLVED, CaseState.CLOSED):
        return Recovery.RECOVERED
    return OF_STATE.get(state, Recovery.OPEN)


def repeated(before: Iterable[str], later: Iterable[str]) -> int:
    """Count the later messages that say again what one before them said."""
    known = [telling(text) for text in before]
    count = 0
    for text in later:
        said = telling(text)
        count += len(said) >= FEWEST_WORDS and any(len(said & each) >= SAID_AGAIN * len(said) for each in known)
        known.append(said)
    return count


def telling(text: str) -> frozenset[str]:
    """Return the different words of a message."""
    return frozenset(word.folded for word in words(text))

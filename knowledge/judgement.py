"""Judgements: what leads, and customers who confirmed, said of questions; plain values, handed from room to room."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.entry import Entry
from knowledge.people.audience import Audience


class JudgementSource(StrEnum):
    """Who said it; a customer's word is a class of its own, with a weight of its own."""

    LEAD = "lead"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was said of one question: the entries that are right, or those that were looked at and are not."""

    text: str
    audience: Audience
    """What its asker might see."""
    right: tuple[str, ...] = ()
    """Full names of entries, any of which is right."""
    refused: tuple[str, ...] = ()
    """Full names of entries that do not answer it; of an entry written since, it says nothing."""
    source: JudgementSource = JudgementSource.LEAD
    is_sampled: bool = True
    """Whether the question came as it was asked; False where somebody picked it."""

    def of(self, entry: Entry) -> bool | None:
        """Return whether the entry is right for the question; None where the judgement does not tell."""
        if entry.name in self.right:
            return True
        if self.right and self.audience.admits(entry):
            return False
        return False if entry.name in self.refused else None


@dataclass(frozen=True, slots=True)
class Judged:
    """All judgements, and the share of what is answered alone that should be right."""

    judgements: tuple[Judgement, ...] = ()
    target: float = 0.9

    def for_audience(self, audience: Audience) -> "Judged":
        """Return what an audience learns from: questions of askers who might see no more than it may."""
        return Judged(tuple(each for each in self.judgements if audience.covers(each.audience)), self.target)

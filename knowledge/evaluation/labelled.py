"""Labelled questions, asked: what Spot does with each, and whether that is right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.asked import LabelledQuestion
from knowledge.entry import VENDOR_FOLDER, Visibility
from knowledge.match import Finding, Verdict
from knowledge.people.audience import Audience
from knowledge.people.directory import STRANGER, UnknownPerson

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

SHOWN = 3
"""Candidates of a failed question that are shown."""


class LabelOutcome(StrEnum):
    """How a labelled question went."""

    RIGHT = "right"
    """Answered with an expected entry, offered all of several, or handed over where nobody should answer."""
    OFFERED = "offered"
    """An expected entry is in the did-you-mean, or a choice is offered where nobody should answer."""
    MISSED = "missed"
    """Nothing wrong was said, but the expected entry was neither answered nor offered."""
    WRONG = "wrong"
    """Spot answered with another entry, or where nobody should answer."""


@dataclass(frozen=True, slots=True)
class LabelResult:
    """A labelled question with what came of it."""

    asked: LabelledQuestion
    finding: Finding
    outcome: LabelOutcome

    def as_dict(self) -> dict[str, object]:
        """Return it as plain JSON data."""
        matches = self.finding.matches[:SHOWN]
        return {
            "ask": self.asked.ask,
            "as": self.asked.as_,
            "expect": list(self.asked.expect),
            "language": self.finding.language,
            "outcome": self.outcome.value,
            "verdict": self.finding.verdict.value,
            "confidence": self.finding.confidence,
            "candidates": [{"entry": m.entry.name, "confidence": m.confidence, "score": m.score} for m in matches],
            "file": self.asked.file,
            "line": self.asked.line,
        }


@dataclass(frozen=True, slots=True)
class UnaskedLabel:
    """A labelled question that nobody could ask, because the directory does not list its asker."""

    asked: LabelledQuestion
    reason: str
    """Who is not there, and who comes near."""

    def __str__(self) -> str:
        return f"{self.asked.file}:{self.asked.line}: {self.reason}"


def ask(base: "KnowledgeBase", today: date) -> Iterator[LabelResult | UnaskedLabel]:
    """Yield the labelled questions, each with what came of it."""
    for asked in base.asked:
        try:
            audience = audience_of(base, asked, today)
        except UnknownPerson as fault:
            yield UnaskedLabel(asked, str(fault))
            continue
        finding = base.view(audience).ask(asked.ask)
        yield LabelResult(asked, finding, judge(asked, finding))


def audience_of(base: "KnowledgeBase", asked: LabelledQuestion, today: date) -> Audience:
    """Return what the asker may see; nobody named is a customer of the folder that the question is written in.

    Where no directory lists anybody, as in a partner's own folder, somebody of that partner is one of its staff, a
    stranger is one, and anybody else is a customer.
    """
    if asked.as_ and base.directory.organisations:
        return base.directory.person(asked.as_, today=today).audience
    return unlisted(asked.as_ or "", folders_of(base, asked))


def unlisted(written: str, folders: tuple[str, ...]) -> Audience:
    """Return what somebody may see of these folders by how they are written, where no directory lists anybody."""
    organisation = written.partition("/")[0]
    if organisation == STRANGER:
        return Audience(folders, Visibility.PUBLIC)
    return Audience(folders, Visibility.PARTNER if organisation in folders else Visibility.CUSTOMER)


def folders_of(base: "KnowledgeBase", asked: LabelledQuestion) -> tuple[str, ...]:
    """Return the folders that the customers of a labelled question's folder are answered from."""
    if len(base.partners) == 1:
        return tuple(base.partners)
    folder = asked.file.split("/")[0]
    return (VENDOR_FOLDER,) if folder not in base.partners else tuple(dict.fromkeys((folder, VENDOR_FOLDER)))


def judge(asked: LabelledQuestion, finding: Finding) -> LabelOutcome:
    """Say how it went."""
    expected = set(asked.expect)
    if finding.verdict is Verdict.ANSWER:
        return LabelOutcome.RIGHT if finding.best and finding.best.names & expected else LabelOutcome.WRONG
    if not expected:
        return LabelOutcome.OFFERED if finding.verdict is Verdict.CLARIFY else LabelOutcome.RIGHT
    offered = expected & {name for match in finding.offered for name in match.names}
    if len(expected) > 1 and offered == expected:
        return LabelOutcome.RIGHT
    return LabelOutcome.OFFERED if offered else LabelOutcome.MISSED

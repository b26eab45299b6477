"""`test`: asks every labelled question, and shows those where Spot would say something wrong or nothing."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.asked import Asked
from knowledge.audience import Audience
from knowledge.entry import VENDOR_FOLDER, Visibility
from knowledge.judgement import Judged
from knowledge.match import Finding, Verdict
from knowledge.matching.confidence import ANSWER

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.matching.semantic.extra import Extra

FINE, WRONG, COULD_NOT_RUN = 0, 1, 2
"""Exit codes."""
SHOWN = 3


class Outcome(StrEnum):
    """How a labelled question went."""

    RIGHT = "right"
    """Answered with an expected entry, or handed over where nobody should answer."""
    OFFERED = "offered"
    """An expected entry is in the did-you-mean, or a choice is offered where nobody should answer."""
    MISSED = "missed"
    """Nothing wrong was said, but the expected entry was neither answered nor offered."""
    WRONG = "wrong"
    """Spot answered with another entry, or where nobody should answer."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A labelled question with what came of it."""

    asked: Asked
    finding: Finding
    outcome: Outcome

    def as_dict(self) -> dict[str, object]:
        """Give it as plain JSON data."""
        return {
            "ask": self.asked.ask,
            "as": self.asked.as_,
            "expect": list(self.asked.expect),
            "language": self.finding.language,
            "outcome": self.outcome.value,
            "verdict": self.finding.verdict.value,
            "confidence": self.finding.confidence,
            "candidates": [{"entry": m.entry.name, "confidence": m.confidence} for m in self.finding.matches[:SHOWN]],
            "file": self.asked.file,
            "line": self.asked.line,
        }


def run(
    folder: Path,
    format: str,
    extra: "Extra | None" = None,
    target: float = ANSWER,
    learned: Path | None = None,
) -> int:
    """Ask every labelled question of the folder; give 1 when Spot would say something wrong, 2 without a folder.

    `target` is the share of answers that should be right. What was judged is left aside: the files alone decide.
    `learned` is the folder where what was learned is kept.
    """
    from knowledge.base import KnowledgeBase
    from knowledge.load import FolderMissing
    from knowledge.matching.teaching import keeping

    try:
        base = KnowledgeBase.open(folder, judged=Judged(target=target), extra=extra, teacher=keeping(learned))
    except FolderMissing as fault:
        print(fault, file=sys.stderr)
        return COULD_NOT_RUN
    today = datetime.now(UTC).date()
    tried, faults = try_all(base, today)
    for line in faults:
        print(line, file=sys.stderr)
    print(FORMATS[format](tried))
    return WRONG if faults or any(each.outcome is Outcome.WRONG for each in tried) else FINE


def try_all(base: "KnowledgeBase", today: date) -> tuple[list[Tried], list[str]]:
    """Ask every labelled question; beside them give a line for each that names an asker whom nobody knows."""
    tried, faults = [], []
    for asked in base.asked:
        try:
            audience = audience_of(base, asked, today)
        except LookupError as fault:
            faults.append(f"{asked.file}:{asked.line}: {fault.args[0] if fault.args else fault}")
            continue
        finding = base.view(audience).ask(asked.ask)
        tried.append(Tried(asked, finding, judge(asked, finding)))
    return tried, faults


def audience_of(base: "KnowledgeBase", asked: Asked, today: date) -> Audience:
    """Give what the asker may see; nobody named is a customer of the folder that the question is written in."""
    if asked.as_:
        return base.directory.person(asked.as_, today=today).audience
    folder = asked.file.split("/")[0]
    partners = (VENDOR_FOLDER,) if folder not in base.partners else tuple(dict.fromkeys((folder, VENDOR_FOLDER)))
    if len(base.partners) == 1:
        partners = tuple(base.partners)
    return Audience(partners, Visibility.CUSTOMER)


def judge(asked: Asked, finding: Finding) -> Outcome:
    """Say how it went."""
    if finding.verdict is Verdict.ANSWER:
        return Outcome.RIGHT if finding.best and finding.best.names & set(asked.expect) else Outcome.WRONG
    if not asked.expect:
        return Outcome.OFFERED if finding.verdict is Verdict.CLARIFY else Outcome.RIGHT
    offered = any(match.names & set(asked.expect) for match in finding.offered)
    return Outcome.OFFERED if offered else Outcome.MISSED


def as_text(tried: Sequence[Tried]) -> str:
    """Give what is wrong or missed with its best three, then a summary in one line."""
    lines: list[str] = []
    for outcome in (Outcome.MISSED, Outcome.WRONG):
        for each in tried:
            if each.outcome is outcome:
                lines += failure(each)
    return "\n".join([*lines, *languages(tried), summary(tried)])


def failure(each: Tried) -> list[str]:
    """Give a failed question with file and line, what was expected, and the best three with their confidences."""
    expected = " or ".join(each.asked.expect) or "nobody"
    asker = f" as {each.asked.as_}" if each.asked.as_ else ""
    lines = [
        f"{each.asked.file}:{each.asked.line}: {each.outcome}: {each.asked.ask!r}{asker}",
        f"    expected {expected}, got {each.finding.verdict}",
    ]
    for match in each.finding.matches[:SHOWN]:
        mark = "→" if match.names & set(each.asked.expect) else " "
        lines.append(f"  {mark} {match.confidence:.2f} {match.entry.name}")
    return [*lines, ""]


def languages(tried: Sequence[Tried]) -> list[str]:
    """Give a line for each language that was asked in, where there are several, with its share that went right."""
    asked = Counter(each.finding.language for each in tried)
    if len(asked) < 2:
        return []
    each_of = {name: [each for each in tried if each.finding.language == name] for name in sorted(asked)}
    return [f"{name}: {summary(each)}" for name, each in each_of.items()]


def summary(tried: Sequence[Tried]) -> str:
    """Give one line: how many were asked, and how they went."""
    count = Counter(each.outcome for each in tried)
    handed = sum(each.outcome is Outcome.RIGHT and not each.asked.expect for each in tried)
    return (
        f"{len(tried)} labelled questions: {count[Outcome.RIGHT] - handed} answered, {handed} rightly handed off, "
        f"{count[Outcome.OFFERED]} offered, {count[Outcome.MISSED]} missed, {count[Outcome.WRONG]} wrong."
    )


def as_json(tried: Sequence[Tried]) -> str:
    """Give every question with its outcome."""
    count = Counter(each.outcome for each in tried)
    totals = {outcome.value: count[outcome] for outcome in Outcome}
    return json.dumps({"questions": [each.as_dict() for each in tried], "summary": totals}, indent=2)


FORMATS = {"text": as_text, "json": as_json}

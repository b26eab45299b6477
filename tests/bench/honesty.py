"""What Spot says with nothing judged: of questions to the sets, and of the sample content's own labelled questions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.base import KnowledgeBase
from knowledge.evaluation.labelled import LabelOutcome, LabelResult, ask
from knowledge.match import Finding, Verdict
from tests.bench.peers.spot import view
from tests.bench.sets import ROOT, drawn, load

CONTENT = ROOT / "knowledge" / "content"


@dataclass(frozen=True, slots=True)
class Said:
    """What became of a set's questions, in percent of all questions; precisions in percent of what was said."""

    set: str
    phrasings: int | None
    answered: float
    right: float | None
    """Of the answers, those with the right entry; None without any answer."""
    offered: float
    among: float | None
    """Of the choices offered, those with the right entry among them."""


def said(set: str, phrasings: int | None) -> Said:
    """Ask a set's questions, and say what was answered and offered, and how much of it was right."""
    data = load(set)
    learned = view(drawn(data.entries, phrasings, 0))
    pairs = [(one.gold, learned.ask(one.text)) for one in data.asked]
    answered = [_in_answer(gold, found) for gold, found in pairs if found.verdict is Verdict.ANSWER]
    offered = [_in_choice(gold, found) for gold, found in pairs if found.verdict is Verdict.CLARIFY]
    return Said(
        set,
        phrasings,
        100 * len(answered) / len(pairs),
        share(answered),
        100 * len(offered) / len(pairs),
        share(offered),
    )


def share(right: Sequence[bool]) -> float | None:
    """Return how many are right, in percent."""
    return 100 * sum(right) / len(right) if right else None


def _in_answer(gold: str | None, found: Finding) -> bool:
    return found.best is not None and found.best.entry.id == gold


def _in_choice(gold: str | None, found: Finding) -> bool:
    return gold in {match.entry.id for match in found.offered}


COLUMNS = ("answered", "handed off", "offered", "missed", "wrong")
"""How a labelled question can go; handed off counts those that nobody should answer."""


def outcome(each: LabelResult) -> str:
    """Return the column that a labelled question belongs to."""
    if each.outcome is LabelOutcome.RIGHT:
        return COLUMNS[0] if each.asked.expect else COLUMNS[1]
    return each.outcome.value


def labelled(today: date) -> Iterator[tuple[str, Counter[str]]]:
    """Yield , for each folder of the sample content and then for all, how its labelled questions go."""
    tried = [each for each in ask(KnowledgeBase.open(CONTENT), today) if isinstance(each, LabelResult)]
    every: Counter[str] = Counter(outcome(each) for each in tried)
    for folder in sorted({each.asked.file.split("/")[0] for each in tried}):
        yield folder, Counter(outcome(each) for each in tried if each.asked.file.split("/")[0] == folder)
    yield "all", every

"""German questions to the English entries of the sample content: what is found, and what Spot says to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.entry import Entry, Visibility
from knowledge.evaluation.evaluation_sets import EvaluationQuestion, read_questions
from knowledge.load import load
from knowledge.match import Verdict
from knowledge.people.audience import Audience
from tests.bench.honesty import CONTENT, share
from tests.bench.peers import roster, spot, spot_minilm, spot_semantic

QUESTIONS = Path(__file__).parent / "german.jsonl"
ASKING = Audience(("copperlane", "vendor"), Visibility.CUSTOMER)
"""A customer of a partner whose content is in English, but for a few entries that are left out here."""


@dataclass(frozen=True, slots=True)
class Crossed:
    """How the German questions went; in percent of all, precisions in percent of what was said."""

    matcher: str
    asked: int
    top1: float
    top3: float
    answered: float
    right: float | None
    offered: float
    among: float | None


def entries() -> tuple[Entry, ...]:
    """Return the English entries that the asker may see."""
    return tuple(entry for entry in load(CONTENT).entries if ASKING.admits(entry) and entry.language == "en")


def crossed(chosen: Sequence[str] = ()) -> Iterator[Crossed]:
    """Ask in German, without the semantic extra, with it and with MiniLM beside, as far as chosen and installed."""
    for name, matcher in (("spot", spot), ("spot_semantic", spot_semantic), ("spot_minilm", spot_minilm)):
        if name in (chosen or roster.ROSTER) and not roster.missing(name):
            yield asked(matcher.NAME, matcher.view(entries(), ASKING).ask, read_questions(QUESTIONS))


def asked(matcher: str, ask, questions: Sequence[EvaluationQuestion]) -> Crossed:
    """Ask a matcher the questions, and count."""
    pairs = [(one.gold, ask(one.text)) for one in questions]
    names = [(gold, [match.entry.name for match in found.matches]) for gold, found in pairs]
    said = [gold == found.best.entry.name for gold, found in pairs if found.verdict is Verdict.ANSWER]
    choices = [
        gold in {match.entry.name for match in found.offered}
        for gold, found in pairs
        if found.verdict is Verdict.CLARIFY
    ]
    of = len(pairs)
    return Crossed(
        matcher,
        of,
        100 * sum(gold in found[:1] for gold, found in names) / of,
        100 * sum(gold in found[:3] for gold, found in names) / of,
        100 * len(said) / of,
        share(said),
        100 * len(choices) / of,
        share(choices),
    )

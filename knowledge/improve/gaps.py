"""Gaps: what people asked and nobody answered, the same in other words once, with the entry that comes nearest."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from knowledge.base import KnowledgeBase
from knowledge.entry import VENDOR_FOLDER, Entry, Visibility
from knowledge.improve.clusters import clusters
from knowledge.improve.logs.logged import Logged
from knowledge.improve.progress import ProgressWatch, quietly
from knowledge.match import Finding, Verdict
from knowledge.people.audience import Audience

MOST = 2_000
"""Different questions of one partner that are compared with each other, the newest."""
LIKELY = 0.1
"""The confidence from which the nearest entry may be what is asked for."""


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question that nobody answered, however often it was asked in these words."""

    text: str
    language: str
    audience: Audience
    times: int
    first: date
    last: date
    refused: frozenset[str] = frozenset()
    """Full names of the entries that are no help."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that ask the same and have no answer."""

    partner: str
    """The folder where the answer is missing; the vendor's for those whom no partner serves."""
    questions: tuple[UnansweredQuestion, ...]
    """The most asked first, which stands for all."""
    nearest: Entry | None = None
    confidence: float = 0.0
    """The mean confidence of the nearest entry."""

    @property
    def example(self) -> UnansweredQuestion:
        """Return the question that stands for all."""
        return self.questions[0]

    @property
    def times(self) -> int:
        """Count how often it was asked."""
        return sum(each.times for each in self.questions)

    @property
    def first(self) -> date:
        """Return the day on which it was first asked."""
        return min(each.first for each in self.questions)

    @property
    def last(self) -> date:
        """Return the day on which it was last asked."""
        return max(each.last for each in self.questions)

    @property
    def likely(self) -> Entry | None:
        """Return the nearest entry where it may be what is asked for."""
        return self.nearest if self.confidence >= LIKELY else None

    @property
    def visibility(self) -> Visibility:
        """Return the least that everybody who asked may see."""
        return min((each.audience.visibility for each in self.questions), key=lambda each: each.rank)


@dataclass(frozen=True, slots=True)
class GapReport:
    """The gaps, and what is none any more."""

    gaps: tuple[Gap, ...]
    """The most asked first."""
    asked: int
    """How often anything in them was asked."""
    closed: int
    """Different questions that nobody answered then, and that are answered now."""
    left_out: int = 0
    """Different questions that are too many to be compared, the oldest."""


def gaps(base: KnowledgeBase, logged: Iterable[Logged], watch: ProgressWatch = quietly) -> GapReport:
    """Return the gaps of the folders of this base."""
    kept: dict[str, list[tuple[UnansweredQuestion, Finding]]] = defaultdict(list)
    questions, left_out = unanswered(base, logged)
    closed = 0
    for partner, each in watch([(partner, each) for partner, many in questions.items() for each in many], "asking"):
        finding = base.view(each.audience).ask(each.text)
        if finding.verdict is Verdict.ANSWER and finding.best and not finding.best.names & each.refused:
            closed += 1
        else:
            language = each.language or finding.language
            kept[partner].append((replace(each, language=language), finding))
    found = [gap for partner, pairs in kept.items() for gap in of_partner(base, partner, pairs, watch)]
    found.sort(key=lambda gap: (-gap.times, -gap.last.toordinal(), gap.partner, gap.example.text))
    return GapReport(tuple(found), sum(gap.times for gap in found), closed, left_out)


def unanswered(base: KnowledgeBase, logged: Iterable[Logged]) -> tuple[dict[str, list[UnansweredQuestion]], int]:
    """Return the different questions that nobody answered by the folder that they belong to, the newest first.

    Beside it give how many are left out.
    """
    found: dict[str, dict[str, UnansweredQuestion]] = {}
    left_out: set[tuple[str, str]] = set()
    for each in sorted(logged, key=lambda one: one.at, reverse=True):
        folder = each.partner or VENDOR_FOLDER
        if not each.is_unanswered or each.after or folder not in base.partners:
            continue
        texts = found.setdefault(folder, {})
        key = " ".join(each.question.casefold().split()).strip(" ?!.")
        if key in texts or len(texts) < MOST:
            texts[key] = with_one_more(texts.get(key), each)
        else:
            left_out.add((folder, key))
    return {folder: list(texts.values()) for folder, texts in found.items()}, len(left_out)


def with_one_more(before: UnansweredQuestion | None, logged: Logged) -> UnansweredQuestion:
    """Return the question as asked once more, at an earlier time."""
    day = logged.at.date()
    if before is None:
        text = " ".join(logged.question.split())
        return UnansweredQuestion(text, logged.language, logged.audience, 1, day, day, frozenset(logged.wrong))
    return replace(before, times=before.times + 1, first=day, refused=before.refused | {*logged.wrong})


def of_partner(
    base: KnowledgeBase, partner: str, pairs: Sequence[tuple[UnansweredQuestion, Finding]], watch: ProgressWatch
) -> list[Gap]:
    """Return the gaps of one partner; questions of two partners' customers are never compared."""
    ordered = sorted(pairs, key=lambda pair: (pair[0].text.casefold(), pair[0].text))
    thesaurus = base.view(ordered[0][0].audience).thesaurus
    groups = clusters([(each.text, each.language) for each, _ in ordered], thesaurus, watch)
    return [gap_of(partner, [ordered[place] for place in group]) for group in groups]


def gap_of(partner: str, pairs: Sequence[tuple[UnansweredQuestion, Finding]]) -> Gap:
    """Put a gap together, with the entry that comes nearest to all its questions."""
    sums: dict[str, float] = defaultdict(float)
    entries: dict[str, Entry] = {}
    for _, finding in pairs:
        for match in finding.matches:
            sums[match.entry.name] += match.confidence
            entries[match.entry.name] = match.entry
    refused = frozenset[str]().union(*(each.refused for each, _ in pairs))
    best = max(sorted(sums.keys() - refused), key=lambda name: sums[name], default=None)
    questions = sorted((each for each, _ in pairs), key=lambda each: (-each.times, len(each.text), each.text))
    if best is None:
        return Gap(partner, tuple(questions))
    return Gap(partner, tuple(questions), entries[best], round(sums[best] / len(pairs), 4))

"""Replays labelled and real questions against two states of a folder, and says what an edit changes for them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from knowledge.base import KnowledgeBase
from knowledge.entry import Entry
from knowledge.evaluation.labelled import UnaskedLabel, audience_of
from knowledge.improve.logs.logged import HANDOFF, Logged
from knowledge.load import Loaded
from knowledge.match import Finding, Verdict
from knowledge.matching.query.thesaurus import said_to
from knowledge.people.audience import Audience
from knowledge.people.directory import UnknownPerson

MOST_REAL = 5_000
"""Different real questions that are asked, the newest."""


class ChangeKind(StrEnum):
    """What an edit does to a question."""

    NEWLY_WRONG = "newly-wrong"
    NEWLY_UNANSWERED = "newly-unanswered"
    CHANGED_ANSWER = "changed-answer"
    NO_LONGER_OFFERED = "no-longer-offered"
    NO_LONGER_WRONG = "no-longer-wrong"
    NEWLY_ANSWERED = "newly-answered"
    NEWLY_OFFERED = "newly-offered"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """What is known of the right answer to a question."""

    right: frozenset[str] = frozenset()
    """Full names of entries, any of which is right."""
    wrong: frozenset[str] = frozenset()
    nobody: bool = False
    """Whether no entry should answer."""

    def is_wrong(self, finding: Finding) -> bool:
        """Return whether the answer is known to be wrong; what is only offered never is."""
        if finding.verdict is not Verdict.ANSWER or finding.best is None:
            return False
        names = finding.best.names
        return self.nobody or bool(names & self.wrong) or bool(self.right and not names & self.right)


@dataclass(frozen=True, slots=True)
class ReplayQuestion:
    """A question to ask of both states."""

    text: str
    audience: Audience
    known: KnownAnswer
    as_: str | None = None
    after: str | None = None
    file: str = ""
    """Where the label stands; empty for a real question."""
    line: int = 0
    times: int = 0
    """How often it was really asked."""
    last: date | None = None


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A question with what came of it before the edit and after."""

    kind: ChangeKind
    question: ReplayQuestion
    before: Finding
    after: Finding


@dataclass(slots=True)
class Replay:
    """Everything that was compared."""

    labelled: int = 0
    real: int = 0
    changes: list[AnswerChange] = field(default_factory=list)
    """Those that are not unchanged, the worst kind first."""

    @property
    def unchanged(self) -> int:
        """Count the questions that the edit does nothing to."""
        return self.labelled + self.real - len(self.changes)


def labelled_questions(base: KnowledgeBase, today: date) -> Iterator[ReplayQuestion | UnaskedLabel]:
    """Yield the labelled questions as they are asked."""
    for each in base.asked:
        try:
            audience = audience_of(base, each, today)
        except UnknownPerson as fault:
            yield UnaskedLabel(each, str(fault))
            continue
        known = KnownAnswer(frozenset(each.expect), nobody=not each.expect)
        yield ReplayQuestion(each.ask, audience, known, each.as_, file=each.file, line=each.line)


def real_questions(logged: Iterable[Logged]) -> list[ReplayQuestion]:
    """Return the real questions, the same text of the same askers once, newest first."""
    found: dict[object, ReplayQuestion] = {}
    for each in sorted(logged, key=lambda one: one.at, reverse=True):
        key = (" ".join(each.question.casefold().split()), each.audience, each.after)
        before = found.get(key)
        if before is None and len(found) < MOST_REAL:
            question = ReplayQuestion(each.question, each.audience, known(each), after=each.after)
            found[key] = replace(question, times=1, last=each.at.date())
        elif before:
            more = before.known if before.known != KnownAnswer() else known(each)
            found[key] = replace(before, times=before.times + 1, known=more)
    return list(found.values())


def known(logged: Logged) -> KnownAnswer:
    """Return what a judgement or the asker's own word says of a real question."""
    return KnownAnswer(frozenset(logged.right), frozenset(logged.wrong), nobody=logged.judged == HANDOFF)


def compare(
    before: KnowledgeBase, after: KnowledgeBase, questions: Iterable[ReplayQuestion]
) -> Iterator[AnswerChange | ReplayQuestion]:
    """Ask each question of both states by the same code; a question for whose askers nothing changed comes as it is."""
    same: dict[Audience, bool] = {}
    for each in questions:
        if each.audience not in same:
            same[each.audience] = is_same(before.loaded, after.loaded, each.audience)
        if same[each.audience]:
            yield each
            continue
        findings = [ask(base, each) for base in (before, after)]
        kind = kind_of(each.known, *findings)
        yield each if kind is ChangeKind.UNCHANGED else AnswerChange(kind, each, *findings)


def ask(base: KnowledgeBase, question: ReplayQuestion) -> Finding:
    return base.view(question.audience).ask(question.text, after=(question.after,) if question.after else ())


def is_same(one: Loaded, other: Loaded, audience: Audience) -> bool:
    """Return whether an audience is answered from the same entries and words in both; where they stand
    does not matter.
    """
    if said_to(audience, one.wordbooks) != said_to(audience, other.wordbooks):
        return False
    return seen(one.entries, audience) == seen(other.entries, audience)


def seen(entries: Iterable[Entry], audience: Audience) -> dict[str, Entry]:
    """Return what an audience may see by full name, without where it stands."""
    return {each.name: replace(each, file="", line=0) for each in entries if audience.admits(each)}


def kind_of(known: KnownAnswer, before: Finding, after: Finding) -> ChangeKind:
    """Say what changed."""
    was_wrong, is_wrong = known.is_wrong(before), known.is_wrong(after)
    if is_wrong and not was_wrong:
        return ChangeKind.NEWLY_WRONG
    if was_wrong and not is_wrong:
        return ChangeKind.NO_LONGER_WRONG
    kind = MOVES.get((before.verdict, after.verdict), ChangeKind.UNCHANGED)
    if before.verdict is after.verdict is Verdict.ANSWER and before.best and after.best:
        return ChangeKind.UNCHANGED if before.best.names & after.best.names else ChangeKind.CHANGED_ANSWER
    return kind


MOVES = {
    (Verdict.ANSWER, Verdict.CLARIFY): ChangeKind.NEWLY_UNANSWERED,
    (Verdict.ANSWER, Verdict.HANDOFF): ChangeKind.NEWLY_UNANSWERED,
    (Verdict.CLARIFY, Verdict.ANSWER): ChangeKind.NEWLY_ANSWERED,
    (Verdict.HANDOFF, Verdict.ANSWER): ChangeKind.NEWLY_ANSWERED,
    (Verdict.HANDOFF, Verdict.CLARIFY): ChangeKind.NEWLY_OFFERED,
    (Verdict.CLARIFY, Verdict.HANDOFF): ChangeKind.NO_LONGER_OFFERED,
}
"""Verdict before and after → what that is, where nobody was answered wrongly."""


def gathered(compared: Iterable[AnswerChange | ReplayQuestion]) -> Replay:
    """Count what was compared, and order the changes: the worst kind first, then labels, then what is asked most."""
    found = Replay()
    for each in compared:
        question = each.question if isinstance(each, AnswerChange) else each
        if question.file:
            found.labelled += 1
        else:
            found.real += 1
        if isinstance(each, AnswerChange):
            found.changes.append(each)
    found.changes.sort(key=order)
    return found


def order(change: AnswerChange) -> tuple[object, ...]:
    """Return the place of a change among the others."""
    asked = change.question
    return list(ChangeKind).index(change.kind), not asked.file, asked.file, asked.line, -asked.times, asked.text


def of_kind(changes: Sequence[AnswerChange], kind: ChangeKind) -> list[AnswerChange]:
    """Return the changes of a kind, in order."""
    return [each for each in changes if each.kind is kind]

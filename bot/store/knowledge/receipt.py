"""A receipt: what went live when, what is wrong in it, and how the labelled questions went. Plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from knowledge.asked import LabelledQuestion
from knowledge.changes import Changes
from knowledge.evaluation.labelled import LabelOutcome, LabelResult, UnaskedLabel
from knowledge.files.record import Record
from knowledge.load import Loaded
from knowledge.problems.problem import Problem, ProblemLevel

NAMED = 20
"""Names of one kind that a receipt gives; it counts the rest."""
FIRST = 5
"""Mistakes that it names; `check` names them all."""
REMEMBERED = 1000
"""Labelled questions that went wrong which are told from those that go wrong newly."""
FAILED = frozenset({LabelOutcome.MISSED, LabelOutcome.WRONG})


@dataclass(frozen=True, slots=True)
class NameSummary:
    """How many there are, and the names of the first."""

    total: int = 0
    first: tuple[str, ...] = ()

    @property
    def more(self) -> int:
        """Return how many are not named."""
        return self.total - len(self.first)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake in a file: where, what, what to do."""

    where: str
    level: str
    code: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Behind:
    """A file whose last save is not in use."""

    file: str
    answers: bool
    """Whether an earlier version of it is."""
    reason: Mistake | None


@dataclass(frozen=True, slots=True)
class Failed:
    """A labelled question that went well before and does not any more, or a new one that does not go well."""

    where: str
    ask: str
    expected: tuple[str, ...]
    """Full names, any of which would be right; empty for nobody."""
    got: str
    """The entry that was answered, or the verdict where none was."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """How the labelled questions went."""

    asked: int
    expected: int
    """How many went as expected: right, or with the right entry among those offered."""
    unasked: int
    """How many nobody could ask, because the directory does not list who asks them."""
    newly: tuple[Failed, ...] = ()
    """The first of those that fail and did not when they were asked last."""
    newly_total: int = 0
    failed: tuple[str, ...] = ()
    """Hashes of all that fail, for the next time."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What went live, since when, and how it is."""

    at: datetime
    version: str
    revision: str
    """The git commit of the content folder; empty for none."""
    entries: int
    files: int
    started: bool = False
    """Whether Spot started with this, so that nobody knows what changed."""
    added: NameSummary = NameSummary()
    changed: NameSummary = NameSummary()
    removed: NameSummary = NameSummary()
    saved: NameSummary = NameSummary()
    """Files that were saved, new or gone."""
    errors: int = 0
    warnings: int = 0
    mistakes: tuple[Mistake, ...] = ()
    """The first ones, errors before warnings."""
    behind: tuple[Behind, ...] = ()
    """The first ones."""
    behind_total: int = 0
    tested: Labelled | None = None
    seq: int = 0


def receipt(loaded: Loaded, found: Changes, at: datetime, *, started: bool = False) -> Receipt:
    """Return the receipt for what went live."""
    errors = [each for each in loaded.problems if each.level is ProblemLevel.ERROR]
    warnings = [each for each in loaded.problems if each.level is not ProblemLevel.ERROR]
    return Receipt(
        at=at,
        version=loaded.version,
        revision=loaded.commits.whole,
        entries=len(loaded.entries),
        files=loaded.files,
        started=started,
        added=named(found.added),
        changed=named(found.changed),
        removed=named(found.removed),
        saved=named(found.files),
        errors=len(errors),
        warnings=len(warnings),
        mistakes=tuple(mistake(each) for each in (*errors, *warnings)[:FIRST]),
        behind=tuple(behind(each) for each in loaded.behind[:NAMED]),
        behind_total=len(loaded.behind),
    )


def named(names: Sequence[str]) -> NameSummary:
    """Return how many, and the first."""
    return NameSummary(len(names), tuple(names[:NAMED]))


def mistake(problem: Problem) -> Mistake:
    """Return a problem as a receipt has it."""
    return Mistake(problem.where, problem.level.value, problem.code, problem.what, problem.remedy)


def behind(record: Record) -> Behind:
    """Return a file whose last save is not in use, with the first reason."""
    return Behind(record.found.file, record.good is not None, mistake(record.reason) if record.reason else None)


def tested(tried: Iterable[LabelResult | UnaskedLabel], before: Labelled | None) -> Labelled:
    """Return how the labelled questions went, and which fail that did not `before`; for None nobody knows."""
    asked = list(tried)
    failed = [each for each in asked if isinstance(each, LabelResult) and each.outcome in FAILED]
    known = frozenset(before.failed) if before else None
    newly = [each for each in failed if known is not None and key(each.asked) not in known]
    unasked = sum(isinstance(each, UnaskedLabel) for each in asked)
    return Labelled(
        asked=len(asked),
        expected=len(asked) - len(failed) - unasked,
        unasked=unasked,
        newly=tuple(as_failed(each) for each in newly[:NAMED]),
        newly_total=len(newly),
        failed=tuple(key(each.asked) for each in failed[:REMEMBERED]),
    )


def as_failed(each: LabelResult) -> Failed:
    """Return a labelled question that failed, with what came instead."""
    best = each.finding.best
    got = best.entry.name if each.outcome is LabelOutcome.WRONG and best else each.finding.verdict.value
    return Failed(f"{each.asked.file}:{each.asked.line}", each.asked.ask, each.asked.expect, got)


def key(asked: LabelledQuestion) -> str:
    """Return a short hash of a labelled question, wherever it stands."""
    return sha256(repr((asked.ask, asked.expect, asked.as_)).encode()).hexdigest()[:12]

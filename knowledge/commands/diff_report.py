"""What `diff` prints of two states of a folder: for people, for programs, for a pull request, for a CI server."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.commands.columns import WIDTH, cut, plain
from knowledge.commands.reporting import Annotation, JUnitCase, counted, github, junit, written
from knowledge.files.revision import Revision
from knowledge.improve.logs.logged import Logged
from knowledge.match import Finding, Verdict
from knowledge.matching.confidence import ANSWER
from knowledge.problems.problem import on_disk

if TYPE_CHECKING:
    from knowledge.improve.replay import AnswerChange, Replay, ReplayQuestion

SHOWN = 30
"""Changes of one kind that are printed for people."""
LEVELS = {"newly-wrong": "warning", "newly-unanswered": "warning", "changed-answer": "warning"}
"""How a pull request shows a kind that does not fail the command; the others are notices."""


@dataclass(frozen=True, slots=True)
class DiffOptions:
    """By what it is compared: the folder, the revision, the real questions, and what makes the command fail."""

    folder: Path
    revision: str = "HEAD"
    logged: Sequence[Logged] = ()
    failing: frozenset[str] = frozenset()
    target: float = ANSWER


@dataclass(frozen=True, slots=True)
class DiffResult:
    """What came of it, for a report."""

    terms: DiffOptions
    then: Revision
    replay: "Replay"


def as_text(compared: DiffResult) -> str:
    """Return the changes by kind, each question with what came of it before and now; then what did not change."""
    from knowledge.improve.replay import ChangeKind, of_kind

    lines = [headline(compared)] + [""] * bool(compared.replay.changes)
    for kind in ChangeKind:
        if found := of_kind(compared.replay.changes, kind):
            lines.append(f"{kind.replace('-', ' ')} ({len(found)})")
            for each in found[:SHOWN]:
                lines += [*change_lines(compared, each), ""]
            if more := len(found[SHOWN:]):
                lines += [f"  and {more:,} more; --format json has them all", ""]
    unchanged = [f"{compared.replay.unchanged:,} unchanged."] if compared.replay.changes else []
    return "\n".join([*lines, *unchanged]) + "\n"


def headline(compared: DiffResult) -> str:
    """Return one line: what was compared with what, and how much of it changed."""
    replay = compared.replay
    asked = counted(replay.labelled, "labelled question")
    if compared.terms.logged:
        both = f"{replay.labelled:,} labelled, {replay.real:,} real"
        asked = f"{counted(replay.labelled + replay.real, 'question')} ({both})"
    verb = "changes" if len(replay.changes) == 1 else "change"
    return f"{plain(compared.then.written)} → {compared.terms.folder}: {len(replay.changes):,} of {asked} {verb}."


def change_lines(compared: DiffResult, change: "AnswerChange") -> Iterator[str]:
    """Yield the lines of one change."""
    question = change.question
    where = source(compared, question)
    room = WIDTH - 4
    if len(where) + len(plain(question.text)) + 4 <= room:
        yield f'  "{plain(question.text)}"  {where}'
    else:
        yield f'  "{cut(question.text, room)}"'
        yield f"    {where}"
    yield f"    {came(change.before)}"
    yield f"  → {came(change.after)}"
    if note := truth(change):
        yield f"    {note}"


def source(compared: DiffResult, question: "ReplayQuestion") -> str:
    """Return where a label stands, or how often a real question was asked."""
    asker = f" as {plain(question.as_)}" if question.as_ else ""
    if question.file:
        return f"{written(compared.terms.folder, question.file)}:{question.line}{asker}"
    times = "once" if question.times == 1 else f"{question.times:,} times"
    return f"asked {times}, {'' if question.times == 1 else 'last '}on {question.last}"


def came(finding: Finding) -> str:
    """Return the verdict, the confidence and the best entry of a finding."""
    best = finding.best.entry.name if finding.best else "nothing"
    return f"{finding.verdict:<7} {finding.confidence:.2f} {best}"


def truth(change: "AnswerChange") -> str:
    """Return what is known to be right, where that says why a change is good or bad."""
    known = change.question.known
    if change.question.file:
        return f"expected {' or '.join(sorted(known.right)) or 'nobody'}"
    if change.kind not in ("newly-wrong", "no-longer-wrong"):
        return ""
    if known.nobody:
        return "judged: for a person"
    right = f"known to be right: {' or '.join(sorted(known.right))}"
    return right if known.right else f"known to be no help: {' and '.join(sorted(known.wrong))}"


def as_json(compared: DiffResult) -> str:
    """Return every change, and the counts of all kinds."""
    from knowledge.improve.replay import ChangeKind

    count = Counter(each.kind for each in compared.replay.changes)
    summary: dict[str, int] = {kind.value: count[kind] for kind in ChangeKind if kind is not ChangeKind.UNCHANGED}
    told = {
        "from": compared.then.commit,
        "changes": [as_data(compared, each) for each in compared.replay.changes],
        "summary": {**summary, "unchanged": compared.replay.unchanged},
        "labelled": compared.replay.labelled,
        "real": compared.replay.real,
    }
    return json.dumps(told, indent=2) + "\n"


def as_data(compared: DiffResult, change: "AnswerChange") -> dict[str, Any]:
    """Return a change as plain JSON data."""
    asked = change.question
    label = {"file": written(compared.terms.folder, asked.file), "line": asked.line, "as": asked.as_}
    real = {"times": asked.times, "last": asked.last.isoformat() if asked.last else None}
    return {
        "kind": change.kind.value,
        "question": asked.text,
        **(label if asked.file else real),
        "right": sorted(asked.known.right),
        "before": side(change.before),
        "after": side(change.after),
    }


def side(finding: Finding) -> dict[str, Any]:
    """Return what came of a question as plain JSON data."""
    answered = finding.best.entry.name if finding.best and finding.verdict is Verdict.ANSWER else None
    candidates = [{"entry": each.entry.name, "confidence": each.confidence} for each in finding.matches[:3]]
    verdict, confidence = finding.verdict.value, finding.confidence
    return {"verdict": verdict, "confidence": confidence, "entry": answered, "candidates": candidates}


def as_github(compared: DiffResult) -> str:
    """Return an annotation a change: beside its label, for a real question beside the entry that it is about."""
    annotations = (annotation(compared, each) for each in compared.replay.changes)
    return github(annotations, f"{headline(compared)} {compared.replay.unchanged:,} unchanged.")


def annotation(compared: DiffResult, change: "AnswerChange") -> Annotation:
    """Return what a pull request shows of a change."""
    asked = change.question
    best = change.after.best or change.before.best
    file, line = (asked.file, asked.line) if asked.file else (best.entry.file, best.entry.line) if best else (".", 1)
    level = "error" if change.kind in compared.terms.failing else LEVELS.get(change.kind, "notice")
    title = f"a {'labelled' if asked.file else 'real'} question: {change.kind.replace('-', ' ')}"
    told = [each.strip() for each in change_lines(compared, change)]
    return Annotation(level, written(compared.terms.folder, on_disk(file)), line, title, "\n".join(told))


def as_junit(compared: DiffResult) -> str:
    """Return a JUnit report: a test a change, failed where the command fails by it; without any, one passed test."""
    cases = []
    for each in compared.replay.changes:
        told = tuple(change_lines(compared, each))
        fails = each.kind in compared.terms.failing
        file = written(compared.terms.folder, each.question.file) if each.question.file else ""
        name = f"{each.kind.replace('-', ' ')}: {plain(each.question.text)}"
        cases.append(JUnitCase(name, file, told if fails else (), () if fails else told))
    return junit("spot diff", cases or [JUnitCase(headline(compared))])


FORMATS: dict[str, Callable[[DiffResult], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "junit": as_junit,
}

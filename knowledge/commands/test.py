"""`test`: asks every labelled question, and shows those where Spot would say something wrong or nothing."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from knowledge.commands.inputs.deployment import Deployment
from knowledge.commands.inputs.options import AnyFolder, AsReport, ReportFormat
from knowledge.commands.reporting import (
    FINE,
    FOUND,
    TEXT,
    Annotation,
    JUnitCase,
    cannot,
    github,
    junit,
    progress,
    show,
    tell,
    written,
)
from knowledge.evaluation import labelled
from knowledge.evaluation.labelled import SHOWN, LabelOutcome, LabelResult, UnaskedLabel
from knowledge.files.survey import FileKind
from knowledge.judgement import Judged
from knowledge.matching.confidence import ANSWER

if TYPE_CHECKING:
    from knowledge.matching.encoder.semantic_extra import SemanticExtra


class TestFailure(StrEnum):
    """What makes the command fail: something wrong said, or also an entry neither answered nor offered."""

    WRONG = "wrong"
    MISSED = "missed"


FAILING: Mapping[TestFailure, frozenset[LabelOutcome]] = {
    TestFailure.WRONG: frozenset((LabelOutcome.WRONG,)),
    TestFailure.MISSED: frozenset((LabelOutcome.WRONG, LabelOutcome.MISSED)),
}
"""How a question went that fails, by what `--fail-on` says."""
MARK, NO_MARK = "→", " "
Came = TypeVar("Came", LabelResult, UnaskedLabel)


def command(
    context: typer.Context,
    folder: AnyFolder = None,
    format: AsReport = ReportFormat.TEXT,
    fail_on: Annotated[TestFailure, typer.Option("--fail-on", help="What makes it exit with 1.")] = TestFailure.WRONG,
) -> None:
    """Ask as Spot would answer where it runs, without what was judged."""
    known: Deployment = context.obj
    place = folder or known.knowledge
    raise typer.Exit(run(place, format.value, known.extra(), known.target_precision, known.learned, fail_on))


def run(
    folder: Path,
    format: str,
    extra: "SemanticExtra | None" = None,
    target: float = ANSWER,
    learned: Path | None = None,
    fail_on: TestFailure = TestFailure.WRONG,
) -> int:
    """Ask every labelled question of the folder; give 1 when one fails, 2 without a folder.

    `target` is the share of answers that should be right. What was judged is left aside: the files alone decide.
    `learned` is the folder where what was learned is kept.
    """
    from knowledge.base import KnowledgeBase
    from knowledge.load import FolderMissing
    from knowledge.matching.training.trainer import command_trainer

    try:
        base = KnowledgeBase.open(folder, judged=Judged(target=target), extra=extra, trainer=command_trainer(learned))
    except FolderMissing as fault:
        return cannot(fault)
    asked = progress(labelled.ask(base, datetime.now(UTC).date()), "asking", len(base.asked))
    found = list(asked)
    tried = [located(folder, each) for each in found if isinstance(each, LabelResult)]
    unasked = [located(folder, each) for each in found if isinstance(each, UnaskedLabel)]
    for each in unasked:
        print(each, file=sys.stderr)
    failing = FAILING[fail_on]
    (tell if format == TEXT else show)(FORMATS[format](tried, failing))
    unread = [each.found.file for each in base.loaded.behind if each.found.kind is FileKind.ASKED]
    for file in unread:
        print(
            f"{written(folder, file)}: not asked as it stands, since it has an error: check names it", file=sys.stderr
        )
    if not found and not unread:
        print("There is nothing to ask: write questions with what should answer them into asked.yaml", file=sys.stderr)
    return FOUND if unasked or unread or any(each.outcome in failing for each in tried) else FINE


def located(folder: Path, each: Came) -> Came:
    """Return it with the file as it follows from how the folder was written."""
    return replace(each, asked=replace(each.asked, file=written(folder, each.asked.file)))


def as_text(tried: Sequence[LabelResult], failing: frozenset[LabelOutcome]) -> str:
    """Return what is wrong or missed with its best three, then a summary in one line."""
    lines: list[str] = []
    for outcome in (LabelOutcome.MISSED, LabelOutcome.WRONG):
        for each in tried:
            if each.outcome is outcome:
                lines += [*failure(each), ""]
    return "\n".join([*lines, *languages(tried), summary(tried)]) + "\n"


def failure(each: LabelResult) -> list[str]:
    """Return a failed question with file and line, what was expected, and the best three with their scores."""
    lines = [f"{each.asked.file}:{each.asked.line}: {each.outcome}: {asks(each)}", f"    {came(each)}"]
    for match in each.finding.matches[:SHOWN]:
        mark = MARK if match.names & set(each.asked.expect) else NO_MARK
        lines.append(f"  {mark} {match.confidence:.2f} {match.entry.name} (score {match.score:.2f})")
    return lines


def asks(each: LabelResult) -> str:
    """Return the question, and who asks where somebody is named."""
    return f"{each.asked.ask!r}" + (f" as {each.asked.as_}" if each.asked.as_ else "")


def came(each: LabelResult) -> str:
    """Return what was expected and what came instead."""
    return f"expected {' or '.join(each.asked.expect) or 'nobody'}, got {each.finding.verdict}"


def languages(tried: Sequence[LabelResult]) -> list[str]:
    """Return a line for each language that was asked in, where there are several, with its share that went right."""
    asked = Counter(each.finding.language for each in tried)
    if len(asked) < 2:
        return []
    each_of = {name: [each for each in tried if each.finding.language == name] for name in sorted(asked)}
    return [f"{name}: {summary(each)}" for name, each in each_of.items()]


def summary(tried: Sequence[LabelResult]) -> str:
    """Return one line: how many were asked, and how they went."""
    count = Counter(each.outcome for each in tried)
    handed = sum(each.outcome is LabelOutcome.RIGHT and not each.asked.expect for each in tried)
    return (
        f"{len(tried)} labelled questions: {count[LabelOutcome.RIGHT] - handed} answered, {handed} rightly handed off, "
        f"{count[LabelOutcome.OFFERED]} offered, {count[LabelOutcome.MISSED]} missed, "
        f"{count[LabelOutcome.WRONG]} wrong."
    )


def as_json(tried: Sequence[LabelResult], failing: frozenset[LabelOutcome]) -> str:
    """Return every question with its outcome."""
    count = Counter(each.outcome for each in tried)
    totals = {outcome.value: count[outcome] for outcome in LabelOutcome}
    return json.dumps({"questions": [each.as_dict() for each in tried], "summary": totals}, indent=2) + "\n"


def as_github(tried: Sequence[LabelResult], failing: frozenset[LabelOutcome]) -> str:
    """Return an annotation beside each label that went wrong or missed: an error where it fails the command."""
    annotations = (
        Annotation(
            level="error" if each.outcome in failing else "warning",
            file=each.asked.file,
            line=each.asked.line,
            title=f"a labelled question: {each.outcome}",
            message=f"{asks(each)}\n" + "\n".join(line.strip() for line in failure(each)[1:]),
        )
        for each in tried
        if each.outcome in FAILING[TestFailure.MISSED]
    )
    return github(annotations, summary(tried))


def as_junit(tried: Sequence[LabelResult], failing: frozenset[LabelOutcome]) -> str:
    """Return a JUnit report: a test a question; one that does not fail the command tells what it missed."""
    cases = []
    for each in tried:
        told = tuple(failure(each)) if each.outcome in FAILING[TestFailure.MISSED] else ()
        fails = each.outcome in failing
        cases.append(JUnitCase(asks(each), each.asked.file, told if fails else (), () if fails else told))
    return junit("spot test", cases)


FORMATS: dict[str, Callable[[Sequence[LabelResult], frozenset[LabelOutcome]], str]] = {
    TEXT: as_text,
    "json": as_json,
    "github": as_github,
    "junit": as_junit,
}

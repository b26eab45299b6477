"""`evaluate`: how good the matcher is on a labelled set, in the figures that docs/matching-measured.md explains."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knowledge.commands.inputs.deployment import Deployment
from knowledge.evaluation.evaluation_sets import FOLDER, BadSet, EvaluationQuestion, read_entries, read_questions
from knowledge.evaluation.metrics import area_under_curve, coverage_at_precision
from knowledge.match import Finding

if TYPE_CHECKING:
    from knowledge.matching.encoder.semantic_extra import SemanticExtra

COULD_NOT_RUN = 2


def command(
    context: typer.Context,
    entries: Annotated[Path, typer.Option(help="JSON lines: {id, phrasings}.")],
    questions: Annotated[Path, typer.Option(help="JSON lines: {text, gold}; gold null is out of scope.")],
    phrasings: Annotated[int | None, typer.Option(min=1, help="Use only this many phrasings of each entry.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write one JSON line per question to this file.")] = None,
) -> None:
    """Measure with the extra that is set here."""
    known: Deployment = context.obj
    raise typer.Exit(run(entries, questions, phrasings, out, known.extra()))


def run(
    entries: Path, questions: Path, phrasings: int | None, out: Path | None, extra: "SemanticExtra | None" = None
) -> int:
    """Ask every question, print the figures, and write a line a question to `out`; give 2 when a file is bad."""
    try:
        base, asked = read_entries(entries, phrasings), read_questions(questions)
        if not base or not asked:
            raise BadSet(f"{questions if base else entries}:1: there is nothing in it: give at least one line")
    except BadSet as fault:
        print(fault, file=sys.stderr)
        return COULD_NOT_RUN
    from knowledge.entry import Visibility
    from knowledge.matching.view import View
    from knowledge.people.audience import Audience

    unknown = {one.gold for one in asked if one.gold} - {entry.id for entry in base}
    if unknown:
        print(f"{questions}: {len(unknown)} gold ids are no entry, such as {min(unknown)!r}", file=sys.stderr)
    view = View(base, Audience((FOLDER,), Visibility.PUBLIC), extra=extra)
    findings = [view.ask(one.text) for one in asked]
    if out and not _write(out, asked, findings):
        return COULD_NOT_RUN
    print(report(asked, findings), end="")
    return 0


def report(asked: Sequence[EvaluationQuestion], findings: Sequence[Finding]) -> str:
    """Return the figures, one a line."""
    figures = measured(asked, findings)
    lines = [f"{len(asked)} questions, {sum(one.gold is not None for one in asked)} in scope"]
    for name, value in figures.items():
        shown = "not measured, everything is in scope" if value is None else f"{value:.1f} %"
        lines.append(f"{name:<31} {shown if name != AUROC or value is None else f'{value:.3f}'}")
    return "\n".join(lines) + "\n"


AUROC = "AUROC in scope vs out of scope"


def measured(asked: Sequence[EvaluationQuestion], findings: Sequence[Finding]) -> dict[str, float | None]:
    """Return each figure by name, in percent; the AUROC from 0 to 1."""
    pairs = list(zip(asked, findings, strict=True))
    inside = [(one, [match.entry.id for match in finding.matches]) for one, finding in pairs if one.gold is not None]
    of = max(1, len(inside))
    answers = [(finding.confidence, _is_right(one, finding)) for one, finding in pairs]
    return {
        "top-1": 100 * sum(names[:1] == [one.gold] for one, names in inside) / of,
        "top-3": 100 * sum(one.gold in names[:3] for one, names in inside) / of,
        "coverage at 95 % precision": 100 * coverage_at_precision(answers),
        AUROC: area_under_curve(
            (finding.confidence for one, finding in pairs if one.gold is not None),
            (finding.confidence for one, finding in pairs if one.gold is None),
        ),
    }


def _is_right(one: EvaluationQuestion, finding: Finding) -> bool:
    return finding.best is not None and finding.best.entry.id == one.gold


def _write(out: Path, asked: Sequence[EvaluationQuestion], findings: Sequence[Finding]) -> bool:
    try:
        with out.open("w", encoding="utf-8") as lines:
            for one, finding in zip(asked, findings, strict=True):
                ranked = [{"entry": each.entry.id, "confidence": each.confidence} for each in finding.matches]
                row = {"text": one.text, "ranked": ranked, "verdict": finding.verdict.value}
                lines.write(json.dumps(row) + "\n")
    except OSError as fault:
        print(f"{out}: it cannot be written ({fault.strerror}): name a file in a folder that exists", file=sys.stderr)
        return False
    return True

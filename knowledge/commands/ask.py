"""`ask`: one question, the verdict, and why; for a curator at a terminal and for programs."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from knowledge.commands.inputs.deployment import Deployment
from knowledge.commands.inputs.options import AsFormat, AsPerson, ResultFormat
from knowledge.entry import Entry
from knowledge.match import Finding, Match, Verdict
from knowledge.people.audience import Asker
from knowledge.printable import one_line

if TYPE_CHECKING:
    from rich.console import Console

    from knowledge.base import KnowledgeBase
    from knowledge.judgement import Judged
    from knowledge.matching.encoder.semantic_extra import SemanticExtra

COULD_NOT_RUN = 2
BAR = 10
"""Cells of a whole confidence bar."""
STYLES = {Verdict.ANSWER: "bold green", Verdict.CLARIFY: "bold yellow", Verdict.HANDOFF: "bold red"}
MEANING = {
    Verdict.ANSWER: "Spot answers",
    Verdict.CLARIFY: "Spot asks which of these is meant",
    Verdict.HANDOFF: "Spot hands over to a person",
}
SHOWN = 3
LONGEST_SHOWN = 200
"""Characters of the question that was asked."""


def command(
    context: typer.Context,
    question: Annotated[list[str], typer.Argument(help="The question, as a customer would write it.")],
    as_: AsPerson = None,
    after: Annotated[str | None, typer.Option(metavar="ENTRY", help="The entry that answered just before.")] = None,
    format: AsFormat = ResultFormat.TEXT,
) -> None:
    """Ask as Spot would answer where it runs."""
    known: Deployment = context.obj
    raise typer.Exit(
        run(
            known.knowledge,
            " ".join(question),
            as_,
            format.value,
            known.today,
            after=after,
            judged=known.judged(),
            extra=known.extra(),
            learned=known.learned,
        )
    )


def run(
    folder: Path,
    question: str,
    as_: str | None,
    format: str,
    today: date,
    *,
    after: str | None = None,
    judged: "Judged | None" = None,
    extra: "SemanticExtra | None" = None,
    learned: Path | None = None,
) -> int:
    """Ask as this person, or as the first of the directory, and print the finding; give 2 when that cannot be.

    `after` is the full name of an entry that answered just before; `judged` is what Spot's leads judged where it runs.
    `learned` is the folder where what was learned is kept.
    """
    from knowledge.load import FolderMissing

    try:
        base = open_base(folder, judged, extra, learned)
        asker = base.directory.person(as_, today=today) if as_ else base.directory.default(today)
    except (FolderMissing, LookupError) as fault:
        print(fault.args[0] if fault.args else fault, file=sys.stderr)
        return COULD_NOT_RUN
    view = base.view(asker.audience)
    if after and not view.entry(after):
        print(f"{asker.written} may see no entry {after!r}: name one as partner/id", file=sys.stderr)
        return COULD_NOT_RUN
    begun = perf_counter()
    finding = view.ask(question, after=(after,) if after else ())
    took = round(1000 * (perf_counter() - begun), 2)
    if format == "json":
        from knowledge.matching.explain import as_data

        print(json.dumps({**as_data(finding), "as": asker.written, "ms": took}, indent=2, ensure_ascii=True))
    else:
        show(asker, finding, took)
    return 0


def open_base(
    folder: Path, judged: "Judged | None", extra: "SemanticExtra | None", learned: Path | None
) -> "KnowledgeBase":
    """Return the knowledge base as it answers where Spot runs; raise FolderMissing when there is no such folder."""
    from knowledge.base import KnowledgeBase
    from knowledge.matching.training.trainer import command_trainer

    base = KnowledgeBase.open(folder, extra=extra, trainer=command_trainer(learned))
    return base.rejudged(judged) if judged else base


def show(
    asker: Asker, finding: Finding, took: float, following: Sequence[Entry] = (), *, in_short: bool = False
) -> None:
    """Print a finding for a person, in colour at a terminal, else plain; `following` is offered below an answer."""
    from rich.console import Console

    from knowledge.matching.explain import brief, explain

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty())
    console.print(f"{asker.name} ({asker.written}) asks: {_shown(finding.question)}", style="dim")
    if finding.corrections:
        read = ", ".join(f"{typed} → {meant}" for typed, meant in finding.corrections)
        console.print(f"read as: {read}", style="dim")
    console.print()
    console.print(f"{finding.verdict.upper()}  {MEANING[finding.verdict]}", style=STYLES[finding.verdict])
    console.print(f"confidence {finding.confidence:.2f} ({finding.kind}), knowledge {finding.knowledge}, {took:.1f} ms")
    if finding.best and finding.verdict is Verdict.ANSWER:
        show_answer(console, finding.best, following)
    console.print()
    for match in finding.matches[:SHOWN]:
        offered = "offered" if match in finding.offered else ""
        console.print(f"{match.confidence:.2f} {bar(match.confidence)} {match.entry.name}  {offered}".rstrip())
        console.print(f"     {' ' * BAR} {match.entry.question}", style="dim")
    console.print()
    console.print(brief(finding) if in_short else explain(finding), style="dim")


def show_answer(console: "Console", match: Match, following: Sequence[Entry]) -> None:
    """Print the entry that answers, with its file and line, and the buttons below it."""
    console.print(f"{match.entry.name}  {match.entry.file}:{match.entry.line}", style="cyan")
    console.print()
    console.print(f"  {match.entry.question}", style="bold")
    for line in match.entry.answer.splitlines():
        console.print(f"  {line}".rstrip())
    for each in following:
        console.print(f"  [ {each.question} ]", style="cyan")


def bar(confidence: float) -> str:
    """Draw a confidence as ten cells."""
    full = round(BAR * confidence)
    return "█" * full + "░" * (BAR - full)


def _shown(text: str) -> str:
    return one_line(text, LONGEST_SHOWN) + ("…" if len(text) > LONGEST_SHOWN else "")

"""The commands that ask the knowledge base, measure it, and judge what it answered."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.options import (
    AnyFolder,
    AsFormat,
    AsPerson,
    AsReport,
    Format,
    ReportFormat,
    extra,
    settings,
    today,
)

app = typer.Typer()


class FailOn(StrEnum):
    """What makes `test` fail: something wrong said, or also an expected entry neither answered nor offered."""

    WRONG = "wrong"
    MISSED = "missed"


@app.command()
def ask(
    question: Annotated[list[str], typer.Argument(help="The question, as a customer would write it.")],
    as_: AsPerson = None,
    after: Annotated[str | None, typer.Option(metavar="ENTRY", help="The entry that answered just before.")] = None,
    format: AsFormat = Format.TEXT,
) -> None:
    """Ask the knowledge base, and see why it answers as it does."""
    from bot.commands.judging.judgements import judged
    from knowledge.commands.ask import run

    known = settings()
    said = judged(known.database, known.target_precision)
    raise typer.Exit(
        run(
            known.knowledge,
            " ".join(question),
            as_,
            format.value,
            today(),
            after=after,
            judged=said,
            extra=extra(known),
            learned=known.learned,
        )
    )


@app.command("try")
def trying(folder: AnyFolder = None, as_: AsPerson = None) -> None:
    """Ask one question after the other, of the files as they are saved meanwhile. Exits 0 or 2 (could not run)."""
    from bot.commands.judging.judgements import judged
    from knowledge.commands.trying import run

    known = settings()
    said = judged(known.database, known.target_precision)
    raise typer.Exit(
        run(folder or known.knowledge, as_, today(), judged=said, extra=extra(known), learned=known.learned)
    )


@app.command("test")
def labelled(
    folder: AnyFolder = None,
    format: AsReport = ReportFormat.TEXT,
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help="What makes it exit with 1.")] = FailOn.WRONG,
) -> None:
    """Ask every labelled question (asked.yaml), show those that go wrong. Exits 0, 1 (one failed) or 2 (could not)."""
    from knowledge.commands.test import run

    known = settings()
    place = folder or known.knowledge
    raise typer.Exit(run(place, format.value, extra(known), known.target_precision, known.learned, fail_on.value))


@app.command()
def evaluate(
    entries: Annotated[Path, typer.Option(help="JSON lines: {id, phrasings}.")],
    questions: Annotated[Path, typer.Option(help="JSON lines: {text, gold}; gold null is out of scope.")],
    phrasings: Annotated[int | None, typer.Option(min=1, help="Use only the first so many of each entry.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write one JSON line a question.")] = None,
) -> None:
    """Measure the matcher on a labelled set: top-1, top-3, coverage at 95 % precision, AUROC in scope against out."""
    from knowledge.commands.evaluate import run

    raise typer.Exit(run(entries, questions, phrasings, out, extra(settings())))


@app.command()
def judge(
    question: Annotated[str | None, typer.Argument(help="A question's id; none: go through those not judged.")] = None,
    verdict: Annotated[str | None, typer.Argument(help="right, wrong, handoff (to a person) or gap.")] = None,
    entry: Annotated[str | None, typer.Argument(help="The entry that is right.")] = None,
    *,
    near: Annotated[bool, typer.Option("--near", help="Near the threshold first, not by lot; see docs.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the questions that wait to be judged.")] = False,
    export: Annotated[Path | None, typer.Option(help="Write what is judged as JSON lines; - for here.")] = None,
    import_: Annotated[Path | None, typer.Option("--import", help="Take JSON lines, or a .tsv.")] = None,
    as_: AsPerson = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who judges; your login name if not said.")] = None,
    format: AsFormat = Format.TEXT,
) -> None:
    """Judge answers, so that Spot's confidence is learned from what leads say. Exits 0, 1 (errors) or 2."""
    from getpass import getuser

    from bot.commands.judging import judge as command

    known = settings()
    place = command.Place(known.database, known.knowledge, by or getuser(), format.value)
    if export:
        raise typer.Exit(command.run_export(place, export))
    if import_:
        raise typer.Exit(command.run_import(place, import_, as_))
    if list_:
        raise typer.Exit(command.run_list(place))
    if question and verdict:
        raise typer.Exit(command.run_one(place, question, verdict, entry))
    if question:
        raise typer.BadParameter("say what it is: right, wrong, handoff or gap", param_hint="VERDICT")
    raise typer.Exit(command.run_walk(place, near))

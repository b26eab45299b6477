"""Spot's one door: `python app.py` serves; check, ask, test … are its commands, each imported when it runs."""

import os
import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

try:
    import typer
except ModuleNotFoundError:
    sys.exit(
        f"{sys.executable} has none of what Spot runs on: `make run` puts it into .venv, "
        "and from then on it is .venv/bin/python app.py (Windows: .venv\\Scripts\\python app.py)"
    )

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.matching.semantic.extra import Extra

os.environ["OPENBLAS_NUM_THREADS"] = "1"
"""How many threads share a sum decides its last digit: with one, the same question gets the same bytes."""

app = typer.Typer(
    help="Spot, the single point of support: it answers from partners' files and opens a case when it can't.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)
cases = typer.Typer(help="Read the cases in the database.", no_args_is_help=True)
app.add_typer(cases, name="case")


class Format(StrEnum):
    """How a command reports."""

    TEXT = "text"
    JSON = "json"


class CheckFormat(StrEnum):
    """How `check` reports: for people, for programs, for a pull request, for a CI server."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    JUNIT = "junit"


AsFormat = Annotated[Format, typer.Option("--format", help="For people, or for programs.")]
AsPerson = Annotated[str | None, typer.Option("--as", metavar="PERSON", help="Who asks, such as bakery/olu.")]


def settings() -> "Settings":
    """Give the settings, or end with one line that says what is wrong with them."""
    from bot.settings import SettingsError, load

    try:
        return load()
    except SettingsError as fault:
        typer.echo(fault, err=True)
        raise typer.Exit(2) from None


def extra(settings: "Settings") -> "Extra | None":
    """Give the extra that is set, or None; one line says when it is set and cannot be had."""
    from bot.extra import extra_of

    return extra_of(settings, lambda line: typer.echo(line, err=True))


def today() -> date:
    """Give the day, in UTC."""
    return datetime.now(UTC).date()


@app.callback(invoke_without_command=True)
def default(context: typer.Context) -> None:
    """Serve when no command is named."""
    if context.invoked_subcommand is None:
        serve()


@app.command()
def serve() -> None:
    """Run the bot, the chat page and the console, until Ctrl-C."""
    from bot.operate.serve import run

    raise typer.Exit(run(settings()))


@app.command()
def ask(
    question: Annotated[list[str], typer.Argument(help="The question, as a customer would write it.")],
    as_: AsPerson = None,
    after: Annotated[str | None, typer.Option(metavar="ENTRY", help="The entry that answered just before.")] = None,
    format: AsFormat = Format.TEXT,
) -> None:
    """Ask the knowledge base, and see why it answers as it does."""
    from bot.operate.judged import judged
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


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="Any folder of knowledge files; the content folder if none.")
    ] = None,
    format: Annotated[CheckFormat, typer.Option("--format", help="How to report.")] = CheckFormat.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings are errors too.")] = False,
) -> None:
    """Read every knowledge file and name each mistake: file, line, remedy. Exits 0, 1 (errors) or 2 (could not run)."""
    from knowledge.commands.check import run

    raise typer.Exit(run(folder or settings().knowledge, format.value, strict))


@app.command()
def test(format: AsFormat = Format.TEXT) -> None:
    """Ask every labelled question (asked.yaml) and show those that go wrong."""
    from knowledge.commands.test import run

    known = settings()
    raise typer.Exit(run(known.knowledge, format.value, extra(known), known.target_precision, known.learned))


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

    from bot.operate import judge as command

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


@app.command()
def words(
    folder: Annotated[
        Path | None, typer.Argument(help="Any folder of knowledge files; the content folder if none.")
    ] = None,
    as_: AsPerson = None,
    format: AsFormat = Format.TEXT,
) -> None:
    """Show what counts as one word for a person: acronyms of the entries, and what words.yaml files say."""
    from knowledge.commands.words import run

    raise typer.Exit(run(folder or settings().knowledge, as_, format.value, today()))


@cases.command("list")
def case_list(format: AsFormat = Format.TEXT) -> None:
    """List the cases, newest first."""
    from bot.operate.case import run_list

    raise typer.Exit(run_list(settings().database, format.value))


@cases.command("show")
def case_show(number: Annotated[str, typer.Argument(help="Such as C-1001.")], format: AsFormat = Format.TEXT) -> None:
    """Show one case with everything that happened to it."""
    from bot.operate.case import run_show

    raise typer.Exit(run_show(settings().database, number, format.value))


@app.command()
def transcript(
    conversation: Annotated[
        str | None, typer.Argument(help="A conversation's key or a case number; none: the list.")
    ] = None,
    format: AsFormat = Format.TEXT,
) -> None:
    """Show a conversation as it was said, with the reason for every answer."""
    from bot.operate.transcript import run

    raise typer.Exit(run(settings().database, conversation, format.value))


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()

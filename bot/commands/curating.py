"""The commands of those who write knowledge files."""

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
    InFolder,
    ReportFormat,
    extra,
    has_screen,
    now,
    settings,
    today,
)

app = typer.Typer()


class TextFormat(StrEnum):
    """What an import becomes."""

    MARKDOWN = "markdown"
    YAML = "yaml"


class FileFormat(StrEnum):
    """What an export may be."""

    MARKDOWN = "markdown"
    YAML = "yaml"
    XLSX = "xlsx"
    QNAMAKER = "qnamaker"


class Visible(StrEnum):
    """Who may see an entry."""

    PUBLIC = "public"
    CUSTOMER = "customer"
    PARTNER = "partner"
    VENDOR = "vendor"


@app.command()
def check(
    folder: AnyFolder = None,
    format: AsReport = ReportFormat.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings are errors too.")] = False,
    deep: Annotated[
        bool, typer.Option("--deep", help="Also ask every entry's questions of the others, which takes longer.")
    ] = False,
    since: Annotated[
        str | None, typer.Option(metavar="REV", help="The git revision to compare with; the last one if none.")
    ] = None,
    partner: Annotated[
        str | None, typer.Option(metavar="ID", help="Whose files these are; any others are an error.")
    ] = None,
) -> None:
    """Read every knowledge file and name each mistake: file, line, remedy. Exits 0, 1 (errors) or 2 (could not run)."""
    from knowledge.commands.check import CheckScope, MatchingDepth, run

    depth = MatchingDepth(settings().learned, extra(settings())) if deep else None
    raise typer.Exit(run(folder or settings().knowledge, format.value, strict, CheckScope(since, partner, depth)))


@app.command()
def words(
    folder: AnyFolder = None,
    as_: AsPerson = None,
    format: AsFormat = Format.TEXT,
) -> None:
    """Show what counts as one word for a person: acronyms of the entries, and what words.yaml files say."""
    from knowledge.commands.words import run

    raise typer.Exit(run(folder or settings().knowledge, as_, format.value, today()))


@app.command()
def schema(
    name: Annotated[
        str | None, typer.Argument(help="entries, partner, asked, words or directory; none: the list.")
    ] = None,
) -> None:
    """Print the JSON Schema of a kind of file, for editors that complete keys and underline mistakes."""
    from knowledge.commands.schema import run

    raise typer.Exit(run(name))


@app.command()
def new(
    question: Annotated[str, typer.Argument(help="What people ask, in quotes.")],
    into: Annotated[str, typer.Option(metavar="PARTNER[/FILE]", help="Whose entry it is, and in which file.")],
    id_: Annotated[str | None, typer.Option("--id", metavar="ID", help="Made of the question if none.")] = None,
    owner: Annotated[str | None, typer.Option(help="Who looks after it; the file or folder says so if none.")] = None,
    folder: InFolder = None,
) -> None:
    """Write a draft for a question into a Markdown or YAML file, for you to finish. Exits 0 or 2 (nothing written)."""
    from knowledge.commands.new import NewEntryOptions, run

    raise typer.Exit(run(folder or settings().knowledge, NewEntryOptions(question, into, id_, owner, folder), today()))


@app.command("import")
def bring_in(
    file: Annotated[Path, typer.Argument(help="A table, a page or another system's export.")],
    into: Annotated[str, typer.Option(metavar="PARTNER", help="Whose folder it goes into.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would come of it and write nothing.")] = False,
    format: Annotated[
        TextFormat | None, typer.Option("--format", help="What it becomes; if none, the one that holds everything.")
    ] = None,
    name: Annotated[str | None, typer.Option(metavar="FILE", help="The new file's name; else the old one's.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file of that name.")] = False,
    folder: InFolder = None,
) -> None:
    """Bring a file into a partner's folder as Markdown or YAML. Exits 0, 1 (it has errors) or 2 (nothing written)."""
    from knowledge.commands.import_ import ImportOptions, run
    from knowledge.writing.formats import OutputFormat

    wanted = ImportOptions(file, into, OutputFormat(format.value) if format else None, name, dry_run, replace, folder)
    raise typer.Exit(run(folder or settings().knowledge, wanted, today()))


@app.command()
def export(
    format: Annotated[FileFormat, typer.Option("--format", help="What to write.")],
    to: Annotated[Path, typer.Option(metavar="FILE", help="Where to; - for here.")] = Path("-"),
    partner: Annotated[str | None, typer.Option(metavar="ID", help="Whose entries, where there are several.")] = None,
    visibility: Annotated[
        Visible | None, typer.Option(help="Only what these may see, and nothing under an agreement; else everything.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file of that name.")] = False,
    folder: InFolder = None,
) -> None:
    """Write a partner's entries, and say what is lacking. Exits 0, 1 (a file has an error) or 2 (nothing written)."""
    from knowledge.commands.export import run
    from knowledge.entry import Visibility
    from knowledge.writing.formats import OutputFormat

    widest = Visibility(visibility.value) if visibility else None
    content = folder or settings().knowledge
    raise typer.Exit(run(content, partner, OutputFormat(format.value), to, widest, replaces=replace, today=today()))


@app.command("owner")
def owners(folder: AnyFolder = None) -> None:
    """Print CODEOWNERS lines: who is asked about a change to which folder or file. Exits 0, 1 (no address) or 2."""
    from knowledge.commands.owner import run

    raise typer.Exit(run(folder or settings().knowledge))


@app.command()
def preview(
    entry: Annotated[str, typer.Argument(metavar="ID", help="An entry, as partner/id or as id alone.")],
    folder: InFolder = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Write the page and open no browser.")] = False,
) -> None:
    """Show an entry in the browser as a customer sees it, drafts too. Exits 0 or 2 (there is no such entry)."""
    from bot.commands.entries.preview import run

    raise typer.Exit(run(folder or settings().knowledge, entry, now(), opens=not no_open and has_screen()))

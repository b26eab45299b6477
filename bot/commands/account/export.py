"""`account export`: an account's page for a review meeting, as whoever is to read it may see it."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.account.viewer import COULD_NOT_RUN, Account, AsViewer, look_of_viewer
from bot.commands.deployment import LocalDeployment
from bot.commands.terminal import not_found, on, printable
from bot.store.engine.store import Reader
from knowledge.files import saving
from knowledge.problems.nearest import did_you_mean

if TYPE_CHECKING:
    from bot.report.account_page import Look

HERE = "-"


class PageFormat(StrEnum):
    """How a page is written: for people, for programs."""

    MARKDOWN = "markdown"
    JSON = "json"


def command(
    context: typer.Context,
    account: Account,
    to: Annotated[str, typer.Option(metavar="FILE", help="Where to write it; - for here.")] = HERE,
    person: AsViewer = None,
    format: Annotated[PageFormat, typer.Option("--format", help="For people, or for programs.")] = PageFormat.MARKDOWN,
) -> None:
    """Write the page of an account of the directory here."""
    known: LocalDeployment = context.obj
    raise typer.Exit(run(known.database, look_of_viewer(known, person), account, format.value, to))


def run(store_path: Path, look: "Look", id: str, format: str, to: str) -> int:
    """Write an account's page into a file that only its owner can read, `-` for here; 1 where there is none."""
    return on(store_path, lambda reader: _export(reader, look, id, format, to))


def _export(reader: Reader, look: "Look", id: str, format: str, to: str) -> int:
    from bot.report.account_brief import as_data, as_markdown
    from bot.report.account_page import LOOKED_BACK, page, visible

    found = page(reader, look, id)
    if found is None:
        known = [each.id for each in visible(look)]
        hint = did_you_mean(id, known, "`account list` shows those there are")
        return not_found(f"There is no account {id[:80]}: {hint}.")
    facts = (found, look.now - LOOKED_BACK, look.now.date())
    told = json.dumps(as_data(*facts), indent=2) + "\n" if format == PageFormat.JSON else as_markdown(*facts)
    if to == HERE:
        sys.stdout.write(printable(told))
        return 0
    try:
        saving.fill(Path(to), [told.encode("utf-8", "replace")], 0o600)
    except OSError as fault:
        remedy = "name a file in a folder that exists"
        print(f"{to}: it cannot be written ({fault.strerror}): {remedy}", file=sys.stderr)
        return COULD_NOT_RUN
    print(printable(f"{to}: {found.name} is written."))
    return 0

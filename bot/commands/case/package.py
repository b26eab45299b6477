"""`case package`: what whoever holds a case is given of it when it is escalated."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.deployment import LocalDeployment
from bot.commands.terminal import not_found, on, printable, show_json
from bot.desk.case import number_in
from bot.desk.packages.markdown import markdown
from bot.desk.rules import Rules
from bot.store.desk import cases
from bot.store.engine.store import Reader
from knowledge.commands.inputs.options import AsFormat, ResultFormat

if TYPE_CHECKING:
    from bot.settings import Settings


def command(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="Such as C-1001.")],
    format: AsFormat = ResultFormat.TEXT,
) -> None:
    """Show the package of a case of the database here."""
    known: LocalDeployment = context.obj
    raise typer.Exit(run(known.settings, number, format.value))


def run(settings: "Settings", number: str, format: str) -> int:
    """Print the package of a case as the holder of its furthest leg may see it; exit code 1 where there is no case."""
    from knowledge.load import FolderMissing, load

    try:
        loaded = load(settings.knowledge)
    except FolderMissing as fault:
        print(fault, file=sys.stderr)
        return 2
    rules = Rules(loaded.directory, loaded.policy)
    return on(settings.database, lambda reader: _show(reader, number, rules, format))


def _show(reader: Reader, number: str, rules: Rules, format: str) -> int:
    from bot.hooks.dispatch import package_of

    case = cases.find(reader, number_in(number) or 0)
    if case is None:
        return not_found(f"There is no case {number[:40]}; `case list` shows those there are.")
    told = package_of(reader, case, case.active, rules, datetime.now(UTC))
    if format == "json":
        show_json(told)
    else:
        print(printable(markdown(told)), end="")
    return 0

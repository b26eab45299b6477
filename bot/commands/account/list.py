"""`account list`: the accounts, and how the agreements of their partners stand."""

from typing import TYPE_CHECKING

import typer

from bot.commands.account.viewer import AsViewer, look_of_viewer
from bot.commands.deployment import LocalDeployment
from bot.commands.terminal import show_json, show_table
from knowledge.commands.inputs.options import AsFormat, ResultFormat

if TYPE_CHECKING:
    from bot.report.account_page import Look

HEADS = ("account", "name", "partners and their agreements")


def command(context: typer.Context, person: AsViewer = None, format: AsFormat = ResultFormat.TEXT) -> None:
    """List the accounts of the directory here."""
    known: LocalDeployment = context.obj
    raise typer.Exit(run(look_of_viewer(known, person), format.value))


def run(look: "Look", format: str) -> int:
    """Print the accounts that somebody may know of."""
    from bot.report.account import serving
    from bot.report.account_brief import agreement_of
    from bot.report.account_page import visible

    today, warning = look.now.date(), look.base.policy.agreement_warning
    found = [(each, serving(each, look.directory, today, warning)) for each in visible(look)]
    if format == "json":
        show_json(
            [{"id": each.id, "name": each.name, "partners": [one.id for one in partners]} for each, partners in found]
        )
    elif found:
        rows = [
            (each.id, each.name, "; ".join(f"{one.name}, {agreement_of(one)}" for one in partners) or "–")
            for each, partners in found
        ]
        show_table(HEADS, rows, wide=2)
    else:
        print("There is no account.")
    return 0

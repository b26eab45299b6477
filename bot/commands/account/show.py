"""`account show`: what is open, what recurs, what is planned, how the people of an account fared."""

import typer

from bot.commands.account.export import HERE, run
from bot.commands.account.viewer import Account, AsViewer, look_of_viewer
from bot.commands.deployment import LocalDeployment
from knowledge.commands.inputs.options import AsFormat, ResultFormat


def command(
    context: typer.Context, account: Account, person: AsViewer = None, format: AsFormat = ResultFormat.TEXT
) -> None:
    """Show the page that `account export` writes."""
    known: LocalDeployment = context.obj
    raise typer.Exit(run(known.database, look_of_viewer(known, person), account, format.value, HERE))

"""`webhook secret`: the secret that an organisation's receiver checks signatures with, for its eyes only."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bot import secret
from bot.commands.deployment import LocalDeployment
from bot.commands.terminal import not_found, printable
from bot.hooks import receivers
from bot.hooks.signature import secret_of
from knowledge.problems.nearest import did_you_mean

if TYPE_CHECKING:
    from bot.settings import Settings

DONE, COULD_NOT_RUN = 0, 2
"""Exit codes."""


def command(
    context: typer.Context,
    organisation: Annotated[str, typer.Argument(help="An organisation's or a product group's id in the directory.")],
) -> None:
    """Print the secret that Spot signs with here."""
    known: LocalDeployment = context.obj
    raise typer.Exit(run(known.settings, organisation))


def run(settings: "Settings", organisation: str) -> int:
    """Print an organisation's secret; exit code 1 where the directory has no such organisation."""
    from knowledge.load import FolderMissing, load

    try:
        directory = load(settings.knowledge).directory
        settings.data.mkdir(parents=True, exist_ok=True)
        signing = secret.read(settings.data, settings.secret)
    except (FolderMissing, OSError) as fault:
        print(fault, file=sys.stderr)
        return COULD_NOT_RUN
    known = receivers.ids(directory)
    if organisation not in known:
        remedy = did_you_mean(organisation, known, "the files in directory/ list those there are")
        return not_found(f"There is no organisation {organisation[:40]}: {remedy}")
    if receivers.url_of(directory, organisation) is None:
        print(printable(f"{organisation} has no webhook in the directory yet: nothing is sent to it"), file=sys.stderr)
    print(secret_of(signing, organisation))
    return DONE

"""`draft accept`: publishes a draft where it stands."""

from pathlib import Path

import typer

from bot.commands.deployment import LocalDeployment
from bot.commands.draft.settling import DraftName, settle
from knowledge.commands.inputs.options import InFolder


def command(context: typer.Context, entry: DraftName, folder: InFolder = None) -> None:
    """Publish a draft of the folder that is named, else of the content folder."""
    known: LocalDeployment = context.obj
    raise typer.Exit(run(folder or known.knowledge, entry))


def run(folder: Path, name: str) -> int:
    """Publish a draft and say where it stands; 1 when that cannot be, with the reason."""
    from knowledge.improve.drafting import from_cases

    return settle(folder, name, from_cases.accept, "is published: Spot answers with it from now on")

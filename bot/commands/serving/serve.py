"""`serve`: runs the bot, the chat page and the console until it is told to stop; nothing heavy before it runs."""

import sys
from typing import TYPE_CHECKING

import typer

from bot.commands.deployment import LocalDeployment

if TYPE_CHECKING:
    from bot.settings import Settings


def command(context: typer.Context) -> None:
    """Serve with the settings here."""
    known: LocalDeployment = context.obj
    raise typer.Exit(run(known.settings))


def run(settings: "Settings") -> int:
    """Serve until told to stop; return the exit code, 2 with one line when it could not start."""
    import asyncio

    from bot import logging
    from bot.commands.serving.lock import Taken
    from bot.commands.serving.server import NoFolder, NoPort, serve
    from bot.store.engine.store import StoreError
    from knowledge.load import FolderMissing

    people = sys.stdout.isatty()
    logging.configure(people=people)
    try:
        asyncio.run(serve(settings, people))
    except (Taken, FolderMissing, NoPort, NoFolder, StoreError, OSError) as fault:
        print(f"{fault}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        pass
    return 0

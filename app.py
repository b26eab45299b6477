"""Spot's one door: `python app.py` serves; check, ask, test … are its commands, each imported when it runs."""

import os
import sys

try:
    import typer
except ModuleNotFoundError:
    sys.exit(
        f"{sys.executable} has none of what Spot runs on: `make run` puts it into .venv, "
        "and from then on it is .venv/bin/python app.py (Windows: .venv\\Scripts\\python app.py)"
    )

from bot.commands import accounts, asked, asking, curating, drafts, recorded, reported, tokens, webhooks
from bot.commands.group import Commands
from bot.commands.options import settings

os.environ["OPENBLAS_NUM_THREADS"] = "1"
"""How many threads share a sum decides its last digit: with one, the same question gets the same bytes."""

app = typer.Typer(
    cls=Commands,
    help="Spot, the single point of support: it answers from partners' files and opens a case when it can't.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def default(context: typer.Context) -> None:
    """Serve when no command is named."""
    if context.invoked_subcommand is None:
        serve()


@app.command()
def serve() -> None:
    """Run the bot, the chat page and the console, until Ctrl-C."""
    from bot.commands.serving.serve import run

    raise typer.Exit(run(settings()))


for room in (asking, curating, asked, drafts, recorded, reported, accounts, tokens, webhooks):
    app.add_typer(room.app)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()

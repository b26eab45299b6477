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

from bot.commands.deployment import LocalDeployment
from bot.commands.group import Commands

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
    """Hand every command the Spot that is set up here; serve when none is named."""
    context.obj = LocalDeployment()
    if context.invoked_subcommand is None:
        from bot.commands.serving.serve import command

        command(context)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()

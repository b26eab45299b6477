"""The commands that learn from what was really asked: the question log, and what it says of the entries."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.given import settings

if TYPE_CHECKING:
    from bot.operate.question_log import Place

app = typer.Typer()

Since = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only what was asked since that day, UTC.")]
Partner = Annotated[str | None, typer.Option(metavar="PARTNER", help="Only what that partner may read.")]


def place() -> "Place":
    """Give where questions are written down."""
    from bot.operate.question_log import Place

    known = settings()
    return Place(known.database, known.knowledge)


@app.command()
def questions(
    export: Annotated[str, typer.Option(metavar="FILE", help="Where to write it; - for here.")] = "-",
    since: Since = None,
    partner: Partner = None,
) -> None:
    """Write the question log as JSON lines: what was asked and what came of it, without the person."""
    from bot.operate.question_log import run

    raise typer.Exit(run(place(), export, since.date() if since else None, partner))

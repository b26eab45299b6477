"""The commands of the webhooks: the secret that a receiver needs, what waits or was given up, and another try."""

from typing import Annotated

import typer

from bot.commands.options import AsFormat, Format, settings

app = typer.Typer()
webhooks = typer.Typer(help="What goes to other organisations' systems.", no_args_is_help=True)
app.add_typer(webhooks, name="webhook")


@webhooks.command()
def secret(
    organisation: Annotated[str, typer.Argument(help="An organisation's or a product group's id in the directory.")],
) -> None:
    """Print the secret that its receiver checks signatures with, for its eyes only."""
    from bot.commands.access.webhook import run_secret

    raise typer.Exit(run_secret(settings(), organisation))


@webhooks.command("list")
def list_(format: AsFormat = Format.TEXT) -> None:
    """List what waits and what was given up, then what was taken, newest first."""
    from bot.commands.access.webhook import run_list

    raise typer.Exit(run_list(settings().database, format.value))


@webhooks.command()
def retry(delivery: Annotated[str, typer.Argument(help="A delivery's id, as `webhook list` shows it.")]) -> None:
    """Send a delivery again, now; its id stays the same."""
    from bot.commands.access.webhook import run_retry

    raise typer.Exit(run_retry(settings().database, delivery))

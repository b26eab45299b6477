"""The command that reports what people experienced."""

from enum import StrEnum
from typing import Annotated

import typer

from bot.commands.asked import Since
from bot.commands.options import settings

app = typer.Typer()


class TableFormat(StrEnum):
    """How a command that gives figures reports: for people, for programs, for a spreadsheet."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


class Group(StrEnum):
    """What a report is told by."""

    ACCOUNT = "account"
    PARTNER = "partner"
    PRODUCT = "product"


@app.command()
def report(
    since: Since = None,
    account: Annotated[str | None, typer.Option(metavar="ACCOUNT", help="Only that account.")] = None,
    partner: Annotated[str | None, typer.Option(metavar="PARTNER", help="Only whom that partner serves.")] = None,
    product: Annotated[str | None, typer.Option(metavar="PRODUCT", help="Only what is about that product.")] = None,
    most: Annotated[int, typer.Option(min=0, help="So many single matters too, the most effort first.")] = 0,
    by: Annotated[Group | None, typer.Option("--by", help="A part for each of them.")] = None,
    format: Annotated[TableFormat, typer.Option("--format", help="How to report.")] = TableFormat.TEXT,
) -> None:
    """Show how questions ended, what effort they took and who used the time, each figure with how far it may be off."""
    from bot.commands.questions.question_log import beginning
    from bot.commands.reports.report import Wanted, run
    from bot.report.experience import By

    known = settings()
    named = {By.ACCOUNT: account, By.PARTNER: partner, By.PRODUCT: product}
    of = {group: name for group, name in named.items() if name is not None}
    wanted = Wanted(beginning(since), of, By(by.value) if by else None, most)
    raise typer.Exit(run(known.database, known.knowledge, wanted, format.value))

"""`questions`: writes the question log as JSON lines, for tools that run where there is no database."""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.deployment import LocalDeployment
from bot.commands.question_log.question_log import beginning
from bot.commands.question_log.question_place import QuestionPlace
from bot.store.engine.store import Reader, StoreError
from knowledge.commands.columns import plain
from knowledge.commands.inputs.options import Partner, Since
from knowledge.files import saving
from knowledge.improve.logs.log_lines import write_log
from knowledge.improve.logs.logged import of_partner

DONE, COULD_NOT_RUN = 0, 2
"""Exit codes."""


def command(
    context: typer.Context,
    export: Annotated[str, typer.Option(metavar="FILE", help="Where to write it; - for here.")] = "-",
    since: Since = None,
    partner: Partner = None,
) -> None:
    """Write the questions of the database here."""
    known: LocalDeployment = context.obj
    raise typer.Exit(run(known.place, export, beginning(since), partner))


def run(place: QuestionPlace, file: str, since: datetime, partner: str | None) -> int:
    """Write the log of questions since then as JSON lines, `-` for the terminal; only a partner's, redacted."""
    from bot.commands.question_log.question_rows import logged
    from bot.store.sqlite import reading

    written = 0

    def lines(reader: Reader) -> Iterator[str]:
        nonlocal written
        for line in write_log(of_partner(logged(reader, place.knowledge, since), partner)):
            written += 1
            yield line

    try:
        with reading(place.database) as reader:
            if file == "-":
                sys.stdout.writelines(lines(reader))
                return DONE
            saving.fill(Path(file), (line.encode() for line in lines(reader)), 0o600)
    except StoreError as fault:
        print(fault, file=sys.stderr)
        return COULD_NOT_RUN
    except OSError as fault:
        print(f"{file}: it cannot be written ({fault.strerror}): name a file in a folder that exists", file=sys.stderr)
        return COULD_NOT_RUN
    print(plain(f"{file}: {written:,} question{'s' * (written != 1)} written."))
    return DONE

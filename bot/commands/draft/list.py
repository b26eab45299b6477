"""`draft list`: what waits to be validated, and what could not be written yet."""

import sys
from pathlib import Path
from typing import Any

import typer

from bot.commands.deployment import LocalDeployment
from bot.commands.terminal import printable, show_json, show_table
from bot.desk.case import written
from bot.store.engine.store import StoreError
from bot.store.knowledge import drafts
from bot.store.knowledge.drafts import DraftRow, DraftState
from knowledge.commands.inputs.options import AsFormat, InFolder, ResultFormat
from knowledge.entry import Entry

DONE, COULD_NOT_RUN = 0, 2
HEADS = ("draft", "where", "seen by", "from", "question")


def command(context: typer.Context, folder: InFolder = None, format: AsFormat = ResultFormat.TEXT) -> None:
    """List the drafts of a folder, with what the database here says of those to come."""
    known: LocalDeployment = context.obj
    raise typer.Exit(run(folder or known.knowledge, known.database, format.value))


def run(folder: Path, database: Path, format: str) -> int:
    """Print the drafts that wait to be validated, and those that wait to be written with what is in their way."""
    from knowledge.improve.drafting import from_cases
    from knowledge.load import FolderMissing, load

    try:
        found = list(from_cases.waiting(load(folder).entries))
    except FolderMissing as fault:
        print(fault, file=sys.stderr)
        return COULD_NOT_RUN
    due = _due(database)
    if format == "json":
        show_json({"drafts": [_as_dict(each) for each in found], "due": [_due_dict(each) for each in due]})
        return DONE
    if found:
        show_table(HEADS, [_cells(each) for each in found], wide=4)
    else:
        print("No draft waits to be validated.")
    for each in due:
        why = each.waits or "it is written as soon as Spot runs and its case is resolved"
        print(printable(f"{written(each.number)} is not written yet: {why}"))
    return DONE


def _due(database: Path) -> list[DraftRow]:
    """Return what is to be written yet; nothing where there is no database that can be read."""
    if not database.exists():
        return []
    from bot.store.sqlite import reading

    try:
        with reading(database) as reader:
            return drafts.in_state(reader, DraftState.DUE)
    except StoreError:
        return []


def _as_dict(entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry.name,
        "file": entry.file,
        "line": entry.line,
        "visibility": entry.visibility.value,
        "nda": entry.nda,
        "source": entry.source,
        "owner": entry.owner,
        "question": entry.question,
        "answer": entry.answer,
    }


def _due_dict(row: DraftRow) -> dict[str, Any]:
    return {"case": written(row.number), "since": row.at.isoformat(), "waits": row.waits}


def _cells(entry: Entry) -> tuple[str, ...]:
    seen = f"{entry.visibility}{', nda' if entry.nda else ''}"
    return (entry.name, f"{entry.file}:{entry.line}", seen, entry.source or "", entry.question)

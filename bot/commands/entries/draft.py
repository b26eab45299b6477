"""The commands `draft list`, `draft accept` and `draft drop`: they work on the files, which a server follows."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.commands.terminal import printable, show_json, show_table
from bot.desk.case import written
from bot.store.engine.store import StoreError
from bot.store.knowledge import drafts
from bot.store.knowledge.drafts import DraftRow, DraftState
from bot.store.sqlite import reading
from knowledge.entry import Entry
from knowledge.improve.drafting import from_cases
from knowledge.improve.drafting.from_cases import DraftBlocked, NoSuchDraft
from knowledge.load import FolderMissing, Loaded, load

DONE, NOT_DONE, COULD_NOT_RUN = 0, 1, 2
HEADS = ("draft", "where", "seen by", "from", "question")


def run_list(folder: Path, database: Path, format: str) -> int:
    """Print the drafts that wait to be validated, and those that wait to be written with what is in their way."""
    try:
        found = list(from_cases.waiting(load(folder).entries))
    except FolderMissing as fault:
        return _cannot(fault)
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


def run_accept(folder: Path, name: str) -> int:
    """Publish a draft and say where it stands; 1 when that cannot be, with the reason."""
    return _settle(folder, name, from_cases.accept, "is published: Spot answers with it from now on")


def run_drop(folder: Path, name: str) -> int:
    """Retire a draft and say where it stands; 1 when that cannot be, with the reason."""
    return _settle(folder, name, from_cases.drop, "is retired: nobody is answered with it")


def _settle(folder: Path, name: str, verb: Callable[[Path, Loaded, str], Entry], told: str) -> int:
    try:
        entry = verb(folder, load(folder), name)
    except FolderMissing as fault:
        return _cannot(fault)
    except (NoSuchDraft, DraftBlocked) as fault:
        print(printable(str(fault)), file=sys.stderr)
        return NOT_DONE
    print(printable(f"{entry.file}:{entry.line}: {entry.name} {told}."))
    return DONE


def _cannot(fault: Exception) -> int:
    print(fault, file=sys.stderr)
    return COULD_NOT_RUN


def _due(database: Path) -> list[DraftRow]:
    """Return what is to be written yet; nothing where there is no database that can be read."""
    if not database.exists():
        return []
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

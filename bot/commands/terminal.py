"""How the operator's commands print: tables a terminal can take, JSON, and what people wrote made harmless."""

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.commands.columns import columns
from knowledge.printable import one_line as one_line
from knowledge.printable import printable as printable

if TYPE_CHECKING:
    from bot.store.engine.store import Reader

PIPED_WIDTH = 160
"""Columns of a table that no terminal shows."""


def on(database: Path, work: "Callable[[Reader], int]") -> int:
    """Run the work on the database, which a server may be using; where it can't be read say so and give 1."""
    from bot.store.engine.store import StoreError
    from bot.store.sqlite import reading

    try:
        with reading(database) as reader:
            return work(reader)
    except StoreError as fault:
        print(fault, file=sys.stderr)
        return 1


def not_found(line: str) -> int:
    """Say in one line what is not there, and return the exit code for it."""
    print(printable(line), file=sys.stderr)
    return 1


def show_json(data: Any) -> None:
    """Print JSON data."""
    print(json.dumps(data, ensure_ascii=not _is_utf8(), indent=2))


def show_table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, wide: int) -> None:
    """Print a table whose column number `wide` gives way where the terminal is narrow."""
    lines = [[one_line(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(map(columns, cells)) for cells in zip(*lines, strict=True)]
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPED_WIDTH
    widths[wide] = max(10, min(widths[wide], width - sum(widths) + widths[wide] - 2 * (len(heads) - 1)))
    for line in lines:
        cells = (fitted(cell, room) for cell, room in zip(line, widths, strict=True))
        print("  ".join(cells).rstrip())


def fitted(text: str, room: int) -> str:
    """Return the text padded or cut to so many columns of a terminal."""
    if columns(text) <= room:
        return text + " " * (room - columns(text))
    while columns(text) > room - 1:
        text = text[:-1]
    return text + "…" + " " * (room - 1 - columns(text))


def minute(at: datetime) -> str:
    """Return a time to the minute, UTC."""
    return f"{at:%Y-%m-%d %H:%M}"


def _is_utf8() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"

"""How a draft that waits is settled where it stands: the files are edited, which a server follows."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.terminal import printable

if TYPE_CHECKING:
    from knowledge.entry import Entry
    from knowledge.load import Loaded

DONE, NOT_DONE, COULD_NOT_RUN = 0, 1, 2
DraftName = Annotated[str, typer.Argument(metavar="PARTNER/ID", help="The draft's full name, as draft list shows it.")]


def settle(folder: Path, name: str, verb: "Callable[[Path, Loaded, str], Entry]", outcome: str) -> int:
    """Do it and say where the draft stands and what came of it; 1 when that cannot be, with the reason."""
    from knowledge.improve.drafting.from_cases import DraftBlocked, NoSuchDraft
    from knowledge.load import FolderMissing, load

    try:
        entry = verb(folder, load(folder), name)
    except FolderMissing as fault:
        print(fault, file=sys.stderr)
        return COULD_NOT_RUN
    except (NoSuchDraft, DraftBlocked) as fault:
        print(printable(str(fault)), file=sys.stderr)
        return NOT_DONE
    print(printable(f"{entry.file}:{entry.line}: {entry.name} {outcome}."))
    return DONE

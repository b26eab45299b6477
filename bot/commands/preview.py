"""`preview`: one entry as a customer sees it, as a page of its own in the browser."""

import os
import stat
import sys
import tempfile
import webbrowser
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.deployment import LocalDeployment
from knowledge.commands.inputs.options import InFolder
from knowledge.commands.reporting import FINE, cannot, written
from knowledge.entry import Entry, Status
from knowledge.problems.nearest import did_you_mean
from knowledge.problems.problem import ProblemLevel

if TYPE_CHECKING:
    from bot.webchat.preview import ShownPreview
    from knowledge.load import Loaded

PREFIX, SUFFIX = "spot-preview-", ".html"
KEPT = 3600
"""Seconds after which a page may go."""
WAITING = {
    Status.DRAFT: "This is a draft: nobody is answered with it until its status is published.",
    Status.RETIRED: "This entry is retired: nobody is answered with it.",
}


def command(
    context: typer.Context,
    entry: Annotated[str, typer.Argument(metavar="ID", help="An entry, as partner/id or as id alone.")],
    folder: InFolder = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Write the page and open no browser.")] = False,
) -> None:
    """Show an entry of the folder that is named, else of the content folder."""
    from bot.settings import has_screen

    known: LocalDeployment = context.obj
    raise typer.Exit(run(folder or known.knowledge, entry, known.now, opens=not no_open and has_screen()))


def run(folder: Path, name: str, at: datetime, *, opens: bool) -> int:
    """Write the page, open it where a browser could, and print where it is; give 2 when there is no such entry."""
    from bot.webchat.preview import page
    from knowledge.load import FolderMissing, load

    try:
        loaded = load(folder)
        entry = found(loaded, name)
    except (FolderMissing, LookupError) as fault:
        return cannot(fault)
    path = saved(page(described(folder, loaded, entry, at)))
    clear_away(path, at)
    where = f"{written(folder, entry.file)}:{entry.line}"
    print(f"{where}: {entry.name}, as a customer sees it: {path}")
    if opens and not webbrowser.open(path.as_uri()):
        print("no browser could be opened: open the file yourself", file=sys.stderr)
    return FINE


def found(loaded: "Loaded", name: str) -> Entry:
    """Return the entry of this full name, or of this id; LookupError names what comes near."""
    alike = [each for each in loaded.entries if name in (each.name, each.id)]
    if len(alike) == 1:
        return alike[0]
    if alike:
        raise LookupError(f"several folders have an entry {name!r}: say {' or '.join(each.name for each in alike)}")
    known = [each.name if "/" in name else each.id for each in loaded.entries]
    remedy = did_you_mean(name, known, "name an entry as partner/id")
    faulty = sorted({each.file for each in loaded.problems if each.level is ProblemLevel.ERROR})
    more = f" (nothing is read from {faulty[0]}, which has an error: check names it)" if faulty else ""
    raise LookupError(f"there is no entry {name[:80]!r}: {remedy}{more}")


def described(folder: Path, loaded: "Loaded", entry: Entry, at: datetime) -> "ShownPreview":
    """Return what the page shows."""
    from bot.webchat.preview import ShownPreview
    from dialogs.answering import preview

    keepers = {name: facts.name for name, facts in loaded.partners.items()}
    seen = f"{entry.visibility}, under nda" if entry.nda else entry.visibility.value
    facts = {
        "file": f"{written(folder, entry.file)}:{entry.line}",
        "seen by": seen,
        "status": entry.status.value,
        "language": entry.language,
        "owner": entry.owner or "nobody",
        "review": entry.review.isoformat() if entry.review else "no day is set",
    }
    return ShownPreview(
        title=entry.name,
        question=entry.question,
        replies=preview.replies(entry, loaded.entries, keepers, at),
        facts=facts,
        warning=WAITING.get(entry.status, ""),
        language=entry.language,
        at=at,
    )


def saved(html: str) -> Path:
    """Write the page to a temporary file that nobody else can read."""
    descriptor, name = tempfile.mkstemp(prefix=PREFIX, suffix=SUFFIX)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(html)
    return Path(name)


def clear_away(page: Path, at: datetime) -> None:
    """Delete the pages of the same user that were made long before this one; each holds the chat's whole client."""
    user = page.stat().st_uid
    for each in page.parent.glob(f"{PREFIX}*{SUFFIX}"):
        with suppress(OSError):
            about = each.lstat()
            if stat.S_ISREG(about.st_mode) and about.st_uid == user and at.timestamp() - about.st_mtime > KEPT:
                each.unlink()

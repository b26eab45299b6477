"""`export`: writes a partner's entries as a file for people, spreadsheets or other systems, and says what it drops."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from knowledge.commands.reporting import COULD_NOT_RUN, FINE, cannot
from knowledge.entry import Entry, Visibility
from knowledge.files import saving
from knowledge.files.nearest import did_you_mean
from knowledge.load import FolderMissing, Loaded, load
from knowledge.writing.formats import Format, counted, write

HERE = Path("-")


class NoPartner(LookupError):
    """It is not clear whose entries are meant; the message says what to write."""


def run(
    folder: Path,
    partner: str | None,
    format: Format,
    to: Path,
    widest: Visibility | None,
    *,
    replaces: bool,
    today: date,
) -> int:
    """Write the entries, of those up to a visibility, and say on stderr what was written; give 2 when it cannot be."""
    try:
        loaded = load(folder)
        entries = chosen(loaded, whose(loaded, partner), widest)
    except (FolderMissing, NoPartner) as fault:
        return cannot(fault)
    if not entries:
        return cannot(ValueError("there is no such entry, so nothing was written"))
    made = write(entries, format, f"Exported from {folder.resolve().name}/{entries[0].partner} on {today}")
    if to == HERE:
        sys.stdout.buffer.write(made.data)
    elif (code := save(to, made.data, replaces)) != FINE:
        return code
    dropped = f"; {format.value} does not hold {', '.join(made.dropped)}" if made.dropped else ""
    print(f"{counted(len(entries))} written{'' if to == HERE else f' to {to}'}{dropped}.", file=sys.stderr)
    return FINE


def whose(loaded: Loaded, partner: str | None) -> str:
    """Give the folder that is meant; raise NoPartner where there are several, or no such one."""
    folders = sorted({each.partner for each in loaded.entries})
    if partner is None and len(folders) == 1:
        return folders[0]
    listed = f"the folders are {', '.join(folders)}" if folders else "no folder has an entry"
    if partner is None:
        raise NoPartner(f"say whose entries with --partner: {listed}")
    if partner not in folders:
        raise NoPartner(f"no entry is of {partner}: {did_you_mean(partner, folders, listed)}")
    return partner


def chosen(loaded: Loaded, partner: str, widest: Visibility | None) -> Sequence[Entry]:
    """Give the partner's entries as they stand in the files; up to a visibility, and then none under an agreement."""
    entries = (each for each in loaded.entries if each.partner == partner)
    return [each for each in entries if widest is None or (widest.includes(each.visibility) and not each.nda)]


def save(to: Path, data: bytes, replaces: bool) -> int:
    """Write the file, whole or not at all."""
    try:
        if replaces and to.is_file():
            saving.replace(to, data)
        else:
            saving.create(to, data)
    except FileExistsError:
        print(f"{to}: there is such a file: give --replace, or another name", file=sys.stderr)
        return COULD_NOT_RUN
    except OSError as fault:
        print(f"{to}: it cannot be written ({fault.strerror}): name another place", file=sys.stderr)
        return COULD_NOT_RUN
    return FINE

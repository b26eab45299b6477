"""What a folder is called that is one partner's own: a repository may have any name, its partner has one."""

from pathlib import Path

from knowledge.files.survey import PARTNER_FILES
from knowledge.formats.partner_yaml import declared
from knowledge.formats.source import FileSource, contents
from knowledge.problems.report import Refused


def own_id(folder: Path, before: str | None) -> str | None:
    """Return the id that a partner.yaml at the top of the folder gives; None for none, where the folder's name is it.

    One that cannot be read just now says what it said before.
    """
    for name in PARTNER_FILES:
        path = folder / name
        if path.is_file() and not path.is_symlink():
            try:
                return declared(FileSource(contents(path)).text) or None
            except Refused:
                return before
    return None

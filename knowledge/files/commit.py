"""Which git commit files stand at, read from .git without running git: no hook, no setting, nothing of it is obeyed.

What a .git names is believed only where it is a commit's hash, so a .git that points elsewhere gives nothing away.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.formats.source import contents
from knowledge.problems.report import Refused

HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
REFERENCE = re.compile(r"ref: (refs/[^\x00-\x20\x7f~^:?*\[\\]{1,250})")
DIRECTORY = re.compile(r"gitdir: ([^\x00\n]{1,1000})")
SMALL = 4 * 1024
"""Bytes of a file that holds one name."""
PACKED = 16 * 1024 * 1024
"""Bytes of the file that holds all names at once."""


@dataclass(frozen=True, slots=True)
class Commits:
    """The commits that a content folder stands at: of the whole, and of folders that are a repository of their own."""

    whole: str = ""
    """Empty where there is none."""
    folders: Mapping[str, str] = field(default_factory=dict)
    looked_at: tuple[str, ...] = ()
    """The names of the folders that may be one."""

    def of(self, file: str) -> str:
        """Return the commit that a file stands at, empty for none; what was saved since is not in it."""
        return self.folders.get(file.partition("/")[0], self.whole)


def commits(root: Path, folders: Iterable[str]) -> Commits:
    """Return the commits of a content folder and of its folders; whatever cannot be read is none."""
    home, folders = root.resolve(), tuple(folders)
    above = (found for folder in (home, *home.parents) if (found := _commit(folder)) is not None)
    own = {name: found for name in folders if (found := _commit(home / name)) is not None}
    return Commits(next(above, ""), own, folders)


def _commit(folder: Path) -> str | None:
    """Return the commit of a repository, empty where it cannot be told; None for a folder that is none."""
    dot = folder / ".git"
    if dot.is_dir():
        return _head(dot)
    named = DIRECTORY.match(_text(dot)) if dot.is_file() else None
    return _head(folder / named[1].strip()) if named else None


def _head(git: Path) -> str:
    told = _text(git / "HEAD").strip()
    reference = REFERENCE.fullmatch(told)
    if reference is None:
        return told if HASH.fullmatch(told) else ""
    name = reference[1]
    if ".." in name or name.endswith(("/", ".lock")):
        return ""
    common = _text(git / "commondir").strip()
    return next(filter(None, (_named(home, name) for home in (git, git / common))), "")


def _named(home: Path, name: str) -> str:
    loose = _text(home / name).strip()
    if HASH.fullmatch(loose):
        return loose
    packed = (line.split(" ") for line in _text(home / "packed-refs", PACKED).splitlines())
    return next((line[0] for line in packed if line[1:] == [name] and HASH.fullmatch(line[0])), "")


def _text(path: Path, most: int = SMALL) -> str:
    try:
        return contents(path, most).decode("utf-8", "replace")
    except Refused:
        return ""

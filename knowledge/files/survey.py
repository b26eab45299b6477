"""A survey of the content folder: which files there are, whose they are, and what cannot be one.

Looks at names only and opens nothing.
"""

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from knowledge import filenames
from knowledge.entry import VENDOR_FOLDER
from knowledge.formats import readers
from knowledge.problems.nearest import one_slip_from
from knowledge.problems.problem import Problem
from knowledge.problems.report import problem
from knowledge.slug import slug

DEEPEST = 8
"""Folders inside each other."""
MOST_FILES = 10_000
DIRECTORY, POLICY = "directory", "policy"
"""Folders that are no partner's."""
OWN = (VENDOR_FOLDER, DIRECTORY, POLICY)
"""Folders that have a meaning of their own, in this very spelling."""
PARTNER_FILES, WORDS_FILES = (tuple(f"{name}{ending}" for ending in readers.YAML) for name in ("partner", "words"))
ASKED_FILES = tuple(f"asked{ending}" for ending in readers.endings(readers.ASKED))


class FolderMissing(LookupError):
    """There is no such content folder."""


class FileKind(StrEnum):
    """What a file is read as."""

    ENTRIES = "entries"
    PARTNER = "partner"
    ASKED = "asked"
    WORDS = "words"
    DIRECTORY = "directory"
    POLICY = "policy"


ENDINGS = {
    FileKind.ENTRIES: readers.endings(readers.ENTRIES),
    FileKind.PARTNER: readers.YAML,
    FileKind.ASKED: readers.endings(readers.ASKED),
    FileKind.WORDS: readers.YAML,
    FileKind.DIRECTORY: readers.YAML,
    FileKind.POLICY: readers.YAML,
}

OTHER_WORKBOOKS = (".xls", ".xlsm", ".xlsb", ".ods")
"""Endings of workbooks that are not read, macros and all."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read."""

    path: Path
    file: str
    """Relative to the content folder, with forward slashes."""
    partner: str
    """The id of the partner whose folder it is in; empty for files of nobody's."""
    kind: FileKind


@dataclass(slots=True)
class Survey:
    """What the content folder holds."""

    root: Path
    own: str
    """What the folder is called where it is one partner's."""
    files: list[FoundFile] = field(default_factory=list)
    folders: dict[str, str] = field(default_factory=dict)
    """Partner id → folder name, in order."""
    refused: set[str] = field(default_factory=set)
    """Files and folders that may not be read; what was good in them before stays."""
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, file: str, what: str, remedy: str) -> None:
        """Note a file or folder that may not be read."""
        self.refused.add(file)
        self.problems.append(problem(filenames.shown_path(file), 1, code, what, remedy))

    def warn(self, code: str, file: str, what: str, remedy: str) -> None:
        """Note a file that is not read, which does no harm."""
        self.problems.append(problem(filenames.shown_path(file), 1, code, what, remedy))


def survey(root: Path, own: str | None = None) -> Survey:
    """Return what the folder holds; raise FolderMissing when there is none, or a file in its place.

    `own` is the partner whose folder it is, where it is one partner's and is named otherwise.
    """
    if root.is_file():
        raise FolderMissing(f"{root}: this is a file; name the folder it is in")
    if not root.is_dir():
        raise FolderMissing(f"{root}: there is no such folder; name one that holds a folder for each partner")
    found = Survey(root, own or root.resolve().name)
    paths = list(walk(found, root, "", 1))
    if len(paths) > MOST_FILES:
        found.refuse("KB110", "", f"more than {MOST_FILES:,} files", "move what is no knowledge out of the folder")
    loose = is_loose(paths)
    for file in paths[:MOST_FILES]:
        place(found, file, paths, loose=loose)
    if not loose:
        point_out_slips(found, frozenset(path.casefold() for path in paths))
    return found


def walk(found: Survey, folder: Path, prefix: str, depth: int) -> Iterator[str]:
    """Yield the files below a folder, as relative names, never through a link."""
    for name in plain_names(found, folder, prefix):
        file = f"{prefix}{name}"
        if not (folder / name).is_dir():
            yield file
        elif depth > DEEPEST:
            found.refuse("KB110", file, f"folders more than {DEEPEST} deep", "move the files up")
        else:
            yield from walk(found, folder / name, f"{file}/", depth + 1)


def plain_names(found: Survey, folder: Path, prefix: str) -> list[str]:
    """Return the names in a folder that can be read, the others being refused."""
    try:
        listed = sorted(os.scandir(folder), key=lambda each: each.name)
    except OSError as fault:
        found.refuse("KB102", prefix.rstrip("/"), f"the folder cannot be read ({fault.strerror})", "check its rights")
        return []
    visible = [each for each in listed if not filenames.is_ignored(each.name)]
    alike = defaultdict(list)
    for each in visible:
        alike[filenames.folded(each.name)].append(each.name)
    return [each.name for each in visible if is_plain(found, each, prefix, alike[filenames.folded(each.name)])]


def is_plain(found: Survey, each: os.DirEntry[str], prefix: str, alike: list[str]) -> bool:
    """Return whether a name may be read; why not goes into the survey."""
    file = f"{prefix}{each.name}"
    if each.is_symlink():
        found.refuse("KB101", file, "this is a link", "put the file itself here; links are not followed")
    elif fault := filenames.fault(each.name):
        found.refuse("KB103", file, f"the name {fault}", "rename it")
    elif len(alike) > 1:
        other = next(name for name in alike if name != each.name)
        what = f"the name differs from {filenames.shown_path(other)} only in how it is spelt"
        found.refuse("KB104", file, what, "rename one of the two")
    elif not (each.is_file(follow_symlinks=False) or each.is_dir(follow_symlinks=False)):
        found.refuse("KB102", file, "this is neither a file nor a folder", "delete it")
    else:
        return True
    return False


def is_loose(paths: list[str]) -> bool:
    """Return whether the folder is one partner's own: it has partner.yaml, or no folder below it holds knowledge."""
    if any(path in PARTNER_FILES for path in paths):
        return True
    tops = {
        path.partition("/")[0] for path in paths if "/" in path and path.casefold().endswith(ENDINGS[FileKind.ENTRIES])
    }
    return not tops - {DIRECTORY, POLICY}


def place(found: Survey, file: str, paths: Sequence[str], *, loose: bool) -> None:
    """Decide what a file is read as."""
    top, _, inside = file.partition("/")
    if inside and top == DIRECTORY:
        return add(found, file, "", FileKind.DIRECTORY)
    if inside and top == POLICY:
        return add(found, file, "", FileKind.POLICY)
    if not inside and not loose:
        return add(found, file, "", FileKind.ASKED) if file.casefold() in ASKED_FILES else outside(found, file, paths)
    folder = found.own if loose else top
    partner = slug(folder) or "partner"
    if partner in OWN and folder != partner and not loose:
        return almost(found, folder, partner)
    if found.folders.setdefault(partner, folder) != folder:
        what = f"the folders {folder} and {found.folders[partner]} are the same partner, {partner}"
        return found.refuse("KB104", file, what, "rename one of the two")
    kind = kind_of(file if loose else inside)
    if kind is FileKind.PARTNER and any(each.kind is kind and each.partner == partner for each in found.files):
        return found.refuse("KB602", file, f"{partner} is described in another file already", "keep one of the two")
    return add(found, file, partner, kind)


def almost(found: Survey, folder: str, own: str) -> None:
    """Refuse a folder that could be taken for one of Spot's own; everybody is answered from the vendor's."""
    if folder not in found.refused:
        what = f"the name is almost {own}, which is one of Spot's own"
        found.refuse("KB112", folder, what, f"rename it to {own} if it is meant to be that, else to something else")


def point_out_slips(found: Survey, paths: Set[str]) -> None:
    """Point out a partner's folder that is one letter from one of Spot's own; one with partner.yaml says who it is."""
    for partner, folder in found.folders.items():
        own = one_slip_from(partner, OWN)
        if own and paths.isdisjoint(f"{folder}/{each}".casefold() for each in PARTNER_FILES):
            what = f"the folder is read as the partner {partner}"
            remedy = f"did you mean the folder {own}? if not, give it a partner.yaml that names the partner"
            found.warn("KB114", folder, what, remedy)


def outside(found: Survey, file: str, paths: Sequence[str]) -> None:
    """Point out a file beside the partners' folders; an error where all of it may be one partner's own folder."""
    if file.casefold().endswith(ENDINGS[FileKind.ENTRIES]) and not has_partners(paths):
        remedy = "write a partner.yaml here if all of this is one partner's own; else move the file into a folder"
        found.refuse("KB113", file, "the folders beside this file may be partners, and then it is nobody's", remedy)
    else:
        found.warn("KB109", file, "the file is in no partner's folder", "move it into one")


def has_partners(paths: Sequence[str]) -> bool:
    """Return whether the folder is plainly one of several partners: it lists them, or one of them says who it is."""
    parts = [path.casefold().split("/") for path in paths]
    return any(len(each) > 1 and each[0] in (DIRECTORY, VENDOR_FOLDER) for each in parts) or any(
        len(each) == 2 and each[1] in PARTNER_FILES for each in parts
    )


def kind_of(inside: str) -> FileKind:
    """Return what a file in a partner's folder is read as."""
    if inside.casefold() in PARTNER_FILES:
        return FileKind.PARTNER
    name = inside.casefold().rpartition("/")[2]
    if name in WORDS_FILES:
        return FileKind.WORDS
    return FileKind.ASKED if name in ASKED_FILES else FileKind.ENTRIES


def add(found: Survey, file: str, partner: str, kind: FileKind) -> None:
    """Add a file to read, unless it is of a kind that is not read."""
    if not file.casefold().endswith(ENDINGS[kind]):
        found.warn("KB108", file, "Spot does not read files of this kind", other_kind(file, kind))
    else:
        found.files.append(FoundFile(found.root / file, file, partner, kind))


def other_kind(file: str, kind: FileKind) -> str:
    """Return what to do about a file of a kind that is not read."""
    if file.casefold().endswith(OTHER_WORKBOOKS) and ".xlsx" in ENDINGS[kind]:
        return "open it and save it as .xlsx, or move it elsewhere"
    return f"use {', '.join(ENDINGS[kind][:-1])} or {ENDINGS[kind][-1]}, or move it elsewhere"

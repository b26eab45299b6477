"""The file that an entry is written into: whose it is, where it is, and that it may hold entries."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge import filenames
from knowledge.files.survey import ASKED_FILES, DIRECTORY, PARTNER_FILES, POLICY, WORDS_FILES
from knowledge.formats.editing import appending
from knowledge.formats.editing.draft import CannotAppend
from knowledge.load import Loaded
from knowledge.problems.nearest import did_you_mean, shown
from knowledge.slug import slug

FIRST_FILE = "questions.md"
"""Where an entry goes when no file is named."""


@dataclass(frozen=True, slots=True)
class TargetFile:
    """The file to write into."""

    partner: str
    file: str
    """Relative to the content folder, with forward slashes."""


def target_of(loaded: Loaded, into: str) -> TargetFile:
    """Return the file that `into` names; raise CannotAppend when it is nobody's, or no file that can be written."""
    own = own_folder(loaded)
    first, _, rest = into.strip("/").partition("/")
    if own and slug(first) != own:
        if rest:
            refuse_unknown(loaded, own, first)
        elif not appending.can_append(first):
            raise no_folder(first, [own])
        return checked(TargetFile(own, into.strip("/")), into.strip("/"))
    inside = rest or FIRST_FILE
    if own:
        return checked(TargetFile(own, inside), inside)
    top = folder_of(loaded, slug(first))
    return checked(TargetFile(slug(first), f"{top}/{inside}"), inside)


def refuse_unknown(loaded: Loaded, own: str, first: str) -> None:
    """Raise CannotAppend where a partner's own folder has no such folder in it."""
    inside = {file.partition("/")[0] for file in loaded.records if "/" in file}
    if first not in inside:
        raise no_folder(first, [own, *sorted(inside)])


def no_folder(named: str, folders: Sequence[str]) -> CannotAppend:
    """Return the refusal of a folder that is not there."""
    return CannotAppend(f"there is no folder {shown(named)}: {did_you_mean(named, folders, whose(folders))}")


def whose(folders: Sequence[str]) -> str:
    """Say which folders there are."""
    return f"there are {', '.join(folders)}" if len(folders) > 1 else f"this is the folder of {', '.join(folders)}"


def own_folder(loaded: Loaded) -> str | None:
    """Return the partner whose own folder was loaded, None where it holds a folder for each."""
    found = (each.found for each in loaded.records.values())
    return next((each.partner for each in found if each.partner and "/" not in each.file), None)


def folder_of(loaded: Loaded, partner: str) -> str:
    """Return the name of a partner's folder; raise CannotAppend where there is none."""
    tops = {each.found.partner: each.found.file.partition("/")[0] for each in loaded.records.values()}
    tops.pop("", None)
    if partner not in tops:
        remedy = did_you_mean(partner, tops, f"there are {', '.join(tops)}" if tops else "make it, with a partner.yaml")
        raise CannotAppend(f"there is no folder {shown(partner)}: {remedy}")
    return tops[partner]


def checked(target: TargetFile, inside: str) -> TargetFile:
    """Return the target; raise CannotAppend when no entries can stand in such a file."""
    parts = inside.split("/")
    for part in parts:
        if fault := filenames.fault(part):
            raise CannotAppend(f"{shown(inside)} cannot be written: {shown(part)} {fault}")
        if filenames.is_ignored(part):
            raise CannotAppend(f"Spot does not read {shown(inside)}: choose another name")
    name = parts[-1].casefold()
    if name in (*PARTNER_FILES, *WORDS_FILES, *ASKED_FILES) or parts[0] in (DIRECTORY, POLICY):
        raise CannotAppend(f"{shown(inside)} holds no entries: choose another name")
    if not appending.can_append(inside):
        raise CannotAppend(
            f"{shown(inside)} is no file that entries are written into: name one that ends with .md or .yaml"
        )
    return target

"""`owner`: prints CODEOWNERS lines, so that a pull request asks those who look after what it changes."""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from knowledge.commands.inputs.deployment import Deployment
from knowledge.commands.inputs.options import AnyFolder
from knowledge.commands.reporting import FINE, FOUND, cannot, show
from knowledge.files.revision import NoRevision, git
from knowledge.problems.problem import on_disk

if TYPE_CHECKING:
    from knowledge.load import Loaded

OWNER = re.compile(r"@[\w.-]+(/[\w.-]+)?|[^\s@#]+@[^\s@#]+\.[^\s@#]+")
"""Whom a code host can ask: a user, a team, an address."""
SPECIAL = re.compile(r"([\\ #!*?\[\]])")
Owners = tuple[str, ...]


def command(context: typer.Context, folder: AnyFolder = None) -> None:
    """Print the owners of the folder that is named, else of the content folder."""
    known: Deployment = context.obj
    raise typer.Exit(run(folder or known.knowledge))


def run(folder: Path) -> int:
    """Print a line a folder, and one a file of others; give 1 when somebody named has no address."""
    from knowledge.load import FolderMissing, load

    try:
        loaded = load(folder)
    except FolderMissing as fault:
        return cannot(fault)
    lines, unknown = list(rules(loaded, prefix(folder))), list(unreachable(loaded))
    width = max((len(path) for path, _ in lines), default=0)
    show("".join(f"{path:{width}}  {' '.join(owners)}\n" for path, owners in lines))
    if not lines and not unknown:
        print(f"{folder}: no entry names an owner: write owner: and an address into partner.yaml", file=sys.stderr)
    for each in unknown:
        print(each, file=sys.stderr)
    return FOUND if unknown else FINE


def prefix(folder: Path) -> str:
    """Return the folder's path in its repository, with a slash at either end; where there is none, it is the root."""
    try:
        inside = git(folder, "rev-parse", "--show-prefix").decode("utf-8", "replace").strip("\n")
    except NoRevision:
        inside = ""
    return f"/{inside}"


def rules(loaded: "Loaded", root: str) -> Iterator[tuple[str, Owners]]:
    """Yield paths with those who look after them; a code host takes the last that fits, so files follow folders."""
    owned = files(loaded)
    for partner, top in sorted(folders(loaded).items()):
        facts = loaded.partners.get(partner)
        of_folder = reachable([facts.owner]) if facts and facts.owner else ()
        inside = {file: who for file, who in owned.items() if file.startswith(top)}
        if not of_folder and len(set(inside.values())) == 1:
            of_folder = next(iter(inside.values()))
        if of_folder:
            yield escaped(f"{root}{top}"), of_folder
        yield from ((escaped(f"{root}{file}"), who) for file, who in inside.items() if who and who != of_folder)


def folders(loaded: "Loaded") -> dict[str, str]:
    """Return each partner's folder with a slash at its end; of a partner's own folder it is empty."""
    found: dict[str, str] = {}
    for each in loaded.records.values():
        if each.found.partner:
            top = each.found.file.partition("/")[0] + "/" if "/" in each.found.file else ""
            found[each.found.partner] = min(found.get(each.found.partner, top), top)
    return found


def files(loaded: "Loaded") -> dict[str, Owners]:
    """Return each file of entries with everybody who looks after one of them, in the order of lines."""
    named: dict[str, list[str | None]] = defaultdict(list)
    for each in loaded.entries:
        named[on_disk(each.file)].append(each.owner)
    return {file: reachable(owners) for file, owners in sorted(named.items())}


def reachable(owners: list[str | None]) -> Owners:
    """Return those who have an address, each once."""
    return tuple(dict.fromkeys(each for each in owners if each and OWNER.fullmatch(each)))


def unreachable(loaded: "Loaded") -> Iterator[str]:
    """Yield owners without an address, each told where it stands first."""
    told: set[str] = set()
    for each in loaded.entries:
        if each.owner and each.owner not in told and not OWNER.fullmatch(each.owner):
            told.add(each.owner)
            yield f"{each.file}:{each.line}: {each.owner} is no address: write name@host, @user or @organisation/team"


def escaped(path: str) -> str:
    """Return a path as CODEOWNERS holds it."""
    return SPECIAL.sub(r"\\\1", path)

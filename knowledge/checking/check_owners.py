"""The rule that somebody looks after each entry, with a remedy that the file can take. It does not print."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set

from knowledge.entry import Entry
from knowledge.problems.problem import Problem, on_disk
from knowledge.problems.report import problem, warn

WITH_TOP = (".md", ".markdown", ".yaml", ".yml")
"""Endings of files that take a key for all their entries."""
WITH_COLUMNS = (".csv", ".xlsx")
"""Endings of files that take a column more; a .tsv may be another system's export, which has its own columns."""


def unowned(entries: Iterable[Entry], described: Set[str]) -> Iterator[Problem]:
    """Yield folders where nobody looks after any entry, each told once, and files of the others with such entries.

    `described` are the folders that have a partner.yaml.
    """
    folders: dict[str, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for each in entries:
        folders[each.partner][each.file].append(each)
    for partner, files in folders.items():
        for_all = "write {} into partner.yaml" if partner in described else "make a partner.yaml with {}"
        if not any(each.owner for file in files.values() for each in file):
            first = next(iter(files.values()))[0]
            what = f"no entry of {partner} says who looks after it"
            yield problem(first.file, 1, "KB413", what, for_all.format("owner: and an address"))
            continue
        yield from unowned_in(files, for_all.format("owner:"))


def unowned_in(files: dict[str, list[Entry]], for_all: str) -> Iterator[Problem]:
    """Yield the files of a folder that have entries without an owner."""
    for file, entries in files.items():
        if alone := [each for each in entries if not each.owner]:
            owned = len(entries) - len(alone)
            share = f"only {owned} of {len(entries)} entries" if owned else "no entry"
            what = f"{share} of this file says who looks after it"
            yield warn(alone[0], "KB413", what, remedy(file, for_all))


def remedy(file: str, for_all: str) -> str:
    """Return what a file of this kind can say about its owner, and what the folder can say for all its files."""
    name = on_disk(file).casefold()
    if name.endswith(WITH_TOP):
        return f"write owner: at the top of the file, or {for_all}"
    if name.endswith(WITH_COLUMNS):
        return f"add a column owner, or {for_all}"
    return for_all
